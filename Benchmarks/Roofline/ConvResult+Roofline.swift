extension ConvResult {
  /// The table for people with the roofline in place of naive and the patches.
  static let rooflineTable = TextTable(columns: [
    .text("case", 10), .text("pass", 15), .text("algorithm", 18), .number("ms", 10),
    .number("GFLOP/s", 8), .number("flop/byte", 9), .number("roof", 7), .number("share", 7),
  ])

  /// This figure as a row of that table; the roof is in GFLOP/s, "m" marks one that memory sets, "~" what
  /// rests on a time of naive scaled up from fewer images.
  func row(under roofline: Roofline) -> String {
    let isMemoryBound = roofline.isMemoryBound(operations: operations, bytes: bytes)
    let mark = algorithm == Self.naiveName && naive?.isScaled == true ? "~" : ""
    return Self.rooflineTable.line([
      layer, pass.title, algorithm + (choice.map { " (\($0))" } ?? ""),
      mark + (seconds * 1e3).fourDigits, mark + gflops.fourDigits, intensity.fourDigits,
      (isMemoryBound ? "m " : "") + (attainable(under: roofline) / 1e9).fixed(0),
      mark + share(under: roofline).percent + " %",
    ])
  }

  /// The roofline's fields of a line for programs.
  func jsonFields(under roofline: Roofline) -> [(String, JSONLine.Value)] {
    [
      ("flop_per_byte", .number(intensity)), ("peak_gflops", .number(roofline.peak / 1e9)),
      ("bandwidth_gb_per_s", .number(roofline.bandwidth / 1e9)),
      ("roof_gflops", .number(attainable(under: roofline) / 1e9)),
      ("roof_share", .number(share(under: roofline))),
    ]
  }

  /// Operations for each byte that must be moved.
  private var intensity: Double { operations / Double(bytes) }

  private func attainable(under roofline: Roofline) -> Double {
    roofline.attainable(operations: operations, bytes: bytes)
  }

  private func share(under roofline: Roofline) -> Double {
    roofline.share(operations: operations, bytes: bytes, seconds: seconds)
  }
}
