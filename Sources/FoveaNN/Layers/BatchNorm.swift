import FoveaKernels

/// Batch normalisation: each channel, the last axis, gets mean 0 and variance 1 over the batch, then a
/// learned scale and shift.
///
/// Inference uses running averages of mean and variance. Works on any rank.
///
/// Source: Ioffe and Szegedy (2015).
public final class BatchNorm: Layer {
  /// The learned scale, gamma, [channels].
  public let scale: Parameter
  /// The learned shift, beta, [channels].
  public let shift: Parameter
  /// The running mean, [channels].
  public let mean: Buffer
  /// The running variance (unbiased, as in the paper), [channels].
  public let variance: Buffer
  /// Added to the variance before its root.
  public let epsilon: Scalar
  /// The share of the batch's statistics in the running averages' update.
  public let momentum: Scalar

  /// A layer for the given number of channels.
  ///
  /// - Parameters:
  ///   - channels: extent of the last axis.
  ///   - epsilon: 1e-5 by default, as PyTorch, so that its weights give the same results here.
  ///   - momentum: the batch's share in the running averages; 0.1 by default, likewise.
  public init(_ channels: Int, epsilon: Scalar = 1e-5, momentum: Scalar = 0.1) {
    require(channels > 0, "BatchNorm: 1 channel or more expected, received \(channels)")
    require(epsilon > 0, "BatchNorm: an epsilon above 0 expected, received \(epsilon)")
    scale = Parameter(.ones([channels]), isPenalized: false)
    shift = Parameter(.zeros([channels]), isPenalized: false)
    mean = Buffer(.zeros([channels]))
    variance = Buffer(.ones([channels]))
    self.epsilon = epsilon
    self.momentum = momentum
  }

  /// Scale, shift and the running averages.
  public var members: [Member] {
    [
      .parameter("scale", scale), .parameter("shift", shift), .buffer("mean", mean),
      .buffer("variance", variance),
    ]
  }

  /// Epsilon and momentum.
  public var hyperparameters: String { "epsilon \(epsilon), momentum \(momentum)" }

  /// The normalised input; training also moves the running averages, unless scale and shift are frozen.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    self(input, mode, activation: .identity)
  }

  func callAsFunction(
    _ input: Variable, _ mode: Mode, activation: FusedActivation
  ) -> Variable {
    orStop { try validate(input.shape) }
    // Frozen, it is to stay as it was trained, with the statistics that its scale and shift belong to.
    guard mode.isTraining, scale.isTrainable || shift.isTrainable else {
      let (factor, offset) = fixedMap
      let y = input.scaledAndShifted(by: factor, offset)
      return activation == .relu ? y.relu() : y
    }
    let (y, batch) = input.batchNormalized(
      scale: scale.variable, shift: shift.variable, epsilon: epsilon, activation: activation)
    let unbiased = Scalar(batch.count) / Scalar(max(1, batch.count - 1))
    mean.value += (batch.mean - mean.value) * momentum
    variance.value += (batch.variance * unbiased - variance.value) * momentum
    return y
  }

  /// What inference multiplies by and adds, [channels] each.
  var fixedMap: (factor: Variable, offset: Variable) {
    let factor = scale.variable * Variable((variance.value + epsilon).sqrt().reciprocal())
    return (factor, shift.variable - Variable(mean.value) * factor)
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
