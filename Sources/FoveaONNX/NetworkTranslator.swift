import FoveaData
import FoveaKernels
import FoveaModels
import FoveaNN
import FoveaTensor

/// Writes a network down as operations of ONNX, layer by layer.
///
/// ONNX wants channels before places: what is [batch, height, width, channels] here is [batch, channels, height, width]
/// there, and a sequence, [batch, length, channels], is an image of height 1.
struct NetworkTranslator {
  /// What a layer gives: its name in the graph, and its shape as the engine has it, for one picture.
  struct Value {
    let name: String
    let shape: Shape
  }

  var graph = ONNXGraph()
  /// The path of the layer that is being written down.
  private(set) var place = ""
  private let paths: [ObjectIdentifier: String]

  /// A translator for all layers of a network.
  init(_ network: any Layer) {
    var paths: [ObjectIdentifier: String] = [:]
    network.forEachLayer { path, layer in paths[ObjectIdentifier(layer)] = path }
    self.paths = paths
  }

  /// Adds what a layer does in inference.
  ///
  /// - Returns: what it gives.
  /// - Throws: `DataError` naming a layer that is not written, `ShapeError` for an input that the layer
  ///   does not take.
  mutating func translate(_ layer: any Layer, _ x: Value) throws -> Value {
    let enclosing = place
    place = paths[ObjectIdentifier(layer)] ?? place
    defer { place = enclosing }
    let shape = try layer.outputShape(for: x.shape)
    switch layer {
    case is Dropout, is SpatialDropout2D, is GaussianNoise, is Identity: return x
    case let block as ResidualBlock: return try add(block, x)
    case let chain as any Chain:
      var value = x
      for layer in chain.layers { value = try translate(layer, value) }
      return value
    case let layer as Parallel: return try add(layer, x, shape)
    case let layer as SqueezeExcite: return try add(layer, x)
    case let layer as Conv1D:
      return Value(name: try translate(layer.inner, x.asImage).name, shape: shape)
    case let layer as any SequencePool:
      return Value(name: try translate(layer.inner, x.asImage).name, shape: shape)
    case let layer as any PoolingLayer: return Value(name: try add(layer, x, shape), shape: shape)
    default: return Value(name: try name(of: layer, x), shape: shape)
    }
  }

  /// The name of what a layer that holds no others gives.
  private mutating func name(of layer: any Layer, _ x: Value) throws -> String {
    switch layer {
    case let layer as Conv2D: return try add(layer, x)
    case let layer as TableConv2D: return try add(layer, x)
    case let layer as Dense: return add(layer, x)
    case let layer as BatchNorm: return add(layer, x)
    case let layer as LocalResponseNorm: return try add(layer, x)
    case let layer as Subsample2D: return try add(layer, x)
    case is Flatten: return flattened(x)
    case is Series: return turned(x)
    case let layer as ScaledTanh: return add(layer, x)
    case let layer as PReLU: return add(layer, x)
    case let layer as Softmax: return add(layer, x)
    case let layer as any ActivationLayer: return add(layer.activation, x)
    default: throw missing(layer.kind)
    }
  }

  /// Adds an operation on one value.
  mutating func operation(
    _ type: String, _ x: Value, _ attributes: [ONNXAttribute] = []
  ) -> String {
    graph.add(type, [x.name], attributes, at: place)
  }

  /// Adds an operation on several.
  mutating func operation(
    _ type: String, _ inputs: [String], _ attributes: [ONNXAttribute] = []
  ) -> String {
    graph.add(type, inputs, attributes, at: place)
  }

  /// The name of a tensor of the layer that is being written down.
  func own(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  /// The error of a layer, or a preprocessing, that is not written.
  func missing(_ what: String) -> DataError {
    DataError(
      "export to ONNX", at: place.isEmpty ? nil : "layer \(place)",
      expected: "what can be written as operations of ONNX", found: what,
      advice: "a safetensors file holds every model")
  }
}

extension NetworkTranslator.Value {
  /// A sequence as an image of height 1, which it is in the graph already.
  fileprivate var asImage: NetworkTranslator.Value {
    guard shape.rank == 3 else { return self }
    return NetworkTranslator.Value(name: name, shape: [shape[0], 1, shape[1], shape[2]])
  }
}
