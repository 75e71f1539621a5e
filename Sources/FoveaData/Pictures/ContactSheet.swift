import FoveaKernels

/// Pictures side by side in rows, to be looked at together.
public struct ContactSheet: Sendable {
  /// The pictures, row by row, all of one size; a row may be shorter than the first.
  public let rows: [[Picture]]
  /// How many pixels of the sheet a pixel of a picture takes along each axis.
  public let zoom: Int
  /// White pixels between pictures.
  public let gap: Int

  /// A sheet. Traps when pictures differ in size or channels, or there is none.
  ///
  /// - Parameters:
  ///   - rows: the pictures, row by row.
  ///   - zoom: pixels a pixel; nil for as many as make small pictures some 64 pixels wide.
  ///   - gap: white pixels between pictures.
  public init(_ rows: [[Picture]], zoom: Int? = nil, gap: Int = 2) {
    guard let first = rows.first?.first else { stop("ContactSheet: a picture expected") }
    let size = (first.width, first.height, first.channels)
    require(
      rows.joined().allSatisfy { ($0.width, $0.height, $0.channels) == size },
      "ContactSheet: pictures of one size expected, received others than \(size)")
    self.rows = rows
    self.zoom = zoom ?? max(1, 64 / max(first.width, first.height))
    self.gap = gap
  }

  /// A sheet of so many pictures a row, in order.
  public init(_ pictures: [Picture], columns: Int, zoom: Int? = nil, gap: Int = 2) {
    let rows = stride(from: 0, to: pictures.count, by: columns).map {
      Array(pictures[$0..<min($0 + columns, pictures.count)])
    }
    self.init(rows, zoom: zoom, gap: gap)
  }

  /// The sheet as one picture.
  public var picture: Picture {
    let first = rows[0][0]
    let channels = first.channels
    let (width, height) = (first.width * zoom, first.height * zoom)
    let across = rows.map(\.count).max() ?? 0
    let sheetWidth = across * (width + gap) - gap
    let sheetHeight = rows.count * (height + gap) - gap
    var bytes = [UInt8](repeating: 255, count: sheetWidth * sheetHeight * channels)
    for (row, pictures) in rows.enumerated() {
      for (column, picture) in pictures.enumerated() {
        for y in 0..<height {
          let line = (row * (height + gap) + y) * sheetWidth + column * (width + gap)
          let source = y / zoom * picture.width
          for x in 0..<width {
            for c in 0..<channels {
              bytes[(line + x) * channels + c] = picture.bytes[(source + x / zoom) * channels + c]
            }
          }
        }
      }
    }
    return Picture(width: sheetWidth, height: sheetHeight, channels: channels, bytes: bytes)
  }
}
