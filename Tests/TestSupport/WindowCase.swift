import FoveaTensor
import Testing

/// One geometry of the table that convolution and pooling are tested over.
public struct WindowCase: Sendable, CustomTestStringConvertible {
  /// Images.
  public var batch = 2
  /// Height and width of the image.
  public var size: IntPair = [5, 7]
  /// Input channels of a group.
  public var inputs = 3
  /// Output channels of a group.
  public var outputs = 2
  /// Groups of channels.
  public var groups = 1
  /// Height and width of the kernel.
  public var kernel: IntPair = [3, 2]
  /// Steps of the window.
  public var stride: IntPair = 1
  /// Zeros around the image.
  public var padding: Padding = .narrow
  /// Distances between taps.
  public var dilation: IntPair = 1

  /// The case as text, with all that is needed to write it down as a corner.
  public var testDescription: String {
    "\(batch)x\(size)x\(inputs) to \(outputs), groups \(groups), kernel \(kernel), "
      + "stride \(stride), padding \(padding), dilation \(dilation)"
  }

  /// The convolution of the case; a rest of the image may stay uncovered.
  public func convolution() throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: [batch, size.height, size.width, inputs * groups],
      kernel: [kernel.height, kernel.width, inputs, outputs * groups], stride: stride,
      padding: padding, dilation: dilation, groups: groups, policy: .floor)
  }

  /// The pooling of the case, without its dilation and outputs.
  public func pooling() throws -> Pool2DGeometry {
    try Pool2DGeometry(
      input: [batch, size.height, size.width, inputs * groups], window: kernel, stride: stride,
      padding: padding, policy: .floor)
  }
}

extension WindowCase {
  /// The corners, and a sample of the grid by `testSeed()`; some hundred cases.
  public static let table: [WindowCase] = corners + sample(count: 360)

  /// The cases of the table that pooling takes: it refuses windows that lie in the padding altogether.
  public static let poolingTable: [WindowCase] = table.filter { (try? $0.pooling()) != nil }

  /// What a sample could miss.
  public static let corners: [WindowCase] = [
    // A single number.
    WindowCase(batch: 1, size: 1, inputs: 1, outputs: 1, kernel: 1),
    // The kernel as large as the image, and as the padded image.
    WindowCase(size: [4, 5], kernel: [4, 5]),
    WindowCase(
      size: [3, 2], kernel: [5, 5], padding: .sides(top: 0, bottom: 2, left: 1, right: 2)),
    // Dilated to exactly the padded image.
    WindowCase(size: [5, 4], kernel: [3, 3], padding: .zeros([1, 2]), dilation: 3),
    // Signals: height 1.
    WindowCase(batch: 3, size: [1, 29], inputs: 2, outputs: 9, kernel: [1, 5], padding: .same),
    // Images of one pixel seen by the padding's taps alone but one.
    WindowCase(size: 1, kernel: [3, 5], padding: .full),
    // Windows that lie in the padding altogether.
    WindowCase(size: [3, 4], kernel: [1, 2], padding: .zeros(3)),
    WindowCase(size: [2, 3], kernel: [2, 1], stride: [3, 2], padding: .zeros(4)),
    // Steps that jump over inputs.
    WindowCase(size: [9, 11], kernel: [2, 1], stride: [3, 4]),
    // Pointwise, dense and strided.
    WindowCase(size: [6, 5], inputs: 16, outputs: 9, kernel: 1),
    WindowCase(size: [6, 5], inputs: 9, outputs: 16, kernel: 1, stride: 2),
    // Depthwise, plain and with a multiplier, around the width of a vector.
    WindowCase(size: [6, 7], inputs: 1, outputs: 1, groups: 8, kernel: 3, padding: .same),
    WindowCase(size: [6, 7], inputs: 1, outputs: 1, groups: 19, kernel: 3, padding: .same),
    WindowCase(size: [7, 6], inputs: 1, outputs: 3, groups: 5, kernel: [2, 3], stride: 2),
    // 3x3, stride 1, where special algorithms apply: tiles of 2 and 4 that the output fills or does not.
    WindowCase(size: [8, 12], inputs: 8, outputs: 8, kernel: 3, padding: .same),
    WindowCase(size: [9, 14], inputs: 5, outputs: 7, kernel: 3, padding: .zeros(1)),
    WindowCase(batch: 3, size: [7, 11], inputs: 17, outputs: 33, kernel: 3),
    WindowCase(batch: 1, size: [3, 3], inputs: 2, outputs: 3, kernel: 3),
    // Many tiles of patches, whose borders fall inside images and rows.
    WindowCase(batch: 3, size: [23, 19], inputs: 3, outputs: 4, kernel: 3, padding: .same),
    WindowCase(batch: 1, size: [41, 37], inputs: 2, outputs: 3, kernel: [2, 3], stride: [1, 2]),
    // So many that each partial sum of the weight gradient takes several.
    WindowCase(batch: 3, size: [80, 81], inputs: 1, outputs: 2, kernel: 3, padding: .same),
    // Patches of more than a thousand elements.
    WindowCase(batch: 2, size: [6, 7], inputs: 48, outputs: 5, kernel: 5, padding: .zeros(2)),
    // The stems of the published networks, cut down.
    WindowCase(batch: 1, size: [27, 31], inputs: 3, outputs: 8, kernel: 11, stride: 4),
    WindowCase(
      batch: 2, size: [16, 18], inputs: 3, outputs: 8, kernel: 7, stride: 2, padding: .zeros(3)),
  ]

  /// Cases whose parameters are drawn independently, those that are no geometry left out.
  private static func sample(count: Int) -> [WindowCase] {
    var random = TestRandom("window cases")
    func pick<T>(_ choices: [T]) -> T {
      choices[Int.random(in: choices.indices, using: &random)]
    }
    // Below, at and above the width of a vector, odd and even.
    let channels = [1, 2, 3, 5, 8, 9, 16]
    let extents = [4, 5, 6, 7, 8, 9, 10, 13]
    let paddings: [Padding] = [
      .narrow, .same, .full, .zeros(1), .zeros(2), .zeros([0, 2]), .zeros([1, 0]),
      .sides(top: 0, bottom: 1, left: 2, right: 1), .sides(top: 2, bottom: 0, left: 0, right: 1),
    ]
    var cases: [WindowCase] = []
    while cases.count < count {
      let height = pick(extents)
      let candidate = WindowCase(
        batch: pick([1, 2, 3]), size: IntPair(height, pick(extents.filter { $0 != height })),
        inputs: pick(channels), outputs: pick(channels), groups: pick([1, 1, 1, 2, 3]),
        kernel: IntPair(pick([1, 2, 3, 4, 5]), pick([1, 2, 3, 4, 5])),
        stride: IntPair(pick([1, 1, 2, 3]), pick([1, 1, 2, 3])), padding: pick(paddings),
        dilation: IntPair(pick([1, 1, 2]), pick([1, 1, 2])))
      if (try? candidate.convolution()) != nil { cases.append(candidate) }
    }
    return cases
  }
}
