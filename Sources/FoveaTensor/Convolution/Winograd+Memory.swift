import FoveaKernels

// How the transformed tiles lie in memory, and where their rows begin.
extension Winograd {
  /// The distance of planes of `count` scalars: a cache line more than they need, or 36 planes a power of two
  /// apart would push each other out of the caches.
  static func apart(_ count: Int) -> Int { (count + 31) / 16 * 16 }

  /// The distance of the planes of transformed tiles.
  func plane(_ tiles: Int, _ channels: Int) -> Int { Self.apart(tiles * channels) }

  /// Tiles that all phases work on at once: four megabytes stay in the third-level cache from one phase to the
  /// next, but not so few that reading the transformed kernel again shows.
  func chunkSize(_ channels: Int) -> Int {
    max(252, (4 << 20) / (36 * channels * MemoryLayout<Scalar>.stride)) / 6 * 6
  }

  /// Scalars of a tile of vectors.
  var tileSize: Int { 36 * lanes }

  func vectors(_ scratch: Output, count: Int = 36) -> WinogradTile {
    UnsafeMutableRawPointer(scratch).bindMemory(to: Vector.self, capacity: count)
  }

  /// Calls `body` on the pool with runs of 0 ..< count tiles, and room for a tile.
  func eachTile(
    _ count: Int, _ channels: Int, _ body: (_ start: Int, _ count: Int, WinogradTile) -> Void
  ) {
    // Two thousand vectors' lanes are some microseconds; of few tiles with many channels, an eighth each.
    let grain = max(1, min(2048 / max(channels, 1), max(512 / max(channels, 1), (count + 7) / 8)))
    ThreadPool.shared.run(
      tasks: (count + grain - 1) / grain, scratch: winogradInputScratch(channels: channels)
    ) { task, tile in
      let start = task * grain
      body(start, min(grain, count - start), vectors(tile))
    }
  }

  /// Calls `body` with `count` rows of a matrix of `columns` columns, `length` of them at a time, and of a
  /// result of `results` columns.
  func withRows(
    _ count: Int, _ columns: Int, _ results: Int, _ length: Int, _ body: (Rows) -> Void
  ) {
    withScratch(IndexScratch.scalars(2 * count + 1)) { scratch in
      let zero = IndexScratch.bind(scratch, 2 * count + 1)
      zero[0] = 0
      let sources = zero + 1
      let targets = sources + count
      for i in 0..<count {
        sources[i] = i * columns
        targets[i] = i * results
      }
      body(
        Rows(
          sources: sources, targets: targets,
          runs: TileRuns(offsets: zero, count: 1, length: length)))
    }
  }

  /// Where the rows of two matrices begin.
  struct Rows {
    let sources, targets: UnsafePointer<Int>
    let runs: TileRuns

    init(
      sources: UnsafeMutablePointer<Int>, targets: UnsafeMutablePointer<Int>, runs: TileRuns
    ) {
      self.sources = UnsafePointer(sources)
      self.targets = UnsafePointer(targets)
      self.runs = runs
    }

    /// The first n rows.
    func band(_ n: Int) -> PixelBand { PixelBand(count: n, sources: sources, targets: targets) }
  }
}

extension WinogradKernel {
  /// Scalars of one packed matrix of one group.
  var packed: Int { packedCount(depth: inputs, columns: outputs) }

  /// A kernel whose rows hold the columns of all groups side by side; for the input's gradient they hold its
  /// depth.
  init(
    taps: Int, tap: Int, inputs: Int, outputs: Int, groups: Int, isTransposed: Bool = false
  ) {
    self.init(
      taps: taps, tap: tap, inputs: inputs, outputs: outputs,
      stride: (isTransposed ? inputs : outputs) * groups, isTransposed: isTransposed,
      plane: Winograd.apart(groups * packedCount(depth: inputs, columns: outputs)))
  }

  /// The layout of `count` columns of the only group.
  func columns(_ count: Int) -> WinogradKernel {
    WinogradKernel(
      taps: taps, tap: tap, inputs: inputs, outputs: count, stride: stride,
      isTransposed: isTransposed,
      plane: Winograd.apart(packedCount(depth: inputs, columns: count)))
  }
}
