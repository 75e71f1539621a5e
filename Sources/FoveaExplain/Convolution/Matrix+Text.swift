import FoveaData
import FoveaTensor

extension Tensor {
  /// A matrix as people write it: rows on lines of their own or with `/` between, numbers with blanks or commas, as
  /// in "1,0,1/0,1,0".
  ///
  /// - Parameters:
  ///   - text: the matrix.
  ///   - source: where it stands, for the error.
  ///   - largest: the most rows and columns; 16 by default, as many as a terminal shows.
  /// - Throws: `DataError` for what is no matrix of finite numbers, naming the row.
  public init(matrix text: String, from source: String, largest: Int = 16) throws(DataError) {
    // Some editors write a byte-order mark.
    let rows = text.drop { $0 == "\u{FEFF}" }.split(whereSeparator: { $0.isNewline || $0 == "/" })
      .map(Self.words).filter { !$0.isEmpty }
    guard let width = rows.first?.count, Swift.max(rows.count, width) <= largest else {
      throw DataError(
        source, expected: "a matrix of 1 to \(largest) rows and columns, such as 1,0/0,1",
        found: rows.isEmpty ? "nothing" : "\(rows.count)x\(rows[0].count)")
    }
    var numbers: [Scalar] = []
    for (place, row) in rows.enumerated() {
      guard row.count == width else {
        throw DataError(
          source, at: "row \(place + 1)", expected: "\(width) numbers, as in the first row",
          found: "\(row.count)")
      }
      for word in row {
        guard let number = Double(word), number.magnitude <= 1e6 else {
          throw DataError(
            source, at: "row \(place + 1)", expected: "a number from -1e6 to 1e6",
            found: "'\(word)'")
        }
        numbers.append(Scalar(number))
      }
    }
    self.init([rows.count, width], numbers)
  }

  /// The numbers of a row; an empty one where there is none between two commas, before the first or after the last.
  private static func words(_ row: Substring) -> [Substring] {
    let parts = row.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }) }
    return parts.count == 1 ? parts[0] : parts.flatMap { $0.isEmpty ? [""] : $0 }
  }
}
