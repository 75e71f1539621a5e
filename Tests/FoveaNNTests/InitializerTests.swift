import FoveaNN
import TestSupport
import Testing

/// Variances of the initialisers.
@Suite struct InitializerTests {
  struct Case: Sendable {
    let initializer: Initializer
    let variance: Double
  }

  @Test(arguments: [
    Case(initializer: .xavierUniform, variance: 2.0 / 300),
    Case(initializer: .xavierNormal, variance: 2.0 / 300),
    Case(initializer: .heUniform, variance: 2.0 / 100),
    Case(initializer: .heNormal, variance: 2.0 / 100),
    Case(initializer: .heNormalFanOut, variance: 2.0 / 200),
    Case(initializer: .normal(standardDeviation: 0.01), variance: 1e-4),
  ]) func variance(_ c: Case) {
    var random = RandomSource(seed: testSeed())
    let w = c.initializer([100, 200], fanIn: 100, fanOut: 200, &random)
    let mean = w.elements.reduce(0) { $0 + Double($1) } / 20_000
    let variance = w.elements.reduce(0) { $0 + Double($1) * Double($1) } / 20_000
    // Five standard deviations of either estimate over 20,000 draws.
    #expect(abs(mean) < 5 * (c.variance / 20_000).squareRoot())
    #expect(abs(variance / c.variance - 1) < 5 * (2.0 / 20_000).squareRoot())
  }

  /// Weights are drawn when they are needed, which may be in any order and after other draws.
  @Test func weightsDoNotDependOnWhenTheyAreAskedFor() {
    func layers() -> [Dense] {
      var random = RandomSource(seed: 3)
      let layers = [
        Dense(4, 5, random: &random), Dense(4, 5, initializer: .heNormal, random: &random),
      ]
      _ = random.uniform()
      return layers
    }
    let forward = layers().map(\.weight.value.elements)
    let backward = layers().reversed().map(\.weight.value.elements)
    #expect(forward == backward.reversed())
    #expect(forward[0] != forward[1])
  }

  @Test func constants() {
    var random = RandomSource(seed: 1)
    #expect(Initializer.zeros([2], fanIn: 1, fanOut: 1, &random).elements == [0, 0])
    #expect(Initializer.constant(3)([1], fanIn: 1, fanOut: 1, &random).elements == [3])
  }
}
