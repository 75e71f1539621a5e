import FoveaNN
import TestSupport
import Testing

/// What every activation knows of itself (row H1).
@Suite struct ActivationListTests {
  static let x = stride(from: -40.0, through: 40, by: 0.01).map { $0 }

  @Test(arguments: Activation.all) func valuesLieInTheRangeAndReachItsEnds(_ f: Activation) {
    let y = Self.x.map { f($0) }
    // Where 1 - y is below the unit of rounding, y is 1: the bound that is only approached.
    #expect(y.allSatisfy { f.range.contains($0) || $0 == f.range.lower || $0 == f.range.upper })
    #expect(Self.x.filter { abs($0) < 15 }.allSatisfy { f.range.contains(f($0)) })
    let (least, most) = (y.min() ?? .nan, y.max() ?? .nan)
    #expect(f.range.upper.isFinite ? most > f.range.upper - 1e-4 : most > 39.9)
    #expect(f.range.lower.isFinite ? least < f.range.lower + 1e-4 : least < -3.9)
  }

  /// The gates of single precision's default constants are what double precision computes with, too.
  @Test(arguments: Activation.all) func derivativesAreThoseOfTheFormula(_ f: Activation) {
    let h = 1e-5
    for x in stride(from: -8.003, through: 8, by: 0.01) {
      let difference = (f(x + h) - f(x - h)) / (2 * h)
      // Truncation is h^2 times a third of the third derivative's half, rounding 1e-16 / h times f.
      #expect(abs(f.derivative(at: x) - difference) < 1e-9, "\(f.name) at \(x)")
    }
  }

  @Test(arguments: Activation.all) func curveAndSmoothnessAreTrue(_ f: Activation) {
    let y = Self.x.map { f($0) }
    #expect(f.isMonotonic == zip(y, y.dropFirst()).allSatisfy { $0 <= $1 })
    #expect((f.curve == .sigmoid) == f.range.isBounded)
    #expect((f.curve == .gated) == (y.contains { $0 < -0.1 } && abs(f(-40)) < 1e-9))
    // A line to the left, another to the right without end.
    #expect(
      (f.curve == .rectifier)
        == (f.derivative(at: -1) == f.derivative(at: -5) && f.derivative(at: 9) != 0))
    // The largest jump of the derivative within a hundredth.
    let d = Self.x.map { f.derivative(at: $0) }
    let jump = zip(d, d.dropFirst()).map { abs($1 - $0) }.max() ?? .nan
    #expect(f.isSmooth == (jump < 0.02), "\(f.name): \(jump)")
  }

  @Test(arguments: Activation.all) func beyondTheseOutputsItIsSaturated(_ f: Activation) {
    guard let range = f.unsaturatedOutputs() else {
      #expect(f.curve != .sigmoid)
      return
    }
    // Off the border, and off the kinks of hard sigmoid and ReLU6.
    let smooth = Self.x.filter { x in [-3, 0, 3, 6].allSatisfy { abs(x - $0) > 1e-6 } }
    for x in smooth where abs(f.derivative(at: x) - 1e-3) > 1e-6 {
      #expect(range.contains(Scalar(f(x))) == (f.derivative(at: x) > 1e-3), "\(f.name) at \(x)")
    }
  }

  @Test(arguments: Activation.all) func isFoundByNameAndMakesItsLayer(_ f: Activation) throws {
    #expect(Activation.named(f.name) == f)
    #expect(Activation.named(String(f.name.uppercased().map { $0 == "_" ? "-" : $0 })) == f)
    let x = Tensor([3, 2], [-4, -1, -0.5, 0.5, 1, 4])
    let layer = f.makeLayer()
    expectSameBits(layer(Variable(x), .inference).value, x.applying(f), f.name)
    #expect(try layer.outputShape(for: [3, 2]) == [3, 2])
  }

  @Test func names() {
    #expect(Activation.named("swish") == .silu && Activation.named("step") == nil)
    #expect(Set(Activation.all.map(\.name)).count == 15)
    #expect(Set(Activation.all.map(\.formula)).count == 15)
    #expect(Activation.relu.range.description == "[0, inf)")
    #expect(Activation.gelu.range.description == "[-0.17, inf)")
    #expect(Activation.tanh.range.description == "(-1, 1)")
  }

  /// Figures of the formulas, worked out with 30 digits.
  @Test func valuesAtOne() {
    let figures: [(Activation, Double, Double)] = [
      (.gelu, 0.841344746068542949, -0.158655253931457051),
      (.geluTanh, 0.841191990608276705, -0.158808009391723295),
      (.silu, 0.731058578630004879, -0.268941421369995121),
      (.mish, 0.865098388267310346, -0.303401461374108918),
      (.softplus, 1.31326168751822283, 0.313261687518222834),
      (.elu(), 1, -0.632120558828557678), (.selu, 1.05070098735548049, -1.11133073781256276),
      (.hardSwish, 2.0 / 3, -1.0 / 3), (.hardSigmoid, 2.0 / 3, 1.0 / 3),
    ]
    for (f, above, below) in figures {
      let y = Tensor([1, -1]).applying(f).elements
      expectClose(Double(y[0]), above, reduction: 8, f.name)
      expectClose(Double(y[1]), below, reduction: 8, f.name)
    }
  }
}

/// PReLU's slopes.
@Suite struct PReLUTests {
  @Test func eachChannelHasItsSlope() throws {
    let layer = PReLU(slopes: Tensor([0, 0.5, -2]))
    let x = Tensor([2, 3], [-1, -2, -3, 1, 2, 3])
    #expect(layer(Variable(x), .inference).value.elements == [0, -1, 6, 1, 2, 3])
    #expect(layer.hyperparameters == "3 slopes" && layer.parameterCount == 3)
    #expect(PReLU().slope.value.elements == [0.25] && PReLU().hyperparameters == "one slope")
    #expect(layer.parameters.allSatisfy { !$0.isPenalized })
    #expect {
      try layer.outputShape(for: [2, 4])
    } throws: {
      "\($0)" == "PReLU: [batch, ..., 3] expected, found [2, 4]"
    }
  }

  /// Many rows, so that they are shared out.
  @Test func theSameBitsWithAnyNumberOfThreads() {
    var random = TestRandom("prelu")
    let (x, dy) = (random.uniform([9000, 5]), random.uniform([9000, 5]))
    let results = withThreads([1, 2, 5]) { _ in
      let (v, a) = (
        Variable(x, requiresGradient: true),
        Variable(Tensor([5], [0.1, 0.2, 0.3, 0, -1]), requiresGradient: true)
      )
      let gradients = v.prelu(slopes: a).backward(dy)
      return [gradients[v], gradients[a]].map { $0?.elements ?? [] }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    #expect(results[0][1].count == 5)
  }
}
