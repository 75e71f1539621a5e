import FoveaKernels

extension Winograd {
  /// dU[xi] = V[xi]^T M'[xi] over all tiles, then dw = G^T dU G; where the tiles are few, one part of the
  /// columns after the other, so that dU stays in cache until it is transformed.
  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    let g = geometry
    let (c, k) = (g.inputChannels, g.outputChannels)
    let (tiles, _) = forwardPlan
    let count = g.batch * tiles.rows * tiles.columns
    let chunk = max(1, min(count, chunkSize(c + k)))
    let (vPlane, mPlane) = (plane(chunk, c), plane(chunk, k))
    let groupInputs = c / g.groups
    let part = count <= chunk && areFew(count, outputs: k) ? min(partColumns(c), k) : k
    let uPlane = Self.apart(groupInputs * part)
    return Tensor(g.kernelShape) { dw in
      read(input, outputGradient) { x, dy in
        withRows(Self.cut, c, k, groupInputs) { rows in
          withScratch(36 * (vPlane + mPlane + uPlane)) { v in
            let m = v + 36 * vPlane
            let u = m + 36 * mPlane
            for first in stride(from: 0, to: max(count, 1), by: chunk) {
              let n = min(chunk, count - first)
              eachTile(n, c + k) { start, n, tile in
                kernels.winogradInput(tiles, x, first + start, n, v + start * c, vPlane, tile)
                kernels.winogradOutputGradient(
                  tiles, dy, first + start, n, m + start * k, mPlane, tile)
              }
              if part < k { continue }
              addProducts(n, rows, v, vPlane, m, mPlane, k, u, uPlane, isFirst: first == 0)
            }
            for column in stride(from: 0, to: k, by: part) {
              let columns = min(part, k - column)
              if part < k {
                addProducts(
                  count, rows, v, vPlane, m + column, mPlane, columns, u, uPlane, isFirst: true)
              }
              let grain = max(1, 1024 / columns)
              ThreadPool.shared.run(
                tasks: (groupInputs + grain - 1) / grain, scratch: tileSize
              ) { task, tile in
                for row in task * grain..<min(groupInputs, (task + 1) * grain) {
                  kernels.winogradKernelGradient(
                    taps, u + row * columns, uPlane, columns, dw + row * k + column,
                    groupInputs * k,
                    vectors(tile))
                }
              }
            }
          }
        }
      }
    }
  }

  /// Tiles whose products are added up in registers before they are added to memory.
  private static var cut: Int { 256 }

  /// u[xi] += v[xi]^T m[xi] over n tiles, `columns` columns of every row of u.
  private func addProducts(
    _ n: Int, _ rows: Rows, _ v: Output, _ vPlane: Int, _ m: Output, _ mPlane: Int,
    _ columns: Int, _ u: Output, _ uPlane: Int, isFirst: Bool
  ) {
    let g = geometry
    let (c, k) = (g.inputChannels, g.outputChannels)
    let (groupInputs, groupColumns) = (c / g.groups, columns / g.groups)
    ThreadPool.shared.run(tasks: 36, scratch: weightGradientScratch(pixels: Self.cut)) {
      xi, scratch in
      let sum = u + xi * uPlane
      if isFirst { sum.update(repeating: 0, count: groupInputs * columns) }
      for start in stride(from: 0, to: n, by: Self.cut) {
        let band = rows.band(min(Self.cut, n - start))
        for group in 0..<g.groups {
          let (row, column) = (group * groupInputs, group * groupColumns)
          kernels.addWeightGradient(
            band, rows.runs, v + xi * vPlane + start * c + row,
            m + xi * mPlane + start * k + column, groupColumns, columns, scratch, sum + column)
        }
      }
    }
  }
}
