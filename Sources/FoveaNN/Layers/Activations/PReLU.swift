import FoveaKernels

/// max(0, x) + slope * min(0, x) with a slope that is learned: one for each channel, the last axis, or one for
/// all. Has as many parameters as slopes.
///
/// The slopes are not penalised: weight decay would draw them to 0, and the layer towards ReLU (He et al.,
/// 2015, section 2.1).
public final class PReLU: Layer {
  /// The slopes, [channels], or [1] for one that all channels share.
  public let slope: Parameter

  /// A layer of ready slopes, [channels] or [1].
  public init(slopes: Tensor) {
    require(
      slopes.rank == 1 && slopes.count > 0,
      "PReLU: slopes [channels] expected, received \(slopes.shape)")
    slope = Parameter(slopes, isPenalized: false)
  }

  /// A layer to be trained.
  ///
  /// - Parameters:
  ///   - channels: the extent of the last axis, for a slope a channel; 1, the default, for one in all.
  ///   - slope: where they start; 0.25 by default, as in the paper.
  public convenience init(channels: Int = 1, slope: Scalar = 0.25) {
    require(channels > 0, "PReLU: 1 channel or more expected, received \(channels)")
    self.init(slopes: Tensor(repeating: slope, [channels]))
  }

  /// The slopes.
  public var members: [Member] { [.parameter("slope", slope)] }

  /// Whether there is one slope or one a channel.
  public var hyperparameters: String {
    slope.shape.count == 1 ? "one slope" : "\(slope.shape.count) slopes"
  }

  /// max(0, x) + slope * min(0, x). Traps on a shape that `outputShape` refuses.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    orStop { try validate(input.shape) }
    return input.prelu(slopes: slope.variable)
  }

  /// The input's shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try trace.naming(self) { try validate(input) }
    return trace.record(self, from: input, to: input)
  }

  private func validate(_ input: Shape) throws {
    let count = slope.shape.count
    guard input.rank >= 2, input[-1] > 0, count == 1 || input[-1] == count else {
      throw ShapeError(
        "[batch, ..., \(count == 1 ? "channels" : "\(count)")] expected, found \(input)")
    }
  }
}
