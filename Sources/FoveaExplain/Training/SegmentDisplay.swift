import FoveaData
import FoveaTensor

/// Digits and letters as a pocket calculator shows them, drawn by this code: 2 in a mirror is 5, b in a mirror is d,
/// and 6 turned by half a circle is 9.
///
/// Place, brightness and noise are random. The characters take turns, picture by picture. Those to train with lie up to
/// 2 pixels off the middle, the others up to 1: a shift by one pixel shows a network nothing that it does not know.
enum SegmentDisplay {
  /// What is drawn.
  enum Characters {
    /// 0 to 9.
    case digits
    /// 0 to 9, b and d.
    case digitsAndLetters

    /// What each is called, and which of the seven segments it has: top, upper left, upper right, middle, lower left,
    /// lower right, bottom.
    fileprivate var segments: [(name: String, isLit: String)] {
      let digits = [
        "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
        "1111111", "1111011",
      ].enumerated().map { ("\($0)", $1) }
      switch self {
      case .digits: return digits
      case .digitsAndLetters: return digits + [("b", "0101111"), ("d", "0011111")]
      }
    }

    /// What changes one into another.
    fileprivate var labelSafety: LabelSafety {
      let mirror =
        switch self {
        case .digits: "2 reads as 5"
        case .digitsAndLetters: "b reads as d, 2 as 5"
        }
      return LabelSafety(
        mirror: .changesClass(mirror), verticalMirror: .changesClass("2 reads as 5"),
        rotation180: .changesClass("6 reads as 9"), largestRotation: 45,
        rotationReason: "characters lie on their side")
    }
  }

  /// Pixels a side.
  static let size = 16

  /// Draws characters.
  ///
  /// - Parameters:
  ///   - characters: which.
  ///   - split: each has pictures of its own.
  ///   - count: how many.
  ///   - seed: of place, brightness and noise.
  /// - Returns: pictures of 16x16 in one channel, 0 to 1.
  /// - Throws: never, as counts and labels fit together.
  static func data(
    _ characters: Characters, _ split: DataSet.Split, count: Int, seed: UInt64 = 0
  ) throws -> DataSet {
    let place = DataSet.Split.allCases.firstIndex(of: split) ?? 0
    let source = RandomSource(seed: seed).stream(UInt64(place))
    let reach = split == .train ? 2 : 1
    let drawn = characters.segments
    let pixels = (0..<count).flatMap { place in
      picture(drawn[place % drawn.count].isLit, reach, source.stream(UInt64(place)))
    }
    var data = try DataSet(
      name: "segment-display", split: split, images: Tensor([count, size, size, 1], pixels),
      labels: (0..<count).map { $0 % drawn.count }, classNames: drawn.map(\.name))
    data.labelSafety = characters.labelSafety
    return data
  }

  private static func picture(
    _ segments: String, _ reach: Int, _ random: RandomSource
  ) -> [Scalar] {
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
    for (box, isLit) in zip(boxes, segments) where isLit == "1" {
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
