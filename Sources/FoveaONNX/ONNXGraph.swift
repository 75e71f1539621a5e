import FoveaReport
import FoveaTensor

/// A network as ONNX describes it: operations in the order in which they run, joined by the names of what they give.
///
/// Source: the Open Neural Network Exchange's `onnx.proto`, whose field numbers stand here.
struct ONNXGraph {
  /// A tensor that belongs to the graph.
  struct Constant {
    enum Values {
      case numbers(Tensor)
      case integers([Int])
    }

    let name: String
    let shape: [Int]
    let values: Values
  }

  /// The operations.
  private(set) var nodes: [ProtocolMessage] = []
  /// Weights and other tensors.
  private(set) var constants: [Constant] = []
  /// How often a name was asked for.
  private var uses: [String: Int] = [:]

  /// Adds an operation; its result is called after the part of the network that it belongs to.
  ///
  /// - Parameters:
  ///   - operation: its name in ONNX.
  ///   - inputs: the names of what it takes.
  ///   - place: the layer's path.
  ///   - output: the result's name, where it must be a certain one.
  /// - Returns: the result's name.
  mutating func add(
    _ operation: String, _ inputs: [String], _ attributes: [ONNXAttribute] = [], at place: String,
    output: String? = nil
  ) -> String {
    let name = unused(place.isEmpty ? operation : "\(place)/\(operation)")
    var node = ProtocolMessage()
    for input in inputs { node.add(1, input) }
    node.add(2, output ?? name)
    node.add(3, name)
    node.add(4, operation)
    for attribute in attributes { node.add(5, attribute.message) }
    nodes.append(node)
    return output ?? name
  }

  /// Adds a tensor, with the extents as they are.
  mutating func constant(_ name: String, _ value: Tensor) -> String {
    add(name, value.shape.dimensions, .numbers(value))
  }

  /// Adds a number.
  mutating func constant(_ name: String, _ value: Double) -> String {
    add(name, [], .numbers(Tensor([], [Scalar(value)])))
  }

  /// Adds whole numbers in a row, as extents.
  mutating func constant(_ name: String, _ values: [Int]) -> String {
    add(name, [values.count], .integers(values))
  }

  private mutating func add(_ name: String, _ shape: [Int], _ values: Constant.Values) -> String {
    let name = unused(name)
    constants.append(Constant(name: name, shape: shape, values: values))
    return name
  }

  /// The name, numbered where it is taken: a layer may be used twice.
  private mutating func unused(_ name: String) -> String {
    let count = uses[name, default: 0]
    uses[name] = count + 1
    return count == 0 ? name : unused("\(name)_\(count + 1)")
  }
}
