import FoveaNN
import FoveaTensor
import Testing

@testable import FoveaExplain

/// Rows I1 to I3: which starts let a signal through ten layers.
@Suite struct InitializationStudyTests {
  private func study(_ initializer: Initializer, _ activation: Activation) -> InitializationStudy {
    InitializationStudy(initializer, activation: activation, width: 400, samples: 50, seed: 3)
  }

  /// How many times as large the signal's square is in the last layer as in the first.
  private func gain(_ study: InitializationStudy) -> Double {
    study.layers[9].secondMoment / study.layers[0].secondMoment
  }

  /// Each layer multiplies the deviation by 0.01 * sqrt(400) = 0.2 while tanh is straight: 0.2^9 = 5e-7.
  @Test func smallNormalWeightsLetTheSignalCollapse() {
    let deviations = study(.normal(standardDeviation: 0.01), .tanh).layers
      .map(\.standardDeviation)
    #expect(deviations.count == 10)
    for (before, after) in zip(deviations, deviations.dropFirst()) {
      // The deviation of 160,000 weights' sample is far below a tenth.
      #expect(abs(after / before - 0.2) < 0.02)
    }
  }

  @Test func xavierKeepsASignalThroughTanh() {
    let layers = study(.xavierNormal, .tanh).layers
    #expect(layers.allSatisfy { $0.standardDeviation > 0.15 && abs($0.mean) < 0.02 })
    #expect(layers.allSatisfy { $0.saturated < 0.01 })
  }

  @Test func largeWeightsSaturateTanh() {
    let layers = study(.normal(standardDeviation: 1), .tanh).layers
    #expect(layers[9].saturated > 0.7)
    // At both ends.
    let histogram = layers[9].histogram
    #expect(histogram[0] + histogram[39] > 10 * (histogram[19] + histogram[20]))
  }

  /// He's variance makes up for the half that ReLU takes away; with Xavier's each layer halves the square:
  /// 2^-9. The square's logarithm varies by sqrt(5 / 400) a layer, by 0.35 over ten: a factor of 6 is five
  /// deviations.
  @Test func heKeepsASignalThroughReLUAndXavierDoesNot() {
    let (he, xavier) = (gain(study(.heNormal, .relu)), gain(study(.xavierNormal, .relu)))
    #expect(he > 1.0 / 6 && he < 6)
    #expect(xavier > 1.0 / 512 / 6 && xavier < 6.0 / 512)
  }

  @Test("what is too large for a number is said to be, large numbers have exponents, zeros no sign")
  func overflow() {
    func text(_ deviation: Scalar, _ activation: Activation, depth: Int) -> String {
      InitializationStudy.answer([
        InitializationStudy(
          .normal(standardDeviation: deviation), activation: activation, depth: depth, width: 50,
          samples: 20)
      ]).text()
    }
    let broken = text(1e38, .relu, depth: 5)
    #expect(broken.contains(": overflows from layer ") && !broken.contains("nan"))
    let large = text(100, .relu, depth: 10)
    #expect(large.contains("e+") && large.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!text(0.001, .tanh, depth: 10).contains("-0.000"))
    #expect(text(0, .tanh, depth: 2).contains("the signal is 0 from layer 1 on"))
  }

  @Test func histogramsCountEveryValue() {
    let studies = [study(.heNormal, .relu), study(.zeros, .sigmoid)]
    for study in studies {
      #expect(study.layers.allSatisfy { $0.histogram.reduce(0, +) == 400 * 50 })
    }
    // sigmoid(0) = 1/2 is the upper half's first bin.
    #expect(studies[1].layers[3].histogram[20] == 20_000)
    #expect(InitializationStudy.range(of: .relu) == 0...3)
    let chart = InitializationStudy.chart(studies)
    #expect(chart.rows.map(\.title) == ["he-normal", "zeros"])
    #expect(chart.rows.allSatisfy { $0.panels.count == 10 })
  }
}

/// Row I4: equal weights stay equal.
@Suite struct ZeroInitializationTests {
  private func run(
    _ initializer: Initializer, _ activation: Activation = .sigmoid
  ) throws -> ZeroInitialization {
    try ZeroInitialization(initializer, activation: activation, hidden: 8, pictures: 800)
  }

  @Test(arguments: [Initializer.zeros, .constant(0.01)])
  func equalNeuronsStayEqual(_ initializer: Initializer) throws {
    let equal = try run(initializer)
    let cosines = try #require(equal.gradientCosines)
    // Single precision's rounding, at most: a cosine is 1 - d^2 / 2.
    #expect(cosines.lowerBound > 1 - 1e-9)
    #expect(equal.rank == 1)
    // One neuron cannot tell ten classes apart; 1,000 pictures leave 0.1 +- 0.01 to guessing.
    #expect(equal.chance == 0.1 && equal.accuracy < 0.22)
  }

  @Test func equalNeuronsStayEqualWithACurveThatIsNotFlatAtZero() throws {
    for activation in [Activation.elu(alpha: 1), .silu, .hardSwish] {
      let equal = try ZeroInitialization(.constant(0.01), activation: activation)
      #expect(equal.rank == 1, "\(activation.name)")
    }
  }

  /// A ReLU that fires for no picture of the last batch gets none; the others' cosines are those of the others.
  @Test func aNeuronWithoutGradientLeavesTheOthersTheirs() throws {
    let run = try ZeroInitialization(.xavierUniform, activation: .relu)
    #expect(run.gradientCosines != nil && run.rank == 16)
  }

  @Test func cosinesPassOverColumnsOfZeros() throws {
    let (cosines, zeros) = ZeroInitialization.cosines(Tensor([2, 3], [1, 0, 1, 0, 0, 1]))
    #expect(zeros == 1)
    #expect(abs(try #require(cosines).lowerBound - 0.5.squareRoot()) < 1e-12)
    #expect(ZeroInitialization.cosines(Tensor([2, 2], [1, 0, 1, 0])).0 == nil)
  }

  @Test func randomWeightsBreakTheSymmetry() throws {
    let random = try run(.xavierUniform)
    let cosines = try #require(random.gradientCosines)
    #expect(cosines.lowerBound < 0.9)
    #expect(random.rank == 8)
  }

  @Test func reluGetsNoGradientAtAll() throws {
    let zero = try run(.zeros, .relu)
    #expect(zero.gradientCosines == nil && zero.rank == 0)
    #expect(zero.accuracy < 0.15)
  }
}
