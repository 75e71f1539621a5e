import FoveaBLAS
import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Random tensors that initialisers take beside the uniform and the normal ones.
extension Tensor {
  /// Numbers from a normal distribution of which nothing farther than two standard deviations from the mean
  /// is kept.
  ///
  /// - Parameters:
  ///   - mean: of the distribution.
  ///   - standardDeviation: of the whole distribution; what is kept has 0.8796 times as much.
  ///   - shape: of the tensor.
  ///   - random: where the numbers come from.
  public init(
    truncatedNormal mean: Scalar, standardDeviation: Scalar, _ shape: Shape,
    using random: inout RandomSource
  ) {
    self.init(uniform: 0..<1, shape, using: &random)
    let count = shape.count
    write { p in
      ThreadPool.shared.split(count, grain: 4096) { start, n in
        for i in start..<start + n {
          p[i] = mean + standardDeviation * Scalar(truncatedNormal(Double(p[i])))
        }
      }
    }
  }

  /// A matrix whose columns are orthonormal, or its rows where there are fewer of them; each such matrix is as
  /// likely as any other.
  ///
  /// The factor U V^T of a matrix of normal numbers U S V^T: the nearest orthogonal one, which turns with the
  /// matrix, so no direction is preferred.
  ///
  /// - Parameters:
  ///   - shape: of rank 2 or more; all axes but the last make the rows, as in kernels of convolution.
  ///   - random: where the numbers come from.
  /// - Complexity: O(rows * columns * the smaller of both): seconds for a thousand of each.
  /// - Source: Saxe, McClelland and Ganguli (2014), section 4; the factor after Higham (1986).
  public init(orthogonal shape: Shape, using random: inout RandomSource) {
    require(
      shape.rank >= 2, "orthogonal: a shape of rank 2 or more expected, received \(shape)")
    guard shape.count > 0 else {
      self = .zeros(shape)
      return
    }
    let columns = shape[-1]
    let rows = shape.count / columns
    let normal = Tensor(normal: 0, standardDeviation: 1, [rows, columns], using: &random)
    do {
      let (u, _, vt) = try LAPACK.thinSVD(normal.elements, rows: rows, columns: columns)
      let k = Swift.min(rows, columns)
      self = Tensor([rows, k], u).matmul(Tensor([k, columns], vt)).reshaped(to: shape)
    } catch {
      // Normal numbers are finite: the matrix is larger than LAPACK's indices reach.
      stop("orthogonal: a matrix that LAPACK can decompose expected, received \(shape): \(error)")
    }
  }

  /// Whether all elements are the same; true for one or none.
  package var isConstant: Bool {
    read { x in (1..<Swift.max(1, count)).allSatisfy { x[$0] == x[0] } }
  }
}

/// The number below which the share `u` of the truncated normal distribution lies.
///
/// Newton's method on Phi(x) - p. Started between 0 and the solution, where Phi bends towards it, it never
/// steps beyond; at two deviations, the slowest place, six steps reach the last bits.
private func truncatedNormal(_ u: Double) -> Double {
  let least = 0.022750131948179207  // Phi(-2)
  // From the middle, whose sign is the solution's.
  let wanted = (u - 0.5) * (1 - 2 * least)
  let rootOfTau = (2 * Double.pi).squareRoot()
  var x = wanted * rootOfTau
  for _ in 0..<7 {
    let share = erf(x / 2.0.squareRoot()) / 2
    x += (wanted - share) * rootOfTau * exp(x * x / 2)
  }
  return min(max(x, -2), 2)
}
