import FoveaModels
import FoveaNN
import FoveaTensor

// Layers that hold others and join what these give.
extension NetworkTranslator {
  mutating func add(_ block: ResidualBlock, _ x: Value) throws -> Value {
    let body = try translate(block.body, x)
    let skip = try block.projection.map { try translate($0, x) } ?? x
    let sum = operation("Add", [body.name, skip.name])
    return Value(name: operation("Relu", [sum]), shape: body.shape)
  }

  mutating func add(_ layer: Parallel, _ x: Value, _ shape: Shape) throws -> Value {
    var names: [String] = []
    for branch in layer.branches { names.append(try translate(branch, x).name) }
    let name =
      switch layer.join {
      case .sum: operation("Sum", names)
      case .concatenation: operation("Concat", names, [.int("axis", 1)])
      }
    return Value(name: name, shape: shape)
  }

  mutating func add(_ layer: SqueezeExcite, _ x: Value) throws -> Value {
    let mean = Value(name: globalMean(x), shape: [x.shape[0], x.shape[-1]])
    let narrow = try translate(layer.squeeze, mean)
    let wide = try translate(
      layer.expand, Value(name: operation("Relu", narrow), shape: narrow.shape))
    let gate = operation("Sigmoid", wide)
    // 0: as many pictures as there are.
    let extents = graph.constant(own("gate.shape"), [0, x.shape[-1], 1, 1])
    let product = operation("Mul", [x.name, operation("Reshape", [gate, extents])])
    return Value(name: product, shape: x.shape)
  }
}
