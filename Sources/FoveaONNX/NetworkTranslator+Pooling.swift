import FoveaNN
import FoveaTensor

extension NetworkTranslator {
  /// Adds a pooling layer's windows.
  mutating func add(_ layer: any PoolingLayer, _ x: Value, _ output: Shape) throws -> String {
    switch layer {
    case let layer as MaxPool2D:
      let g = try layer.window.geometry(for: x.shape)
      return operation("MaxPool", x, windowAttributes(g.vertical, g.horizontal))
    case let layer as AvgPool2D: return try add(layer, x)
    case let layer as LpPool2D:
      guard let p = Int(exactly: layer.p), p < 1 << 31 else {
        throw missing("\(layer.kind), \(layer.hyperparameters)")
      }
      let g = try layer.window.geometry(for: x.shape)
      return operation("LpPool", x, windowAttributes(g.vertical, g.horizontal) + [.int("p", p)])
    case is GlobalAvgPool: return globalMean(x)
    case is GlobalMaxPool:
      return operation("Flatten", [operation("GlobalMaxPool", x)], [.int("axis", 1)])
    case is AdaptiveAvgPool2D: return average(x, output)
    case is AdaptiveMaxPool2D: return try maximum(x, output)
    default: throw missing(layer.kind)
    }
  }

  /// The mean of each channel, [batch, channels].
  mutating func globalMean(_ x: Value) -> String {
    operation("Flatten", [operation("GlobalAveragePool", x)], [.int("axis", 1)])
  }

  private mutating func add(_ layer: AvgPool2D, _ x: Value) throws -> String {
    let g = try layer.window.geometry(for: x.shape)
    // Padding that counts beside an overhang that does not: one operation counts both or neither.
    guard g.overhang == 0 || !layer.includesPadding else {
      throw missing("\(layer.kind) with the policy .ceil that counts its padding")
    }
    return operation(
      "AveragePool", x,
      windowAttributes(g.vertical, g.horizontal)
        + [.int("count_include_pad", layer.includesPadding ? 1 : 0)])
  }

  mutating func add(_ layer: Subsample2D, _ x: Value) throws -> String {
    let g = try layer.window.geometry(for: x.shape)
    guard g.overhang == 0 else { throw missing("\(layer.kind) with the policy .ceil") }
    let means = operation("AveragePool", x, windowAttributes(g.vertical, g.horizontal))
    let size = Scalar(g.vertical.kernel * g.horizontal.kernel)
    let channels = layer.scale.shape.count
    let scale = graph.constant(
      own("scale"), (layer.scale.value * size).reshaped(channels, 1, 1))
    let bias = graph.constant(own("bias"), layer.bias.value.reshaped(channels, 1, 1))
    return operation("Add", [operation("Mul", [means, scale]), bias])
  }

  /// Means over a grid: a window where it divides the image, else a matrix of shares along each axis.
  private mutating func average(_ x: Value, _ output: Shape) -> String {
    if x.shape == output { return x.name }
    if let window = window(x.shape, output) { return operation("AveragePool", x, window) }
    let down = graph.constant(own("rows"), shares(x.shape[1], output[1]))
    let across = graph.constant(own("columns"), shares(x.shape[2], output[2]).transposed())
    return operation("MatMul", [operation("MatMul", [down, x.name]), across])
  }

  private mutating func maximum(_ x: Value, _ output: Shape) throws -> String {
    if x.shape == output { return x.name }
    guard let window = window(x.shape, output) else {
      throw missing("AdaptiveMaxPool2D over a grid that does not divide \(x.shape)")
    }
    return operation("MaxPool", x, window)
  }

  /// The window of a grid that divides an image.
  private func window(_ image: Shape, _ grid: Shape) -> [ONNXAttribute]? {
    guard image[1] % grid[1] == 0, image[2] % grid[2] == 0 else { return nil }
    let extents = [image[1] / grid[1], image[2] / grid[2]]
    return [.ints("kernel_shape", extents), .ints("strides", extents)]
  }

  /// [outputs, inputs]: the share of each input in the mean that is an output, as `AdaptiveAvgPool2D` cuts them.
  private func shares(_ inputs: Int, _ outputs: Int) -> Tensor {
    var values = [Scalar](repeating: 0, count: outputs * inputs)
    for i in 0..<outputs {
      let window = i * inputs / outputs..<((i + 1) * inputs + outputs - 1) / outputs
      for j in window { values[i * inputs + j] = 1 / Scalar(window.count) }
    }
    return Tensor([outputs, inputs], values)
  }
}
