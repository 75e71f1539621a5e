import Fovea

/// The tensors of one convolution layer, and its passes by the engine.
struct LayerTensors {
  let geometry: Conv2DGeometry
  let isFirst: Bool
  /// [batch, height, width, channels].
  let input: Tensor
  /// [height, width, channels / groups, output channels].
  let kernel: Tensor
  /// [output channels].
  let bias: Tensor
  /// As the output.
  let outputGradient: Tensor

  private init(_ layer: ConvolutionCase, _ fill: (Shape) -> Tensor) throws {
    geometry = try layer.geometry()
    isFirst = layer.isFirst
    input = fill(geometry.inputShape)
    kernel = fill(geometry.kernelShape)
    bias = fill([geometry.outputChannels])
    outputGradient = fill(geometry.outputShape)
  }

  /// Normally distributed numbers, to time: what a network computes with.
  static func normal(_ layer: ConvolutionCase) throws -> LayerTensors {
    var random = RandomSource(seed: 0)
    return try LayerTensors(layer) {
      Tensor(normal: 0, standardDeviation: 1, $0, using: &random)
    }
  }

  /// Whole numbers from -3 to 3, to verify: sums of up to a million of their products are exact in any
  /// order, so two right algorithms agree in every bit.
  static func integers(_ layer: ConvolutionCase) throws -> LayerTensors {
    var random = RandomSource(seed: 0)
    return try LayerTensors(layer) { shape in
      Tensor(shape, (0..<shape.count).map { _ in Scalar(random.integer(below: 7) - 3) })
    }
  }

  /// The output.
  func forward(_ algorithm: ConvolutionAlgorithm) -> Tensor {
    convolution(input, kernel, bias: bias, geometry, algorithm: algorithm)
  }

  /// The input's gradient.
  func inputGradient(_ algorithm: ConvolutionAlgorithm) -> Tensor {
    convolutionInputGradient(outputGradient, kernel, geometry, algorithm: algorithm)
  }

  /// The kernel's and the bias' gradients.
  func weightGradient(_ algorithm: ConvolutionAlgorithm) -> (kernel: Tensor, bias: Tensor) {
    (
      convolutionWeightGradient(input, outputGradient, geometry, algorithm: algorithm),
      outputGradient.columnSums()
    )
  }

  /// One training step of the layer through the graph: the output, and the gradients that are needed.
  func train(_ algorithm: ConvolutionAlgorithm) -> LayerResults {
    let x = Variable(input, requiresGradient: !isFirst)
    let w = Variable(kernel, requiresGradient: true)
    let b = Variable(bias, requiresGradient: true)
    let y = x.convolution(w, bias: b, geometry, algorithm: algorithm)
    let gradients = y.backward(outputGradient)
    return LayerResults(
      output: y.value, inputGradient: gradients[x], kernelGradient: gradients[w],
      biasGradient: gradients[b])
  }

  /// Every pass by itself.
  func passes(_ algorithm: ConvolutionAlgorithm) -> LayerResults {
    let weights = weightGradient(algorithm)
    return LayerResults(
      output: forward(algorithm), inputGradient: isFirst ? nil : inputGradient(algorithm),
      kernelGradient: weights.kernel, biasGradient: weights.bias)
  }

  /// Runs a pass for its time alone.
  func run(_ pass: LayerPass, _ algorithm: ConvolutionAlgorithm) {
    switch pass {
    case .forward: _ = forward(algorithm)
    case .inputGradient: _ = inputGradient(algorithm)
    case .weightGradient: _ = weightGradient(algorithm)
    case .train: _ = train(algorithm)
    }
  }
}

/// What the passes of a layer compute; nil is what none of them gave.
struct LayerResults {
  var output: Tensor?
  var inputGradient: Tensor?
  var kernelGradient: Tensor?
  var biasGradient: Tensor?
}
