import FoveaData
import FoveaTensor

/// Digits as a pocket calculator shows them, drawn by this code: 2 in a mirror is 5, and 6 turned by half a circle
/// is 9.
///
/// Place, brightness and noise are random. Digit i mod 10 is on picture i. Digits to train with lie up to 2 pixels off
/// the middle, the others up to 1: a shift by one pixel shows a network nothing that it does not know.
enum SegmentDigits {
  /// Pixels a side.
  static let size = 16

  /// Which of the seven segments each digit has: top, upper left, upper right, middle, lower left, lower right,
  /// bottom.
  private static let segments = [
    "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
    "1111111", "1111011",
  ]

  /// Draws digits.
  ///
  /// - Parameters:
  ///   - split: each has pictures of its own.
  ///   - count: how many.
  /// - Returns: pictures of 16x16 in one channel, 0 to 1.
  /// - Throws: never, as counts and labels fit together.
  static func data(_ split: DataSet.Split, count: Int, seed: UInt64 = 0) throws -> DataSet {
    let place = DataSet.Split.allCases.firstIndex(of: split) ?? 0
    let source = RandomSource(seed: seed).stream(UInt64(place))
    let reach = split == .train ? 2 : 1
    let pixels = (0..<count).flatMap { picture($0 % 10, reach, source.stream(UInt64($0))) }
    var data = try DataSet(
      name: "segment-digits", split: split, images: Tensor([count, size, size, 1], pixels),
      labels: (0..<count).map { $0 % 10 }, classNames: (0..<10).map { "\($0)" })
    data.labelSafety = LabelSafety(
      mirror: .changesClass("2 reads as 5"), verticalMirror: .changesClass("2 reads as 5"),
      rotation180: .changesClass("6 reads as 9"), largestRotation: 45,
      rotationReason: "digits lie on their side")
    return data
  }

  private static func picture(_ digit: Int, _ reach: Int, _ random: RandomSource) -> [Scalar] {
    var random = random
    let left = 4 - reach + random.integer(below: 2 * reach + 1)
    let top = 2 - reach + random.integer(below: 2 * reach + 1)
    let thickness = 2
    let brightness = random.uniform(in: 0.6..<1)
    let (width, height) = (8, 12)
    // Each segment's first row and column, and its extents.
    let middle = (height - thickness) / 2
    let boxes = [
      (0, 0, thickness, width), (0, 0, middle + thickness, thickness),
      (0, width - thickness, middle + thickness, thickness), (middle, 0, thickness, width),
      (middle, 0, height - middle, thickness),
      (middle, width - thickness, height - middle, thickness),
      (height - thickness, 0, thickness, width),
    ]
    var pixels = (0..<size * size).map { _ in Scalar(random.uniform(in: 0..<0.2)) }
    for (box, isLit) in zip(boxes, segments[digit]) where isLit == "1" {
      let (row, column, rows, columns) = box
      for y in row..<row + rows {
        for x in column..<column + columns {
          pixels[(top + y) * size + left + x] = Scalar(brightness * random.uniform(in: 0.85..<1))
        }
      }
    }
    return pixels
  }
}
