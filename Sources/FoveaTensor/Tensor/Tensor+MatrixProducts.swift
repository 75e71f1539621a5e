import FoveaBLAS
import FoveaKernels

extension Tensor {
  /// The matrix product [m, k] x [k, n] -> [m, n].
  ///
  /// - Parameters:
  ///   - other: the right-hand matrix.
  ///   - transposeSelf: whether this one is stored as [k, m].
  ///   - transposeOther: whether the other is stored as [n, k].
  ///   - bias: a row [n] that is added to each row of the result; none by default.
  public func matmul(
    _ other: Tensor, transposeSelf: Bool = false, transposeOther: Bool = false,
    addingToRows bias: Tensor? = nil
  ) -> Tensor {
    require(
      rank == 2 && other.rank == 2,
      "matmul: two matrices expected, received \(shape) and \(other.shape)")
    let (m, k) = transposeSelf ? (shape[1], shape[0]) : (shape[0], shape[1])
    let (inner, n) =
      transposeOther ? (other.shape[1], other.shape[0]) : (other.shape[0], other.shape[1])
    require(
      k == inner,
      "matmul: inner extents that agree expected, received \(shape)\(transposeSelf ? "^T" : "") "
        + "and \(other.shape)\(transposeOther ? "^T" : "")")
    if let bias { check("matmul", "bias", bias, [n]) }
    return Tensor([m, n]) { c in
      if let bias {
        bias.read { b in for row in 0..<m { (c + row * n).update(from: b, count: n) } }
      }
      FoveaTensor.read(self, other) { a, b in
        gemm(
          transposeSelf ? .yes : .no, transposeOther ? .yes : .no, m: m, n: n, k: k, a: a,
          lda: Swift.max(1, shape[1]), b: b, ldb: Swift.max(1, other.shape[1]),
          beta: bias == nil ? 0 : 1, c: c, ldc: Swift.max(1, n))
      }
    }
  }

  /// The inner product of two tensors of as many elements.
  public func dot(_ other: Tensor) -> Scalar {
    require(
      count == other.count, "dot: as many elements expected, received \(shape) and \(other.shape)")
    return FoveaTensor.read(self, other) { x, y in
      Scalar(blockwiseSum(count) { kernels.dot(x + $0, y + $0, $1) })
    }
  }
}
