import FoveaTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Reference {
  /// Local response normalisation across channels, the last axis, in double precision:
  ///
  ///     y[c] = x[c] / (k + alpha * sum of x[c']^2)^beta,   c' from c - (size - 1) / 2 to c + size / 2
  ///
  /// as far as there are channels.
  public static func localResponseNormalized(
    _ input: Tensor, size: Int, alpha: Scalar, beta: Scalar, k: Scalar
  ) -> Tensor {
    let x = input.elements.map { Double($0) }
    let channels = input.shape[-1]
    let y = x.indices.map { i -> Scalar in
      let (row, c) = (i / channels * channels, i % channels)
      var squares = 0.0
      for other in c - (size - 1) / 2...c + size / 2 where 0..<channels ~= other {
        squares += x[row + other] * x[row + other]
      }
      return Scalar(x[i] / pow(Double(k) + Double(alpha) * squares, Double(beta)))
    }
    return Tensor(input.shape, y)
  }
}
