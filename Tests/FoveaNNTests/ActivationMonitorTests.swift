import FoveaNN
import TestSupport
import Testing

/// Dead ReLU units and saturated sigmoids (rows H2 and H6), in networks worked out by hand.
@Suite struct ActivationMonitorTests {
  @Test func aUnitThatNeverFiresIsDead() {
    // Units x, -x, -1 and 2x.
    let network = Sequential(
      Dense(weight: Tensor([1, 4], [1, -1, 0, 2]), bias: Tensor([0, 0, -1, 0])), ReLU(),
      Dense(weight: .ones([4, 2])))
    let monitor = ActivationMonitor(network)
    #expect(
      monitor.health
        == [ActivationHealth(path: "1", activation: "relu", dead: nil, saturated: nil)])
    monitor.see(Tensor([2, 1], [1, 2]))
    #expect(monitor.health.map(\.dead) == [0.5])
    // What fires once is alive, whenever that was.
    monitor.see(Tensor([1, 1], [-1]))
    #expect(monitor.health.map(\.dead) == [0.25])
    // 0 is not above 0.
    let other = ActivationMonitor(network)
    other.see(.zeros([3, 1]))
    #expect(other.health.map(\.dead) == [1])
  }

  /// A convolution computes its ReLU itself: the monitor sees it all the same. A kernel that fires in one
  /// place is alive.
  @Test func reluFusedWithAConvolution() {
    let kernels = Tensor([1, 1, 1, 3], [1, -1, -1])
    let network = Sequential(
      Sequential(Conv2D(weight: kernels, bias: Tensor([0, 0.5, -0.5])), ReLU()), Flatten())
    let monitor = ActivationMonitor(network)
    monitor.see(Tensor([1, 1, 3, 1], [0.25, 1, 2]))
    #expect(monitor.health.map(\.path) == ["0.1"])
    #expect(monitor.health.map(\.dead) == [1.0 / 3])
  }

  @Test func saturationIsADerivativeBelowAThousandth() {
    // The derivatives: tanh 1, 0.0099, 0.00018; sigmoid 0.25, 0.00105, 0.00091; hard sigmoid 1/6, 1/6, 0.
    let cases: [(any Layer, [Scalar])] = [
      (Tanh(), [0, 3, -5]), (Sigmoid(), [0, 6.85, -7]), (HardSigmoid(), [0, 2.9, -3.1]),
    ]
    for (layer, x) in cases {
      let monitor = ActivationMonitor(Sequential(layer))
      monitor.see(Tensor([3, 1], x))
      #expect(monitor.health.map(\.saturated) == [1.0 / 3], "\(layer.kind)")
      #expect(monitor.health.map(\.dead) == [nil])
      // Another batch is added to what was seen.
      monitor.see(Tensor([1, 1], [0]))
      #expect(monitor.health.map(\.saturated) == [1.0 / 4], "\(layer.kind)")
    }
  }

  @Test func onlyWhatCanStopToLearnIsWatched() {
    let network = Sequential(GELU(), PReLU(), LeakyReLU(), Softplus(), HardSwish())
    #expect(ActivationMonitor(network).health.isEmpty)
  }

  @Test func nobodyWatchesAUsualPass() {
    let network = Sequential(Tanh())
    let monitor = ActivationMonitor(network)
    monitor.see(Tensor([2, 1], [0, 9]))
    _ = network(Variable(Tensor([4, 1], [9, 9, 9, 9])), .inference)
    #expect(monitor.health.map(\.saturated) == [0.5])
  }
}
