import FoveaKernels
import FoveaModels
import FoveaNN
import FoveaTensor

// Layers with weights, and what puts places and channels into another order.
extension NetworkTranslator {
  mutating func add(_ layer: Conv2D, _ x: Value) throws -> String {
    convolution(layer.weight.value, layer.bias?.value, try layer.geometry(for: x.shape), x)
  }

  /// A kernel [height, width, inputs, outputs] is [outputs, inputs, height, width] in ONNX.
  private mutating func convolution(
    _ weight: Tensor, _ bias: Tensor?, _ geometry: Conv2DGeometry, _ x: Value
  ) -> String {
    let (v, h) = (geometry.vertical, geometry.horizontal)
    var inputs = [
      x.name, graph.constant(own("weight"), weight.transposed(axes: [3, 2, 0, 1])),
    ]
    if let bias { inputs.append(graph.constant(own("bias"), bias)) }
    return operation(
      "Conv", inputs,
      windowAttributes(v, h)
        + [.ints("dilations", [v.dilation, h.dilation]), .int("group", geometry.groups)])
  }

  mutating func add(_ layer: TableConv2D, _ x: Value) throws -> String {
    convolution(
      layer.kernels.value, layer.bias.value, try layer.geometry(for: x.shape), x)
  }

  mutating func add(_ layer: Dense, _ x: Value) -> String {
    var inputs = [x.name, graph.constant(own("weight"), layer.weight.value)]
    if let bias = layer.bias { inputs.append(graph.constant(own("bias"), bias.value)) }
    return operation("Gemm", inputs)
  }

  mutating func add(_ layer: BatchNorm, _ x: Value) -> String {
    let statistics = [
      ("scale", layer.scale.value), ("shift", layer.shift.value), ("mean", layer.mean.value),
      ("variance", layer.variance.value),
    ]
    var inputs = [x.name]
    for (name, value) in statistics { inputs.append(graph.constant(own(name), value)) }
    return operation("BatchNormalization", inputs, [.float("epsilon", Double(layer.epsilon))])
  }

  /// ONNX multiplies the mean of the squares by alpha, the paper and this engine their sum. onnxruntime takes maps,
  /// odd sizes, and factors above 0 alone.
  mutating func add(_ layer: LocalResponseNorm, _ x: Value) throws -> String {
    guard layer.size % 2 == 1, layer.alpha > 0, layer.beta > 0, x.shape.rank > 2 else {
      throw missing("\(layer.kind) of \(x.shape), \(layer.hyperparameters)")
    }
    return operation(
      "LRN", x,
      [
        .int("size", layer.size), .float("alpha", Double(layer.alpha) * Double(layer.size)),
        .float("beta", Double(layer.beta)), .float("bias", Double(layer.k)),
      ])
  }

  /// The rows that a dense layer takes: channels lie together, as they do here.
  mutating func flattened(_ x: Value) -> String {
    guard x.shape.rank > 2 else { return x.name }
    let channels = x.shape[-1]
    let places = x.shape.count / max(1, x.shape[0] * channels)
    let isInOrder = channels == 1 || places == 1
    let last =
      isInOrder ? x.name : operation("Transpose", x, [.ints("perm", [0, 2, 3, 1])])
    return operation("Flatten", [last], [.int("axis", 1)])
  }

  /// A picture as a sequence: its columns one after the other, each with all its pixels' channels.
  mutating func turned(_ x: Value) -> String {
    guard x.shape.rank == 4 else { return x.name }
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    let rows = operation("Transpose", x, [.ints("perm", [0, 2, 1, 3])])
    let extents = graph.constant(own("shape"), [0, height * channels, 1, width])
    return operation("Reshape", [rows, extents])
  }

  /// Kernel, stride and padding of a window that slides.
  func windowAttributes(_ v: AxisGeometry, _ h: AxisGeometry) -> [ONNXAttribute] {
    [
      .ints("kernel_shape", [v.kernel, h.kernel]), .ints("strides", [v.stride, h.stride]),
      .ints("pads", [v.paddingBefore, h.paddingBefore, v.reachedPadding, h.reachedPadding]),
    ]
  }
}

extension AxisGeometry {
  /// Places behind the input that the last window reaches; what no window reaches is left out.
  fileprivate var reachedPadding: Int {
    max(0, (output - 1) * stride + span - input - paddingBefore)
  }
}
