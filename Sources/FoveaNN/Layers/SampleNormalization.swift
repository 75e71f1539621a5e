import FoveaKernels

/// Layer normalisation: the last axes of each item get mean 0 and variance 1, then a learned scale and shift.
///
/// The same in training and inference, and for any size of batch.
///
/// Source: Ba, Kiros and Hinton (2016).
public final class LayerNorm: Layer {
  /// The learned scale, of the normalised axes' shape.
  public let scale: Parameter
  /// The learned shift, likewise.
  public let shift: Parameter
  /// Added to the variance before its root.
  public let epsilon: Scalar

  /// A layer that normalises over the last axes.
  ///
  /// - Parameters:
  ///   - extents: of the last axes: the channels alone, or height, width and channels.
  ///   - epsilon: 1e-5 by default, as `BatchNorm`.
  public init(_ extents: Int..., epsilon: Scalar = 1e-5) {
    require(
      !extents.isEmpty && extents.allSatisfy { $0 > 0 },
      "LayerNorm: extents of 1 or more expected, received \(extents)")
    require(epsilon > 0, "LayerNorm: an epsilon above 0 expected, received \(epsilon)")
    scale = Parameter(.ones(Shape(extents)), isPenalized: false)
    shift = Parameter(.zeros(Shape(extents)), isPenalized: false)
    self.epsilon = epsilon
  }

  /// Scale and shift.
  public var members: [Member] { [.parameter("scale", scale), .parameter("shift", shift)] }

  /// Epsilon.
  public var hyperparameters: String { "epsilon \(epsilon)" }

  /// The normalised input.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    orStop { try validate(input.shape) }
    return input.layerNormalized(
      scale: scale.variable, shift: shift.variable, epsilon: epsilon)
  }

  /// The input's shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try trace.naming(self) { try validate(input) }
    return trace.record(self, from: input, to: input)
  }

  private func validate(_ input: Shape) throws {
    let axes = scale.shape.dimensions
    guard input.rank > axes.count, Array(input.dimensions.suffix(axes.count)) == axes else {
      let expected = axes.map(String.init).joined(separator: ", ")
      throw ShapeError("[batch, ..., \(expected)] expected, found \(input)")
    }
  }
}

/// Group normalisation: the channels of each image in groups, each group with mean 0 and variance 1 over all
/// places, then a learned scale and shift for each channel.
///
/// The same in training and inference: what batch normalisation cannot be when batches are small. One group
/// normalises each image as a whole; as many groups as channels is instance normalisation.
///
/// Source: Wu and He (2018).
public final class GroupNorm: Layer {
  /// The learned scale, [channels].
  public let scale: Parameter
  /// The learned shift, [channels].
  public let shift: Parameter
  /// How many groups the channels are in.
  public let groups: Int
  /// Added to the variance before its root.
  public let epsilon: Scalar

  /// A layer for the given number of channels.
  ///
  /// - Parameters:
  ///   - channels: extent of the last axis.
  ///   - groups: a divisor of the channels; 32 by default, the paper's choice.
  ///   - epsilon: 1e-5 by default, as `BatchNorm`.
  public init(_ channels: Int, groups: Int = 32, epsilon: Scalar = 1e-5) {
    require(
      channels > 0 && groups > 0 && channels % groups == 0,
      "GroupNorm: groups that divide the \(channels) channels expected, received \(groups)")
    require(epsilon > 0, "GroupNorm: an epsilon above 0 expected, received \(epsilon)")
    scale = Parameter(.ones([channels]), isPenalized: false)
    shift = Parameter(.zeros([channels]), isPenalized: false)
    self.groups = groups
    self.epsilon = epsilon
  }

  /// Scale and shift.
  public var members: [Member] { [.parameter("scale", scale), .parameter("shift", shift)] }

  /// Groups and epsilon.
  public var hyperparameters: String { "groups \(groups), epsilon \(epsilon)" }

  /// The normalised input.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    orStop { try validate(input.shape) }
    return input.groupNormalized(
      groups: groups, scale: scale.variable, shift: shift.variable, epsilon: epsilon)
  }

  /// The input's shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try trace.naming(self) { try validate(input) }
    return trace.record(self, from: input, to: input)
  }

  private func validate(_ input: Shape) throws {
    guard input.rank >= 2, input[-1] == scale.shape.count else {
      throw ShapeError("[batch, ..., \(scale.shape.count)] expected, found \(input)")
    }
  }
}
