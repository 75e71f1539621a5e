/// The classes that a file's rows name, in order: by number where all are numbers, by letter otherwise.
struct ClassList {
  let names: [String]
  private let places: [String: Int]

  /// The most classes that there can be, as in a model's file.
  static let limit = 65536

  /// The classes of the given rows.
  ///
  /// - Throws: `DataError` for fewer than two, or more than there can be.
  init(of labels: [String], in path: String) throws(DataError) {
    let distinct = Set(labels)
    guard (2...Self.limit).contains(distinct.count) else {
      throw DataError(
        path, at: "classes", expected: "2 to \(Self.limit) different ones",
        found: "\(distinct.count)", advice: "is that the column with the classes?")
    }
    let numbers = distinct.compactMap { name in Double(name).map { (name, $0) } }
    self.init(
      numbers.count == distinct.count
        ? numbers.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0) : distinct.sorted())
  }

  /// The given classes, in their order; the first counts where one is there twice.
  init(_ names: [String]) {
    self.names = names
    places = Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  /// The class's place; nil when there is none of that name.
  func place(of name: String) -> Int? { places[name] }
}
