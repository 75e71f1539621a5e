import FoveaNN
import TestSupport
import Testing

/// Several steps with gradients that change, against the rules written out in double precision.
@Suite struct OptimizerSequenceTests {
  private let gradients: [[Double]] = [[0.5, -1], [-0.25, 2], [1, 0], [0.125, -0.5]]
  private let rates = [0.1, 0.1, 0.05, 0.025]
  private let start = [0.5, -0.75]

  private func run(_ optimizer: any Optimizer, _ parameter: Parameter) throws -> Tensor {
    for (gradient, rate) in zip(gradients, rates) {
      var store = Gradients()
      store[parameter] = Tensor(gradient.map { Scalar($0) })
      optimizer.learningRate = Scalar(rate)
      try optimizer.step(store)
    }
    return parameter.value
  }

  @Test(arguments: [false, true]) func descentWithMomentum(nesterov: Bool) throws {
    let (momentum, decay) = (0.875, 0.0625)
    var (w, v) = (start, [0.0, 0.0])
    for (gradient, rate) in zip(gradients, rates) {
      for i in w.indices {
        let g = gradient[i] + decay * w[i]
        v[i] = momentum * v[i] + g
        w[i] -= rate * (nesterov ? g + momentum * v[i] : v[i])
      }
    }
    let parameter = Parameter(Tensor(start.map { Scalar($0) }))
    let optimizer = SGD(
      [parameter], learningRate: 1, momentum: Scalar(momentum), nesterov: nesterov,
      penalty: .l2(Scalar(decay)))
    // Four steps of about five roundings each.
    expectClose(try run(optimizer, parameter), Tensor(w.map { Scalar($0) }), reduction: 20)
  }

  @Test func adam() throws {
    let (beta1, beta2, epsilon) = (0.875, 0.9375, 1e-3)
    var (w, m, v) = (start, [0.0, 0.0], [0.0, 0.0])
    var (power1, power2) = (1.0, 1.0)
    for (gradient, rate) in zip(gradients, rates) {
      power1 *= beta1
      power2 *= beta2
      for i in w.indices {
        let g = gradient[i]
        m[i] = beta1 * m[i] + (1 - beta1) * g
        v[i] = beta2 * v[i] + (1 - beta2) * g * g
        let (first, second) = (m[i] / (1 - power1), v[i] / (1 - power2))
        w[i] -= rate * first / (second.squareRoot() + epsilon)
      }
    }
    let parameter = Parameter(Tensor(start.map { Scalar($0) }))
    let optimizer = Adam(
      [parameter], beta1: Scalar(beta1), beta2: Scalar(beta2), epsilon: Scalar(epsilon))
    expectClose(try run(optimizer, parameter), Tensor(w.map { Scalar($0) }), reduction: 40)
  }
}
