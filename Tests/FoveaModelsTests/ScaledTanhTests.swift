import FoveaModels
import TestSupport
import Testing

/// LeCun's tanh, 1.7159 tanh(2/3 x), as `lenet5_original` has it.
@Suite struct ScaledTanhTests {
  @Test func valuesAreThoseOfTheFormula() throws {
    let x: [Scalar] = [-9, -1, -0.25, 0, 1, 2.5]
    let y = ScaledTanh()(Variable(Tensor(x)), .inference).value
    let expected = x.map { Scalar(1.7159 * Activation.tanh(2 * Double($0) / 3)) }
    expectClose(y, Tensor(expected), reduction: 8)
    // What its constants were chosen for: 1 at 1.
    #expect(abs(y.elements[4] - 1) < 1e-5)
    #expect(try ScaledTanh().outputShape(for: [2, 3]) == [2, 3])
  }

  @Test func gradient() {
    expectGradients(of: [Tensor([-2, -0.5, 0, 0.75, 1.5])]) { ScaledTanh()($0[0], .inference) }
  }

  /// tanh of 0, 3 and -5, with derivatives of 1, 0.0099 and 0.00018.
  @Test func itsSaturationIsSeen() {
    let monitor = ActivationMonitor(Sequential(ScaledTanh()))
    monitor.see(Tensor([3, 1], [0, 4.5, -7.5]))
    #expect(monitor.health.map(\.saturated) == [1.0 / 3])
  }

  @Test func allOfLeNetsAreWatched() throws {
    var random = RandomSource(seed: 1)
    let network = try LeNet5Original(size: 16, random: &random)
    let monitor = ActivationMonitor(network)
    monitor.see(Tensor(uniform: -1..<1, [2, 16, 16, 1], using: &random))
    #expect(monitor.health.count == 6)
    #expect(monitor.health.allSatisfy { $0.activation == "tanh" && $0.saturated != nil })
  }
}
