import FoveaKernels

/// Convolution with 3x3 kernels at stride 1 by Winograd's F(4x4, 3x3): a quarter of the multiplications, at
/// the price of transforms and of some accuracy (see Design).
///
/// The input is cut into 6x6 tiles that overlap by two, transformed along its channels; each of the 36 places
/// of a tile is a matrix product of [tiles x C] by [C x K]; the results are transformed back to 4x4 outputs.
/// Two schedules: where the transformed kernel is small, each task takes some tiles through all three steps in
/// its cache; where it is large, all tiles go through each step together, so that it is read once.
struct Winograd {
  let geometry: Conv2DGeometry

  init(_ geometry: Conv2DGeometry) { self.geometry = geometry }

  /// Whether the geometry is one of those that this algorithm is for.
  var isPossible: Bool {
    func suits(_ a: AxisGeometry) -> Bool { a.kernel == 3 && a.stride == 1 && a.dilation == 1 }
    return suits(geometry.vertical) && suits(geometry.horizontal)
      && (geometry.groups == 1 || geometry.groups < geometry.inputChannels)
  }

  /// Whether the transforms neither overflow nor vanish for these weights. Not so for weights that are huge,
  /// denormal or not finite.
  static func isSafe(for kernel: Tensor) -> Bool {
    var magnitude: Scalar = 0
    kernel.read { w in
      // One sum, in one order: a sum over the pool would be no faster for the few weights of a layer.
      magnitude = kernels.sumOfMagnitudes(w, kernel.count) / Scalar(max(kernel.count, 1))
    }
    return magnitude == 0 || (magnitude > 0x1p-80 && magnitude < 0x1p80)
  }

  func forward(_ input: Tensor, _ kernel: Tensor, _ epilogue: Epilogue) -> Tensor {
    let (tiles, layout) = forwardPlan
    return Tensor(geometry.outputShape) { y in
      read(input, kernel) { x, w in convolve(tiles, x, w, layout, epilogue, y) }
    }
  }

  /// A convolution of the output's gradient with the kernel turned round.
  func inputGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    let g = geometry
    let (tiles, layout) = gradientPlan
    let turned =
      g.groups == 1
      ? kernel.reshaped(9, layout.outputs, layout.inputs).transposed(axes: [0, 2, 1])
      : kernel.reshaped(9, layout.outputs, g.groups, layout.inputs)
        .transposed(axes: [0, 3, 2, 1])
    return Tensor(g.inputShape) { dx in
      read(outputGradient, turned) { dy, w in
        convolve(tiles, dy, w - 8 * layout.tap, layout, .none, dx)
      }
    }
  }

  private var forwardPlan: (WinogradTiles, WinogradKernel) {
    let g = geometry
    let tiles = WinogradTiles(
      height: g.vertical.input, width: g.horizontal.input, channels: g.inputChannels,
      outputHeight: g.vertical.output, outputWidth: g.horizontal.output,
      outputChannels: g.outputChannels, top: g.vertical.paddingBefore,
      left: g.horizontal.paddingBefore)
    let inputs = g.inputChannels / g.groups
    let layout = WinogradKernel(
      tap: inputs * g.outputChannels, inputs: inputs, outputs: g.outputChannels / g.groups,
      groups: g.groups)
    return (tiles, layout)
  }

  private var gradientPlan: (WinogradTiles, WinogradKernel) {
    let g = geometry
    let tiles = WinogradTiles(
      height: g.vertical.output, width: g.horizontal.output, channels: g.outputChannels,
      outputHeight: g.vertical.input, outputWidth: g.horizontal.input,
      outputChannels: g.inputChannels, top: 2 - g.vertical.paddingBefore,
      left: 2 - g.horizontal.paddingBefore)
    let inputs = g.outputChannels / g.groups
    let layout = WinogradKernel(
      tap: -inputs * g.inputChannels, inputs: inputs, outputs: g.inputChannels / g.groups,
      groups: g.groups)
    return (tiles, layout)
  }

  private func convolve(
    _ tiles: WinogradTiles, _ x: Input, _ w: Input, _ layout: WinogradKernel,
    _ epilogue: Epilogue, _ y: Output
  ) {
    let (c, k) = (layout.inputs, layout.outputs)
    withScratch(36 * layout.plane) { u in
      let panels = (k + 2 * lanes - 1) / (2 * lanes)
      ThreadPool.shared.run(tasks: geometry.groups * panels, scratch: tileSize) { task, tile in
        let group = task / panels
        let first = task % panels * 2 * lanes
        kernels.winogradKernelPanel(
          layout, w + group * k, first, u + group * layout.packed + first * c,
          vectors(tile))
      }
      let count = geometry.batch * tiles.rows * tiles.columns
      if let block = blockSize(tiles, layout) {
        runBlocks(block, tiles, count, x, Input(u), layout, epilogue, y)
      } else {
        runPhases(tiles, count, x, Input(u), layout, epilogue, y)
      }
    }
  }

  /// m[xi][tile][K] = v[xi][tile][C] * u[xi][C][K] for `n` tiles of one xi.
  private func multiply(
    _ n: Int, _ rows: Rows, _ v: Input, _ u: Input, _ layout: WinogradKernel, _ m: Output
  ) {
    for group in 0..<geometry.groups {
      kernels.convolveBand(
        rows.band(n), rows.runs, v + group * layout.inputs, u + group * layout.packed,
        layout.outputs, nil, -.infinity, m + group * layout.outputs)
    }
  }

  /// Tiles of a block, where blocks are the faster schedule: the transformed kernel is read from cache by each,
  /// and there are enough to share out.
  private func blockSize(_ tiles: WinogradTiles, _ layout: WinogradKernel) -> Int? {
    let count = geometry.batch * tiles.rows * tiles.columns
    guard 36 * layout.plane * MemoryLayout<Scalar>.stride <= 3 << 20, count >= 8 * 24 else {
      return nil
    }
    // Both transforms of a block in some 400 kB of the second-level cache, beside the kernel; in sixes.
    let byCache = 96 * 1024 / (36 * (tiles.channels + tiles.outputChannels))
    return max(4, min(byCache / 6, 16, count / (6 * 16))) * 6
  }

  /// The tasks of the widest step of a pass: blocks, or the 36 places of a tile times cuts down the tiles.
  func tasks(_ pass: ConvolutionPass) -> Int {
    let (tiles, layout) = pass == .inputGradient ? gradientPlan : forwardPlan
    let count = geometry.batch * tiles.rows * tiles.columns
    if pass == .weightGradient { return 36 }
    if let block = blockSize(tiles, layout) { return (count + block - 1) / block }
    return 36 * ((min(count, chunkSize(tiles.channels + tiles.outputChannels)) + 95) / 96)
  }

  /// Each task takes a block of tiles through all three steps.
  private func runBlocks(
    _ block: Int, _ tiles: WinogradTiles, _ count: Int, _ x: Input, _ u: Input,
    _ layout: WinogradKernel,
    _ epilogue: Epilogue, _ y: Output
  ) {
    let (c, k) = (tiles.channels, tiles.outputChannels)
    let (vPlane, mPlane) = (plane(block, c), plane(block, k))
    let scratch = 36 * (vPlane + mPlane) + tileSize
    withRows(block, c, k, layout.inputs) { rows in
      ThreadPool.shared.run(tasks: (count + block - 1) / block, scratch: scratch) { task, v in
        let first = task * block
        let n = min(block, count - first)
        let m = v + 36 * vPlane
        let tile = vectors(m + 36 * mPlane)
        kernels.winogradInput(tiles, x, first, n, v, vPlane, tile)
        for xi in 0..<36 {
          multiply(n, rows, v + xi * vPlane, u + xi * layout.plane, layout, m + xi * mPlane)
        }
        epilogue.withBias {
          kernels.winogradOutput(tiles, m, mPlane, first, n, $0, epilogue.floor, y, tile)
        }
      }
    }
  }

  /// All tiles of a large chunk go through each step together.
  private func runPhases(
    _ tiles: WinogradTiles, _ count: Int, _ x: Input, _ u: Input, _ layout: WinogradKernel,
    _ epilogue: Epilogue, _ y: Output
  ) {
    let (c, k) = (tiles.channels, tiles.outputChannels)
    let chunk = min(count, chunkSize(c + k))
    let (vPlane, mPlane) = (plane(chunk, c), plane(chunk, k))
    // A product for each place of a tile, cut down the tiles where they are many.
    let cut = 96
    withRows(cut, c, k, layout.inputs) { rows in
      withScratch(36 * (vPlane + mPlane)) { v in
        let m = v + 36 * vPlane
        for first in stride(from: 0, to: count, by: max(chunk, 1)) {
          let n = min(chunk, count - first)
          eachTile(n, c) { start, n, tile in
            kernels.winogradInput(tiles, x, first + start, n, v + start * c, vPlane, tile)
          }
          let parts = (n + cut - 1) / cut
          ThreadPool.shared.run(tasks: 36 * parts) { task in
            let xi = task / parts
            let start = task % parts * cut
            multiply(
              min(cut, n - start), rows, v + xi * vPlane + start * c, u + xi * layout.plane, layout,
              m + xi * mPlane + start * k)
          }
          eachTile(n, k) { start, n, tile in
            epilogue.withBias {
              kernels.winogradOutput(
                tiles, m + start * k, mPlane, first + start, n, $0, epilogue.floor, y, tile)
            }
          }
        }
      }
    }
  }

  /// dU[xi] = V[xi]^T M'[xi] over all tiles, then dw = G^T dU G.
  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    let g = geometry
    let (c, k) = (g.inputChannels, g.outputChannels)
    let (tiles, _) = forwardPlan
    let count = g.batch * tiles.rows * tiles.columns
    let chunk = max(1, min(count, chunkSize(c + k)))
    let (vPlane, mPlane) = (plane(chunk, c), plane(chunk, k))
    let (groupInputs, groupOutputs) = (c / g.groups, k / g.groups)
    let size = groupInputs * k
    // Tiles whose products are added up in registers before they are added to memory.
    let cut = 256
    return Tensor(g.kernelShape) { dw in
      read(input, outputGradient) { x, dy in
        withRows(cut, c, k, groupInputs) { rows in
          withScratch(36 * (vPlane + mPlane + size)) { v in
            let m = v + 36 * vPlane
            let u = m + 36 * mPlane
            for first in stride(from: 0, to: max(count, 1), by: chunk) {
              let n = min(chunk, count - first)
              eachTile(n, c + k) { start, n, tile in
                kernels.winogradInput(tiles, x, first + start, n, v + start * c, vPlane, tile)
                kernels.winogradOutputGradient(
                  tiles, dy, first + start, n, m + start * k, mPlane, tile)
              }
              ThreadPool.shared.run(tasks: 36, scratch: 2 * lanes * cut) { xi, panel in
                let sum = u + xi * size
                if first == 0 { sum.update(repeating: 0, count: size) }
                for start in stride(from: 0, to: n, by: cut) {
                  let band = rows.band(min(cut, n - start))
                  for group in 0..<g.groups {
                    let (row, column) = (group * groupInputs, group * groupOutputs)
                    kernels.addWeightGradient(
                      band, rows.runs, v + xi * vPlane + start * c + row,
                      m + xi * mPlane + start * k + column, groupOutputs, k, panel, sum + column)
                  }
                }
              }
            }
            ThreadPool.shared.run(tasks: (size + 1023) / 1024, scratch: tileSize) { task, tile in
              let start = 1024 * task
              let n = min(1024, size - start)
              kernels.winogradKernelGradient(u, size, start, n, dw, vectors(tile))
            }
          }
        }
      }
    }
  }

  /// The distance of two planes: a cache line more than they need, or 36 planes a power of two apart would
  /// push each other out of the first-level cache.
  private func plane(_ tiles: Int, _ channels: Int) -> Int { (tiles * channels + 31) / 16 * 16 }

  /// Tiles that all phases work on at once: four megabytes stay in the third-level cache from one phase to the
  /// next, but not so few that reading the transformed kernel again shows.
  private func chunkSize(_ channels: Int) -> Int {
    max(252, (4 << 20) / (36 * channels * MemoryLayout<Scalar>.stride)) / 6 * 6
  }

  /// Scalars of a tile of vectors.
  private var tileSize: Int { 36 * lanes }

  private func vectors(_ scratch: Output) -> WinogradTile {
    UnsafeMutableRawPointer(scratch).bindMemory(to: Vector.self, capacity: 36)
  }

  /// Calls `body` on the pool with runs of 0 ..< count tiles, and room for a tile.
  private func eachTile(
    _ count: Int, _ channels: Int, _ body: (_ start: Int, _ count: Int, WinogradTile) -> Void
  ) {
    let grain = max(1, 2048 / max(channels, 1))
    ThreadPool.shared.run(tasks: (count + grain - 1) / grain, scratch: tileSize) { task, tile in
      let start = task * grain
      body(start, min(grain, count - start), vectors(tile))
    }
  }

  /// Calls `body` with `count` rows of a matrix of `columns` columns, `length` of them at a time, and of a
  /// result of `results` columns.
  private func withRows(
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
  private struct Rows {
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
  fileprivate var packed: Int { packedCount(depth: inputs, columns: outputs) }

  /// A kernel whose rows hold the columns of all groups side by side.
  fileprivate init(tap: Int, inputs: Int, outputs: Int, groups: Int) {
    self.init(
      tap: tap, inputs: inputs, outputs: outputs, stride: outputs * groups,
      plane: groups * packedCount(depth: inputs, columns: outputs))
  }
}
