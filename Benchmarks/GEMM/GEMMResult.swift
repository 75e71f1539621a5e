/// The speeds of one shape, in thousands of millions of operations a second.
struct GEMMResult {
  let shape: GEMMShape
  let timing: GEMMTiming

  init(_ shape: GEMMShape, _ timing: GEMMTiming) {
    self.shape = shape
    self.timing = timing
  }

  /// One tile on one thread.
  var single: Double { shape.operations(rows: min(shape.rows, shape.pixels)) / timing.single / 1e9 }

  /// The whole batch on all threads.
  var pool: Double { shape.operations(rows: shape.pixels) / timing.pool / 1e9 }

  /// Lines for programs: one thread's and all threads'.
  var json: [String] {
    [("gemm1", timing.single, single), ("gemm", timing.pool, pool)].map { pass, seconds, gflops in
      JSONLine(
        ("case", .text(shape.layer)), ("pass", .text(pass)), ("ms", .number(seconds * 1e3)),
        ("gflops", .number(gflops)), ("m", .integer(shape.rows)), ("n", .integer(shape.columns)),
        ("k", .integer(shape.depth))
      ).text
    }
  }

  /// The table for people, and the best of it: the measured peak.
  static func report(_ results: [GEMMResult], threads: Int) -> String {
    let table = TextTable(columns: [
      .text("case", 10), .number("M", 5), .number("N", 5), .number("K", 5), .number("groups", 6),
      .number("tiles", 6), .number("GFLOP/s on 1", 12), .number("of peak", 7),
      .number("GFLOP/s on \(threads)", 12), .number("of peak", 7),
    ])
    guard let best = results.max(by: { $0.single < $1.single }),
      let bestPool = results.max(by: { $0.pool < $1.pool })
    else { return table.head }
    func percent(_ share: Double) -> String { (share * 100).fixed(0) + " %" }
    let rows = results.map { result in
      let shape = result.shape
      return table.line([
        shape.layer, "\(shape.rows)", "\(shape.columns)", "\(shape.depth)", "\(shape.groups)",
        "\(shape.tiles)", result.single.fixed(1), percent(result.single / best.single),
        result.pool.fixed(1), percent(result.pool / bestPool.pool),
      ])
    }
    let peak =
      "measured peak: \(best.single.fixed(1)) GFLOP/s on 1 thread (\(best.shape.layer)), "
      + "\(bestPool.pool.fixed(1)) on \(threads) (\(bestPool.shape.layer))"
    return ([table.head] + rows + ["", peak]).joined(separator: "\n")
  }
}
