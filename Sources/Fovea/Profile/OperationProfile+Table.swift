extension OperationProfile {
  /// A row an operation: time, its share of the whole, arithmetic speed, bytes.
  ///
  /// - Parameter steps: how many were measured; times and bytes are those of one.
  package func table(steps: Int) -> Table {
    var table = Table([
      .shortened("layer"), .text("operation"), .text("pass"), .number("ms"), .number("%"),
      .number("GFLOP/s"), .number("MB"),
    ])
    let rows = rows
    let total = rows.reduce(0) { $0 + $1.seconds }
    let count = Double(max(1, steps))
    func append(_ row: Row) {
      let flops = 2 * Double(row.multiplyAdds)
      table.append(
        row.layer.isEmpty ? "-" : row.layer, row.operation, row.pass.rawValue,
        (row.seconds / count * 1e3).fixed(3), (row.seconds / total).percent,
        flops > 0 && row.seconds > 0 ? (flops / row.seconds * 1e-9).fixed(1) : "-",
        row.bytes > 0 ? (Double(row.bytes) / count * 1e-6).fixed(2) : "-")
    }
    for pass in [Pass.forward, .backward, .other] {
      for row in rows where row.pass == pass { append(row) }
    }
    table.append("all", "", "", (total / count * 1e3).fixed(3), "100.0", "", "")
    return table
  }
}
