import FoveaKernels
import FoveaTensor

/// Something that training changes: a weight tensor of a layer.
public final class Parameter {
  /// The present value. Optimisers write to it in place.
  public var value: Tensor {
    get {
      draw()
      return current
    }
    set {
      pending = nil
      current = newValue
    }
    _modify {
      draw()
      yield &current
    }
  }
  /// Whether it is trained; false freezes it.
  public var isTrainable = true
  /// Whether penalties on weights apply. Biases and normalisation's scales are left out by default
  /// (the lecture: "assume no bias parameter").
  public let isPenalized: Bool

  /// How many inputs a neuron has, and how many neurons an input reaches: what initialisers go by.
  public struct Fans: Hashable, Sendable {
    /// Inputs of one neuron.
    public let inputs: Int
    /// Neurons that one input reaches.
    public let outputs: Int

    package init(inputs: Int, outputs: Int) {
      self.inputs = inputs
      self.outputs = outputs
    }
  }

  /// The fans of weights that began at random; nil for biases, scales, and ready values.
  public package(set) var fans: Fans?

  /// Meaningless while a value is pending.
  private var current: Tensor
  /// A value that nobody has asked for yet, and its shape.
  private var pending: (shape: Shape, make: () -> Tensor)?

  /// A parameter with its initial value.
  public init(_ value: Tensor, isPenalized: Bool = true) {
    current = value
    self.isPenalized = isPenalized
  }

  /// A parameter whose initial value is made when it is first asked for.
  ///
  /// So a large network can be described, checked against its input and loaded from a file without
  /// drawing, or even holding, weights that nobody reads.
  ///
  /// - Parameters:
  ///   - shape: of the value.
  ///   - isPenalized: whether penalties on weights apply; true by default.
  ///   - make: makes the value; called once at most. Traps when it has another shape.
  public init(_ shape: Shape, isPenalized: Bool = true, make: @escaping () -> Tensor) {
    current = .noElements
    pending = (shape, make)
    self.isPenalized = isPenalized
  }

  /// The shape of the value, which is not made for it.
  public var shape: Shape { pending?.shape ?? current.shape }

  /// Takes another initial value, made when it is first asked for; its shape is that of the present one.
  package func redraw(_ make: @escaping () -> Tensor) {
    pending = (shape, make)
    current = .noElements
  }

  private func draw() {
    guard let (shape, make) = pending else { return }
    current = make()
    require(
      current.shape == shape,
      "Parameter: a value of shape \(shape) expected, received \(current.shape)")
    pending = nil
  }

  /// The parameter in a computation: a leaf of the graph.
  public var variable: Variable {
    Variable(value, requiresGradient: isTrainable, node: nil, parameter: self)
  }
}

extension Tensor {
  /// Stands where no value is yet.
  fileprivate static let noElements = Tensor.zeros([0])
}

extension Parameter: Hashable {
  /// Whether both are the same parameter; equal values do not make them so.
  public static func == (a: Parameter, b: Parameter) -> Bool { a === b }

  /// Hashes the parameter's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
