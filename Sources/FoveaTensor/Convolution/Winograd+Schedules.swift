import FoveaKernels

extension Winograd {
  /// y = the convolution of x with the kernel, by the schedule that suits the kernel's size.
  func convolve(
    _ tiles: WinogradTiles, _ x: Input, _ kernel: KernelForm, _ layout: WinogradKernel,
    _ epilogue: Epilogue, _ y: Output
  ) {
    let count = geometry.batch * tiles.rows * tiles.columns
    if let block = blockSize(tiles, layout) {
      withTransformed(kernel, layout) {
        runBlocks(block, tiles, count, x, $0, layout, epilogue, y)
      }
    } else {
      let chunk = max(1, min(count, chunkSize(tiles.channels + tiles.outputChannels)))
      if count <= chunk {
        runPhases(chunk, tiles, count, x, kernel, layout, epilogue, y)
      } else {
        withTransformed(kernel, layout) {
          runPhases(chunk, tiles, count, x, .transformed($0), layout, epilogue, y)
        }
      }
    }
  }

  /// m[xi][tile][K] = v[xi][tile][C] * u[xi][C][K] for `n` tiles of one xi.
  func multiply(
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
  func blockSize(_ tiles: WinogradTiles, _ layout: WinogradKernel) -> Int? {
    let count = geometry.batch * tiles.rows * tiles.columns
    let bytes = 36 * layout.plane * MemoryLayout<Scalar>.stride
    // A few tiles make few blocks, but their kernel is small: phases would wait for each other twice.
    let isSmall = count >= 12 && bytes <= 1 << 20
    guard isSmall || (bytes <= 3 << 20 && count >= 8 * 24) else { return nil }
    // Both transforms of a block in some 400 kB of the second-level cache, beside the kernel; in sixes.
    let byCache = 96 * 1024 / (36 * (tiles.channels + tiles.outputChannels))
    return max(count < 48 ? 1 : count < 8 * 24 ? 2 : 4, min(byCache / 6, 16, count / (6 * 16))) * 6
  }

  /// Each task takes a block of tiles through all three steps.
  func runBlocks(
    _ block: Int, _ tiles: WinogradTiles, _ count: Int, _ x: Input, _ u: Input,
    _ layout: WinogradKernel,
    _ epilogue: Epilogue, _ y: Output
  ) {
    let (c, k) = (tiles.channels, tiles.outputChannels)
    let (vPlane, mPlane) = (plane(block, c), plane(block, k))
    let scratch = 36 * (vPlane + mPlane) + winogradInputScratch(channels: c)
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
  func runPhases(
    _ chunk: Int, _ tiles: WinogradTiles, _ count: Int, _ x: Input, _ kernel: KernelForm,
    _ layout: WinogradKernel, _ epilogue: Epilogue, _ y: Output
  ) {
    let (c, k) = (tiles.channels, tiles.outputChannels)
    let (vPlane, mPlane) = (plane(chunk, c), plane(chunk, k))
    // A product for each place of a tile, cut down the tiles where they are many.
    let cut = 96
    withRows(cut, c, k, layout.inputs) { rows in
      withScratch(36 * (vPlane + mPlane)) { v in
        let m = v + 36 * vPlane
        for first in stride(from: 0, to: count, by: chunk) {
          let n = min(chunk, count - first)
          eachTile(n, c) { start, n, tile in
            kernels.winogradInput(tiles, x, first + start, n, v + start * c, vPlane, tile)
          }
          let parts = (n + cut - 1) / cut
          eachPart(kernel, layout, tileCount: n) { u, layout, column in
            ThreadPool.shared.run(tasks: 36 * parts) { task in
              let xi = task / parts
              let start = task % parts * cut
              multiply(
                min(cut, n - start), rows, v + xi * vPlane + start * c, u + xi * layout.plane,
                layout, m + xi * mPlane + start * k + column)
            }
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
}
