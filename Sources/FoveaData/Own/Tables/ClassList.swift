/// The classes that a file's rows name, in order: by number where all are numbers, by letter otherwise.
///
/// Numbers count by their value: "1" and "1.0" are one class, which is called by the shortest of its spellings.
struct ClassList {
  let names: [String]
  private let places: [String: Int]
  private let areNumbers: Bool

  /// The most classes that there can be, as in a model's file.
  static let limit = 65536

  /// The classes of the given rows.
  ///
  /// - Throws: `DataError` naming the line of a class that is missing; for fewer than two, or more than there can be.
  init(of rows: NumberRows) throws(DataError) {
    if let row = rows.labels.firstIndex(where: { $0.isEmpty || $0.lowercased() == "nan" }) {
      throw DataError(
        rows.path, at: "line \(rows.lines[row])", expected: "a class",
        found: "\"\(rows.labels[row])\"", advice: "fill or drop what is missing")
    }
    let spellings = Set(rows.labels).sorted { ($0.count, $0) < ($1.count, $1) }
    let areNumbers = spellings.allSatisfy { Self.value($0) != nil }
    var seen: Set<String> = []
    let distinct = spellings.filter { seen.insert(Self.key($0, areNumbers)).inserted }
    guard (2...Self.limit).contains(distinct.count) else {
      throw DataError(
        rows.path, at: "classes", expected: "2 to \(Self.limit) different ones",
        found: "\(distinct.count)", advice: "is that the column with the classes?")
    }
    self.init(
      areNumbers
        ? distinct.sorted { (Self.value($0) ?? 0) < (Self.value($1) ?? 0) } : distinct.sorted())
  }

  /// The given classes, in their order; the first counts where one is there twice.
  init(_ names: [String]) {
    self.names = names
    let areNumbers = names.allSatisfy { Self.value($0) != nil }
    self.areNumbers = areNumbers
    places = Dictionary(zip(names.map { Self.key($0, areNumbers) }, names.indices)) { first, _ in
      first
    }
  }

  /// The class's place; nil when there is none of that name.
  func place(of name: String) -> Int? { places[Self.key(name, areNumbers)] }

  /// The number that a name is; nil when it is none, or so large that its neighbours would be the same.
  private static func value(_ name: String) -> Double? {
    Double(name).flatMap { abs($0) < 0x1p53 ? $0 : nil }
  }

  /// What all spellings of a class have in common.
  private static func key(_ name: String, _ areNumbers: Bool) -> String {
    guard areNumbers, let value = value(name) else { return name }
    // Minus zero plus zero is zero.
    return "\(value + 0)"
  }
}
