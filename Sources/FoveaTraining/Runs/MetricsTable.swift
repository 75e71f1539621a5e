import FoveaData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A run's metrics as they were written, for curves and comparisons.
public struct MetricsTable: Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// The lines, each split into as many fields as there are columns at least; a line that was cut off is left out.
  let rows: [[String]]

  /// Reads the metrics of a run; nil when it has written none.
  ///
  /// - Throws: `DataError` for a file that cannot be read.
  public init?(contentsOf path: String) throws(DataError) {
    guard access(path, F_OK) == 0 else { return nil }
    let lines = try readText(path, limit: 1 << 28).split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let columns = lines.first ?? []
    self.columns = columns
    rows = lines.dropFirst().filter { $0.count >= columns.count }
  }

  /// A column's numbers, an epoch each; nil where there is none.
  public subscript(column: String) -> [Double?] {
    rows.map { value(column, of: $0).flatMap(Double.init) }
  }

  /// The place of the last epoch that a condition holds for; `field` gives a column's text.
  public func lastRow(where condition: (_ field: (String) -> String?) -> Bool) -> Int? {
    rows.lastIndex { row in condition { value($0, of: row) } }
  }

  /// The place of the epoch whose weights are kept, the last that was the best so far.
  public var bestRow: Int? { lastRow { $0("is_best") == "true" } }

  /// Seconds of training, without evaluation.
  public var seconds: Double { self["seconds"].compactMap { $0 }.reduce(0, +) }

  /// The field of a line under a column's name.
  func value(_ column: String, of row: [String]) -> String? {
    guard let place = columns.firstIndex(of: column), place < row.count else { return nil }
    return row[place]
  }
}
