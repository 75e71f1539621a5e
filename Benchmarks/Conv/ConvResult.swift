/// A figure of the convolution benchmark: a pass of a layer by an algorithm, or by naive.
struct ConvResult: Sendable {
  let layer: String
  let pass: LayerPass
  /// The algorithm's name, or "naive".
  var algorithm: String
  var seconds: Double
  /// Operations of the direct algorithm, two for each multiply-add.
  let operations: Double
  /// Bytes that any algorithm must read and write.
  let bytes: Int
  /// The time of naive for the same; nil where it was not measured.
  let naive: NaiveTime?
  /// The algorithm that ran, where another was asked for: the engine's choice.
  var choice: String?
  /// Bytes of patches that each thread keeps; nil where there are none.
  var patchBytes: Int?

  static let naiveName = "naive"

  /// The same pass by another algorithm.
  func by(
    _ algorithm: String, choice: String? = nil, seconds: Double, patchBytes: Int?
  ) -> ConvResult {
    var other = self
    other.algorithm = algorithm
    other.choice = choice
    other.seconds = seconds
    other.patchBytes = patchBytes
    return other
  }

  /// Thousands of millions of operations a second.
  var gflops: Double { operations / seconds / 1e9 }

  /// The table for people.
  static let table = TextTable(columns: [
    .text("case", 10), .text("pass", 15), .text("algorithm", 18), .number("ms", 10),
    .number("GFLOP/s", 8), .number("x naive", 8), .number("patches", 9),
  ])

  /// This figure as a row of the table; "~" marks what rests on a time scaled up from fewer images.
  var row: String {
    let mark = naive?.isScaled == true ? "~" : ""
    let isNaive = algorithm == Self.naiveName
    let own = isNaive ? mark : ""
    return Self.table.line([
      layer, pass.title, algorithm + (choice.map { " (\($0))" } ?? ""),
      own + (seconds * 1e3).fourDigits, own + gflops.fourDigits,
      isNaive ? "1" : naive.map { mark + ($0.seconds / seconds).fourDigits } ?? "-",
      patchBytes.map(\.kibibytes) ?? "-",
    ])
  }

  /// This figure in the form that the peers' scripts print; the algorithm is named where several ran, and
  /// the roofline's fields are added where there is one.
  func json(namingAlgorithm: Bool, under roofline: Roofline? = nil) -> String {
    var fields: [(String, JSONLine.Value)] = [
      ("case", .text(layer)), ("pass", .text(pass.rawValue)), ("ms", .number(seconds * 1e3)),
      ("gflops", .number(gflops)),
    ]
    if namingAlgorithm { fields.append(("algorithm", .text(algorithm))) }
    if let roofline { fields += jsonFields(under: roofline) }
    return JSONLine(fields).text
  }
}
