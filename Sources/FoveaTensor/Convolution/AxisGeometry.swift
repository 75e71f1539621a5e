/// A window that slides along one axis: the lecture's (N + 2P - K) / S + 1, with its rest.
public struct AxisGeometry: Hashable, Sendable {
  /// The extent of the input, N.
  public let input: Int
  /// The extent of the window, K, in taps.
  public let kernel: Int
  /// The step of the window, S.
  public let stride: Int
  /// The distance between neighbouring taps; 1 is a dense window.
  public let dilation: Int
  /// Zeros before the input.
  public let paddingBefore: Int
  /// Zeros after the input.
  public let paddingAfter: Int

  /// A window over an axis. Throws `ShapeError` for values that mean nothing (see `validate`).
  public init(
    input: Int, kernel: Int, stride: Int = 1, paddingBefore: Int = 0, paddingAfter: Int = 0,
    dilation: Int = 1, axis: String = "axis"
  ) throws {
    self.input = input
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.paddingBefore = paddingBefore
    self.paddingAfter = paddingAfter
    try validate(axis)
  }

  /// A window with padding given by rule. Throws as the other.
  package init(
    input: Int, kernel: Int, stride: Int, padding: Padding, dilation: Int, isHeight: Bool,
    axis: String
  ) throws {
    try AxisGeometry.check(input, kernel, stride, dilation, axis)
    let span = dilation * (kernel - 1) + 1
    let before: Int
    let after: Int
    switch padding {
    case .narrow: (before, after) = (0, 0)
    case .full: (before, after) = (span - 1, span - 1)
    case .same:
      let outputs = (input + stride - 1) / stride
      let total = max(0, (outputs - 1) * stride + span - input)
      (before, after) = (total / 2, total - total / 2)
    case .zeros(let n):
      (before, after) = isHeight ? (n.height, n.height) : (n.width, n.width)
    case .sides(let top, let bottom, let left, let right):
      (before, after) = isHeight ? (top, bottom) : (left, right)
    }
    try self.init(
      input: input, kernel: kernel, stride: stride, paddingBefore: before, paddingAfter: after,
      dilation: dilation, axis: axis)
  }

  /// The extent that the window covers: dilation * (kernel - 1) + 1.
  public var span: Int { dilation * (kernel - 1) + 1 }

  /// The input with its padding.
  public var padded: Int { input + paddingBefore + paddingAfter }

  /// How many places the window takes: floor((padded - span) / stride) + 1.
  public var output: Int { (padded - span) / stride + 1 }

  /// How many elements of the padded input no window reaches, at its end.
  public var uncovered: Int { (padded - span) % stride }

  /// Whether the windows cover the padded input exactly.
  public var fits: Bool { uncovered == 0 }

  /// (padded - span) / stride + 1 before rounding down: 7/3 for N = 7, K = 3, S = 3.
  public var exactOutput: Double { Double(padded - span + stride) / Double(stride) }

  /// Nearest choices that fit, as "padding 1 -> 3" or "stride 2 -> 3"; empty when this one does.
  public var fixes: [String] {
    guard !fits else { return [] }
    return [nearestPadding] + nearestStrides.map { "stride \($0) -> \((padded - span) / $0 + 1)" }
  }

  /// The padding that fits and changes least: as many zeros on both sides where that can be, of two as near the larger.
  private var nearestPadding: String {
    let total = paddingBefore + paddingAfter
    // Remainders repeat after `stride` paddings a side; nobody pads by thousands.
    for change in 1...min(2 * stride, 8192) {
      for zeros in [total + change, total - change] where zeros >= 0 && zeros.isMultiple(of: 2) {
        let rest = input + zeros - span
        if rest >= 0, rest.isMultiple(of: stride) {
          return "padding \(zeros / 2) -> \(rest / stride + 1)"
        }
      }
    }
    // More zeros after than before, where no symmetric padding helps.
    let missing = stride - uncovered
    return
      "padding \(paddingBefore)+\(paddingAfter + missing) -> \((padded + missing - span) / stride + 1)"
  }

  /// The strides that fit next below and next above: divisors of the way that the window goes.
  private var nearestStrides: [Int] {
    let way = padded - span
    let divisors = (1...max(1, Int(Double(way).squareRoot())))
      .filter { way.isMultiple(of: $0) }.flatMap { [$0, way / $0] }
    return [
      divisors.filter { $0 < stride }.max(), divisors.filter { $0 > stride }.min(),
    ].compactMap { $0 }
  }

  private func validate(_ axis: String) throws {
    try AxisGeometry.check(input, kernel, stride, dilation, axis)
    guard paddingBefore >= 0, paddingAfter >= 0 else {
      throw ShapeError(
        "\(axis): padding of 0 or more expected, found \(paddingBefore) and \(paddingAfter)")
    }
    for padding in [paddingBefore, paddingAfter] where padding > AxisGeometry.largest {
      throw ShapeError(
        "\(axis): padding of up to \(AxisGeometry.largest) expected, found \(padding)")
    }
    guard span <= padded else {
      throw ShapeError(
        "\(axis): the kernel spans \(span), the padded input only \(padded); use a kernel of at most "
          + "\((padded - 1) / dilation + 1) or more padding")
    }
  }

  /// The largest extent: the product of two stays within Int, and no image comes near.
  private static let largest = 1 << 30

  /// Throws for values that mean nothing, before anything is computed from them.
  private static func check(
    _ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ axis: String
  ) throws {
    let values = [("input", input), ("kernel", kernel), ("stride", stride), ("dilation", dilation)]
    for (name, value) in values {
      guard value >= 1 else {
        throw ShapeError("\(axis): \(name) of 1 or more expected, found \(value)")
      }
      guard value <= largest else {
        throw ShapeError("\(axis): \(name) of up to \(largest) expected, found \(value)")
      }
    }
  }

  /// The axis as a policy wants it where a rest stays uncovered; throws when the policy is strict.
  func fitted(_ policy: FitPolicy, axis: String) throws -> AxisGeometry {
    if fits { return self }
    switch policy {
    case .floor: return self
    case .ceil:
      guard output * stride < paddingBefore + input else { return self }
      return try AxisGeometry(
        input: input, kernel: kernel, stride: stride, paddingBefore: paddingBefore,
        paddingAfter: paddingAfter + stride - uncovered, dilation: dilation, axis: axis)
    case .strict:
      let exact = (exactOutput * 100).rounded() / 100
      throw ShapeError(
        "\(axis): doesn't fit: (\(input) + \(paddingBefore + paddingAfter) - \(span)) / \(stride) + 1 = "
          + "\(exact), \(uncovered) of \(padded) uncovered; try \(fixes.joined(separator: ", "))"
          + ", or the policy .floor")
    }
  }
}
