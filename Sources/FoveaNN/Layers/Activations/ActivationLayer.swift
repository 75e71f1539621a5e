/// A layer without parameters that works on each element: its output has its input's shape.
public protocol ElementwiseLayer: Layer {}

extension ElementwiseLayer {
  /// The input's shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    trace.record(self, from: input, to: input)
  }
}

/// A layer whose output is that of an activation: `ActivationMonitor` watches it.
public protocol ActivatedLayer: Layer {
  /// What the output went through last, but for a constant factor.
  var activation: Activation { get }
}

/// A layer that is one activation and nothing else.
public protocol ActivationLayer: ElementwiseLayer, ActivatedLayer {}

extension ActivationLayer {
  /// f(x) of each element.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    watched(input.applying(activation))
  }
}

extension Activation {
  /// A layer of its own for the activation; PReLU's has one slope for all channels.
  public func makeLayer() -> any Layer {
    switch self {
    case .relu: ReLU()
    case .relu6: ReLU6()
    case .leakyReLU(let slope): LeakyReLU(slope: slope)
    case .prelu(let slope): PReLU(slope: slope)
    case .elu(let alpha): ELU(alpha: alpha)
    case .selu: SELU()
    case .softplus: Softplus()
    case .gelu: GELU()
    case .geluTanh: GELU(tanh: true)
    case .silu: SiLU()
    case .mish: Mish()
    case .hardSwish: HardSwish()
    case .hardSigmoid: HardSigmoid()
    case .sigmoid: Sigmoid()
    case .tanh: Tanh()
    }
  }
}
