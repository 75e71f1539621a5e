import FoveaKernels
import FoveaModels
import FoveaNN
import FoveaTensor

extension NetworkTranslator {
  /// Adds an activation: as one operation where ONNX has it, else by its formula.
  mutating func add(_ activation: Activation, _ x: Value) -> String {
    switch activation {
    case .relu: return operation("Relu", x)
    case .relu6:
      return operation(
        "Clip", [x.name, graph.constant(own("least"), 0), graph.constant(own("most"), 6)])
    case .leakyReLU(let slope): return operation("LeakyRelu", x, [.float("alpha", Double(slope))])
    case .prelu(let slope): return scaled(x, slopes: Tensor(repeating: slope, [1]))
    case .elu(let alpha): return operation("Elu", x, [.float("alpha", Double(alpha))])
    case .selu: return operation("Selu", x)
    case .softplus: return operation("Softplus", x)
    case .gelu:
      // x (1 + erf(x / sqrt 2)) / 2
      let share = operation("Erf", [product(x.name, 0.5.squareRoot(), "root")])
      return operation("Mul", [x.name, product(sum(share, 1, "one"), 0.5, "half")])
    case .geluTanh:
      // x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3))
      let square = operation("Mul", [x.name, x.name])
      let inner = sum(product(square, 0.044715, "cubic"), 1, "one")
      let slope = 2 * (2 / Double.pi).squareRoot()
      let gate = operation("Sigmoid", [product(operation("Mul", [x.name, inner]), slope, "slope")])
      return operation("Mul", [x.name, gate])
    case .silu: return operation("Mul", [x.name, operation("Sigmoid", x)])
    case .mish: return operation("Mul", [x.name, operation("Tanh", [operation("Softplus", x)])])
    case .hardSwish: return operation("HardSwish", x)
    case .hardSigmoid:
      return operation("HardSigmoid", x, [.float("alpha", 1 / 6.0), .float("beta", 0.5)])
    case .sigmoid: return operation("Sigmoid", x)
    case .tanh: return operation("Tanh", x)
    }
  }

  /// 1.7159 tanh(2/3 x).
  mutating func add(_ layer: ScaledTanh, _ x: Value) -> String {
    product(operation("Tanh", [product(x.name, 2.0 / 3, "slope")]), 1.7159, "amplitude")
  }

  mutating func add(_ layer: PReLU, _ x: Value) -> String { scaled(x, slopes: layer.slope.value) }

  mutating func add(_ layer: Softmax, _ x: Value) -> String {
    let logits =
      layer.temperature == 1
      ? x.name : product(x.name, 1 / Double(layer.temperature), "inverse_temperature")
    return operation("Softmax", [logits], [.int("axis", 1)])
  }

  /// x below 0 times its channel's slope, or the only one.
  private mutating func scaled(_ x: Value, slopes: Tensor) -> String {
    let slopes = x.shape.rank > 2 ? slopes.reshaped(slopes.count, 1, 1) : slopes
    return operation("PRelu", [x.name, graph.constant(own("slope"), slopes)])
  }

  private mutating func product(_ x: String, _ factor: Double, _ name: String) -> String {
    operation("Mul", [x, graph.constant(own(name), factor)])
  }

  private mutating func sum(_ x: String, _ term: Double, _ name: String) -> String {
    operation("Add", [x, graph.constant(own(name), term)])
  }
}
