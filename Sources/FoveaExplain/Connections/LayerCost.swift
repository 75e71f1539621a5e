import FoveaNN
import FoveaTensor

/// What a convolution, the same without shared weights, and a dense layer from the same numbers to the same numbers
/// take (rows C2 and C4).
public struct LayerCost: Sendable {
  /// One of the three.
  public struct Row: Sendable {
    /// What it is called.
    public let name: String
    /// The numbers that training changes, as the engine's layer counts them.
    public let parameters: Int
    /// The memory of the parameters.
    public let bytes: Int
    /// Multiply-adds for one picture.
    public let multiplyAdds: Int
    /// The median time for one picture, in milliseconds; nil where it was not measured.
    public let milliseconds: Double?
  }

  /// [height, width, channels] of the picture.
  public let input: Shape
  /// [height, width, kernels] of the output.
  public let output: Shape
  /// Convolution, unshared, dense.
  public let rows: [Row]

  /// Makes the three layers.
  ///
  /// - Parameters:
  ///   - input: the picture's extent; 28 by default.
  ///   - channels: its depth; 1 by default.
  ///   - kernel: extent of the kernels; 3 by default.
  ///   - kernels: how many; 8 by default.
  ///   - repetitions: passes to take the median time of; 0, the default, measures nothing.
  /// - Throws: `ShapeError` when a kernel is larger than the picture.
  public init(
    input: Int = 28, channels: Int = 1, kernel: Int = 3, kernels: Int = 8, repetitions: Int = 0
  ) throws {
    var random = RandomSource(seed: 3)
    let image: Shape = [1, input, input, channels]
    let convolution = Conv2D(
      inputChannels: channels, outputChannels: kernels, kernelSize: IntPair(kernel),
      random: &random)
    let output = try convolution.outputShape(for: image)
    let unshared = try LocallyConnected2D(
      inputSize: IntPair(input), inputChannels: channels, outputChannels: kernels,
      kernelSize: IntPair(kernel), random: &random)
    let dense = Dense(image.count, output.count, random: &random)
    let x = Tensor(normal: 0, standardDeviation: 1, image, using: &random)
    func row(_ name: String, _ layer: any Layer, _ x: Tensor) throws -> Row {
      var trace = Trace()
      _ = try layer.outputShape(for: x.shape, &trace)
      let parameters = layer.parameterCount
      return Row(
        name: name, parameters: parameters, bytes: parameters * MemoryLayout<Scalar>.stride,
        multiplyAdds: trace.multiplyAdds,
        milliseconds: repetitions > 0 ? medianTime(of: layer, x, repetitions) : nil)
    }
    rows = try [
      row("convolution", convolution, x), row("unshared", unshared, x),
      row("dense", dense, x.reshaped(1, image.count)),
    ]
    self.input = Shape(Array(image.dimensions[1...]))
    self.output = Shape(Array(output.dimensions[1...]))
  }
}

/// The median time of a forward pass, in milliseconds.
private func medianTime(of layer: any Layer, _ x: Tensor, _ repetitions: Int) -> Double {
  let clock = ContinuousClock()
  let input = Variable(x)
  // The first makes weights and memory.
  withoutGradients { _ = layer(input, .inference) }
  let times = (0..<repetitions).map { _ in
    clock.measure { withoutGradients { _ = layer(input, .inference) } } / .milliseconds(1)
  }
  return times.sorted()[repetitions / 2]
}
