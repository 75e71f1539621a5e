import FoveaNN
import TestSupport
import Testing

/// Every layer and loss against central differences: in its input and in all its parameters.
@Suite struct LayerGradientTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let input: Shape
    let make: @Sendable (inout RandomSource) -> any Layer
    var testDescription: String { name }
  }

  static let layers: [Case] = [
    Case(name: "Conv2D", input: [2, 6, 5, 3]) {
      Conv2D(
        inputChannels: 3, outputChannels: 4, kernelSize: [3, 2], padding: .same, random: &$0)
    },
    Case(name: "Conv2D in groups, without bias", input: [2, 6, 6, 4]) {
      Conv2D(
        inputChannels: 4, outputChannels: 6, kernelSize: 2, stride: 2, groups: 2, bias: false,
        random: &$0)
    },
    Case(name: "Conv1D", input: [2, 9, 3]) {
      Conv1D(
        inputChannels: 3, outputChannels: 4, kernelSize: 3, stride: 2, padding: .zeros(1),
        random: &$0)
    },
    Case(name: "Dense", input: [3, 5]) { Dense(5, 4, random: &$0) },
    Case(name: "MaxPool2D", input: [2, 4, 6, 3]) { _ in MaxPool2D(2) },
    Case(name: "AvgPool2D", input: [2, 4, 6, 3]) { _ in
      AvgPool2D(3, stride: 1, padding: .same, includingPadding: false)
    },
    Case(name: "AdaptiveAvgPool2D, even", input: [2, 6, 4, 3]) { _ in AdaptiveAvgPool2D([3, 2]) },
    Case(name: "AdaptiveAvgPool2D, overlapping and repeating", input: [2, 5, 2, 3]) { _ in
      AdaptiveAvgPool2D([3, 4])
    },
    Case(name: "MaxPool1D", input: [2, 8, 3]) { _ in MaxPool1D(4, stride: 2) },
    Case(name: "AvgPool1D", input: [2, 8, 3]) { _ in AvgPool1D(2) },
    Case(name: "GlobalAvgPool", input: [2, 3, 4, 5]) { _ in GlobalAvgPool() },
    Case(name: "GlobalMaxPool", input: [2, 7, 5]) { _ in GlobalMaxPool() },
    Case(name: "ReLU", input: [3, 5]) { _ in ReLU() },
    Case(name: "LeakyReLU", input: [3, 5]) { _ in LeakyReLU() },
    Case(name: "Sigmoid", input: [3, 5]) { _ in Sigmoid() },
    Case(name: "Tanh", input: [3, 5]) { _ in Tanh() },
    Case(name: "Softmax", input: [3, 5]) { _ in Softmax() },
    Case(name: "Softmax of temperature 0.5", input: [3, 5]) { _ in Softmax(temperature: 0.5) },
    Case(name: "PReLU", input: [3, 2, 5]) { _ in PReLU(channels: 5) },
    Case(name: "PReLU of one slope, below 0", input: [3, 2, 5]) { _ in PReLU(slope: -0.3) },
    Case(name: "Flatten", input: [3, 2, 2, 2]) { _ in Flatten() },
    Case(name: "Dropout", input: [4, 10]) { _ in Dropout(p: 0.3) },
    Case(name: "BatchNorm of images", input: [3, 2, 3, 4]) { _ in BatchNorm(4) },
    Case(name: "BatchNorm of vectors", input: [6, 4]) { _ in BatchNorm(4) },
    Case(name: "Sequential", input: [2, 6, 6, 2]) {
      Sequential(
        Conv2D(inputChannels: 2, outputChannels: 3, kernelSize: 3, random: &$0), BatchNorm(3),
        Tanh(), AvgPool2D(2), Flatten(), Dense(12, 4, random: &$0))
    },
  ]

  /// Every activation as a layer.
  static let activations = Activation.all.map { activation in
    Case(name: "\(activation.name) as a layer", input: [3, 5]) { _ in activation.makeLayer() }
  }

  @Test(arguments: layers + activations, [true, false]) func gradient(_ c: Case, training: Bool) {
    var random = RandomSource(seed: testSeed())
    let layer = c.make(&random)
    let parameters = layer.parameters
    // Distinct and off zero, where ReLU and max pooling have their kinks.
    let order = random.permutation(of: c.input.count)
    let input = Tensor(
      c.input, order.map { (Scalar($0) + 0.3) / Scalar(order.count) * 4 - 2 })
    // The same random numbers in every evaluation.
    func mode() -> Mode {
      var again = RandomSource(seed: 5)
      return training ? .training(&again) : .inference
    }
    let x = Variable(input, requiresGradient: true)
    let y = layer(x, mode())
    let cotangent = Tensor(uniform: -1..<1, y.shape, using: &random)
    let gradients = y.backward(cotangent)
    expectGradients(
      [gradients[x]] + parameters.map { gradients[$0] },
      of: [input] + parameters.map(\.value), cotangent: cotangent,
      context: "\(c.name), training \(training)"
    ) { values in
      for (parameter, value) in zip(parameters, values.dropFirst()) { parameter.value = value }
      return layer(Variable(values[0]), mode()).value
    }
  }

  @Test func softmaxCrossEntropyLoss() {
    var random = RandomSource(seed: testSeed())
    let logits = Tensor(uniform: -3..<3, [4, 5], using: &random)
    for smoothing: Scalar in [0, 0.1] {
      expectGradients(of: [logits], context: "smoothing \(smoothing)") {
        softmaxCrossEntropy($0[0], [0, 4, 2, 2], smoothing: smoothing)
      }
    }
  }

  @Test func sigmoidCrossEntropyLoss() {
    var random = RandomSource(seed: testSeed())
    let logits = Tensor(uniform: -3..<3, [4, 5], using: &random)
    let targets = Tensor(uniform: 0..<1, [4, 5], using: &random)
    expectGradients(of: [logits]) { sigmoidCrossEntropy($0[0], targets) }
  }

  @Test func meanSquaredErrorLoss() {
    var random = RandomSource(seed: testSeed())
    let predictions = Tensor(uniform: -3..<3, [4, 5], using: &random)
    let targets = Tensor(uniform: -3..<3, [4, 5], using: &random)
    expectGradients(of: [predictions]) { meanSquaredError($0[0], targets) }
  }
}
