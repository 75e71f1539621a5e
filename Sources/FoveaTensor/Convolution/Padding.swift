/// How many zeros surround an image before a window slides over it.
///
/// The lecture calls convolution without padding *narrow* and with it *wide*; other texts mean padding
/// of kernel - 1 by "wide", which is `full` here.
public enum Padding: Hashable, Sendable {
  /// None: the window stays inside the image. Also known as "valid".
  case narrow
  /// As many zeros as make the output ceil(input / stride); (kernel - 1) / 2 a side for odd kernels
  /// at stride 1. An odd number of zeros puts the extra one after the image, as TensorFlow does.
  case same
  /// Kernel - 1 zeros a side: every output that any input touches.
  case full
  /// The given number of zeros a side.
  case zeros(IntPair)
  /// The given number of zeros on each side.
  case sides(top: Int, bottom: Int, left: Int, right: Int)

  /// The lecture's wide convolution: at stride 1 the output is as large as the input. Same as `same`.
  public static var wide: Padding { .same }

  /// `count` zeros on every side.
  public static func zeros(_ count: Int) -> Padding { .zeros(IntPair(count)) }
}

extension Padding: CustomStringConvertible {
  /// "narrow", "same", "full", "1x1" or "0+1x0+1".
  public var description: String {
    switch self {
    case .narrow: "narrow"
    case .same: "same"
    case .full: "full"
    case .zeros(let n): "\(n)"
    case .sides(let top, let bottom, let left, let right): "\(top)+\(bottom)x\(left)+\(right)"
    }
  }
}

/// What happens when a stride leaves a rest of the input uncovered.
public enum FitPolicy: Hashable, Sendable {
  /// It is an error: the lecture's "doesn't fit!". The default for a model that a person writes.
  case strict
  /// The rest is left uncovered, as most libraries do; for published architectures that rely on it.
  case floor
  /// The rest is covered by a last window that reaches beyond the padded input; as PyTorch's `ceil_mode`,
  /// not where that window would hold nothing of the input at all.
  case ceil
}
