import FoveaTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A rectangle of pixels inside a picture.
struct PixelBox: Sendable {
  let rows: Range<Int>
  let columns: Range<Int>

  /// How many pixels there are.
  var area: Int { rows.count * columns.count }

  /// A rectangle around a pixel, as far as it lies inside the picture.
  init(middleRow row: Int, column: Int, height: Int, width: Int, in frame: PictureFrame) {
    rows = Self.around(row, height, frame.height)
    columns = Self.around(column, width, frame.width)
  }

  private static func around(_ middle: Int, _ length: Int, _ extent: Int) -> Range<Int> {
    let start = middle - length / 2
    return max(0, start)..<min(max(start + length, 0), extent)
  }

  /// A rectangle for random erasing: 0.02 to 0.33 of the picture, with sides of a ratio of 0.3 to 3.3, wholly
  /// inside. Ratio and inverse are equally likely; what does not fit is drawn again, ten times at most.
  init(erasing frame: PictureFrame, _ random: inout RandomSource) {
    let area = Double(frame.height * frame.width)
    var (height, width) = (0, 0)
    for _ in 0..<10 {
      let share = random.uniform(in: 0.02..<0.33)
      let ratio = exp(random.symmetric() * log(3.3))
      (height, width) = (
        Int((share * area * ratio).squareRoot().rounded()),
        Int((share * area / ratio).squareRoot().rounded())
      )
      if height <= frame.height, width <= frame.width { break }
    }
    (height, width) = (min(height, frame.height), min(width, frame.width))
    let row = random.integer(below: frame.height - height + 1)
    let column = random.integer(below: frame.width - width + 1)
    rows = row..<row + height
    columns = column..<column + width
  }
}
