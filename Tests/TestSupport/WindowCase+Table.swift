import FoveaTensor

extension WindowCase {
  /// The corners, and a sample of the grid by `testSeed()`; some hundred cases.
  public static let table: [WindowCase] = corners + sample(count: 360)

  /// The table in parts to run side by side. Cases are not test arguments of their own: a log of a
  /// thousand lines that say "started" hides the one that matters.
  public static let parts = parts(of: table)

  /// The pooling table in parts.
  public static let poolingParts = parts(of: poolingTable)

  /// The corners and every sixth of the sample, in parts: for what costs more than one comparison.
  public static let sparseParts = parts(
    of: table.enumerated().filter { $0.offset < corners.count || $0.offset % 6 == 0 }
      .map(\.element))

  /// Every fourth case to each of four parts.
  private static func parts(of cases: [WindowCase]) -> [Part] {
    (0..<4).map { first in
      Part(
        description: "part \(first + 1) of 4",
        cases: Swift.stride(from: first, to: cases.count, by: 4).map { cases[$0] })
    }
  }

  /// A part of a table.
  public struct Part: Sendable, CustomStringConvertible {
    /// Which part it is.
    public let description: String
    /// Its cases.
    public let cases: [WindowCase]
  }

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
    // LeNet-5's convolutions.
    WindowCase(size: [28, 26], inputs: 1, outputs: 6, kernel: 5, padding: .zeros(2)),
    WindowCase(size: [14, 15], inputs: 6, outputs: 16, kernel: 5),
    // One column, and long rows.
    WindowCase(batch: 3, size: [37, 1], inputs: 5, outputs: 9, kernel: [3, 1], padding: .same),
    WindowCase(batch: 1, size: [2, 211], inputs: 3, outputs: 24, kernel: [2, 4], padding: .same),
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
