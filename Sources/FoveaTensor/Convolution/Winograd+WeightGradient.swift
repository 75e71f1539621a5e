import FoveaKernels

extension Winograd {
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
}
