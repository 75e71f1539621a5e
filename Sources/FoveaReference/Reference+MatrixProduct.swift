import FoveaKernels
import FoveaTensor

extension Reference {
  /// The product of two matrices.
  ///
  ///     c[i, j] = sum over k of a[i, k] * b[k, j]
  ///
  /// - Parameters:
  ///   - a: [m, k].
  ///   - b: [k, n]; traps when its rows are not as many as `a` has columns.
  /// - Returns: [m, n].
  public static func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    require(
      a.rank == 2 && b.rank == 2 && a.shape[1] == b.shape[0],
      "matrix product: expected [m, k] and [k, n], received \(a.shape) and \(b.shape)")
    let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
    return Tensor([rows, columns]) { c in
      read(a, b) { a, b in
        for i in 0..<rows {
          for j in 0..<columns {
            var sum: Scalar = 0
            for k in 0..<inner { sum += a[i * inner + k] * b[k * columns + j] }
            c[i * columns + j] = sum
          }
        }
      }
    }
  }
}
