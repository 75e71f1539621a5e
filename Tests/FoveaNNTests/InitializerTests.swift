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
    Case(initializer: .lecunUniform, variance: 1.0 / 100),
    Case(initializer: .lecunNormal, variance: 1.0 / 100),
    Case(initializer: .xavierNormal(gain: 3), variance: 9 * 2.0 / 300),
    Case(initializer: .heUniform(gain: 0.5), variance: 0.25 * 2.0 / 100),
    // 1 - 4 phi(2) / (Phi(2) - Phi(-2)) of the whole distribution's.
    Case(
      initializer: .truncatedNormal(standardDeviation: 0.02), variance: 4e-4 * 0.773_741_305_8),
    // All rows of 200 are orthonormal: 100 in all, spread over 20,000 numbers.
    Case(initializer: .orthogonal, variance: 100.0 / 20_000),
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

  @Test func uniformNumbersKeepWithinTheirBound() {
    var random = RandomSource(seed: testSeed())
    for (initializer, bound): (Initializer, Scalar) in [
      (.xavierUniform, 0.141_421_4), (.heUniform, 0.244_949), (.lecunUniform, 0.173_205_1),
      (.truncatedNormal(standardDeviation: 0.1), 0.2),
    ] {
      let w = initializer([100, 200], fanIn: 100, fanOut: 200, &random).elements
      let largest = w.map(\.magnitude).max() ?? 0
      #expect(largest <= bound * 1.000_001 && largest > 0.99 * bound, "\(initializer.name)")
    }
  }

  /// Half of the truncated normal distribution lies within 0.6391 deviations: the quantile of
  /// 1/2 + 0.9545 / 4. A cut without the right distribution inside would not show that.
  @Test func truncatedNormalHasItsQuartiles() {
    var random = RandomSource(seed: testSeed())
    let w = Initializer.truncatedNormal(standardDeviation: 1)(
      [20_000], fanIn: 1, fanOut: 1, &random
    ).elements
    let within = Double(w.count { $0.magnitude < 0.639_111_9 }) / 20_000
    #expect(abs(within - 0.5) < 5 * (0.25 / 20_000).squareRoot())
  }

  /// W^T W = gain^2 I, or W W^T where W is wide.
  @Test(arguments: [[40, 17], [17, 40], [3, 3, 2, 12], [3, 3, 1, 12]] as [Shape])
  func orthogonal(_ shape: Shape) {
    var random = RandomSource(seed: testSeed())
    let w = Initializer.orthogonal(gain: 2)(shape, fanIn: 1, fanOut: 1, &random)
    #expect(w.shape == shape)
    let matrix = w.reshaped(-1, shape[-1])
    let isTall = matrix.shape[0] >= matrix.shape[1]
    let gram =
      isTall
      ? matrix.matmul(matrix, transposeSelf: true) : matrix.matmul(matrix, transposeOther: true)
    let n = gram.shape[0]
    let identity = Tensor([n, n], (0..<n * n).map { $0 / n == $0 % n ? 4 : 0 })
    // Each singular vector is off by some n units of rounding.
    expectClose(gram, identity, reduction: 40)
  }

  @Test func namesComeBack() {
    let all: [Initializer] = [
      .zeros, .constant(0.5), .normal(standardDeviation: 0.01),
      .truncatedNormal(standardDeviation: 0.02), .xavierUniform, .xavierNormal, .heUniform,
      .heNormal, .heNormalFanOut, .lecunUniform, .lecunNormal, .orthogonal(gain: 1.5),
    ]
    for initializer in all {
      #expect(Initializer.named(initializer.name) == initializer, "\(initializer.name)")
    }
    #expect(
      Initializer.named("he") == .heNormal && Initializer.named("Glorot_Uniform") == .xavierUniform)
    #expect(Initializer.names.count == 12)
    for wrong in ["", "normal", "normal:", "normal:-1", "normal:nan", "he:x", "he:1:2", "best"] + [
      "zeros:1", "he-normal:-1", "orthogonal:0",
    ] {
      #expect(Initializer.named(wrong) == nil, "\(wrong)")
    }
  }

  /// z is normal with the gain for its deviation, as behind a layer of inputs of second moment 1: f(z) has that again.
  @Test(arguments: [Activation.relu, .leakyReLU(slope: 0.1), .leakyReLU(slope: 0.6), .prelu()])
  func gainsOfRectifiersKeepTheSecondMoment(_ activation: Activation) {
    var random = RandomSource(seed: testSeed())
    let z = Tensor(
      normal: 0, standardDeviation: Initializer.gain(for: activation), [100_000], using: &random)
    let squares = z.applying(activation).elements.map { Double($0 * $0) }
    let mean = squares.reduce(0, +) / 100_000
    let variance = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean - 1) < 5 * (variance / 100_000).squareRoot())
  }

  /// What bounded activations take away depends on the signal: these are PyTorch's numbers.
  @Test func otherGainsArePyTorchs() {
    #expect(Initializer.gain(for: .sigmoid) == 1 && Initializer.gain(for: .tanh) == 5 / 3)
    #expect(Initializer.gain(for: .selu) == 0.75)
  }

  @Test func aNetworkStartsAnewByOneInitializer() {
    var random = RandomSource(seed: 1)
    let network = Sequential(
      Dense(3, 4, random: &random), BatchNorm(4), PReLU(), Dense(weight: Tensor.ones([4, 2])))
    network.initialize(by: .constant(7), &random)
    #expect(network.parameters[0].value.elements == [Scalar](repeating: 7, count: 12))
    for (parameter, start) in zip(network.parameters.dropFirst(), [0, 1, 0, 0.25, 1] as [Scalar]) {
      #expect(parameter.value.elements.allSatisfy { $0 == start })
    }
  }

  @Test func constants() {
    var random = RandomSource(seed: 1)
    #expect(Initializer.zeros([2], fanIn: 1, fanOut: 1, &random).elements == [0, 0])
    #expect(Initializer.constant(3)([1], fanIn: 1, fanOut: 1, &random).elements == [3])
  }
}
