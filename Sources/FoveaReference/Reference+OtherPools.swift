import FoveaKernels
import FoveaTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Reference {
  /// The p-norm under each window: (sum of |x|^p)^(1/p); padding counts as zeros.
  public static func lpPool(_ input: Tensor, p: Scalar, _ g: Pool2DGeometry) -> Tensor {
    require(input.shape, is: g.inputShape, "Lp pooling, input")
    return windows(input, g) { values, _ in
      values.reduce(0) { $0 + $1.magnitude.power(p) }.power(1 / p)
    }
  }

  /// Stochastic pooling with a given number in 0 ..< 1 for each output: the first element at which the running
  /// sum of max(0, x) passes that share of the whole sum; 0 for windows without a positive element.
  public static func stochasticPool(
    _ input: Tensor, choice: Tensor, _ g: Pool2DGeometry
  ) -> Tensor {
    require(input.shape, is: g.inputShape, "stochastic pooling, input")
    let choices = choice.elements
    return windows(input, g) { values, output in
      let positive = values.map { max(0, $0) }
      let total = positive.reduce(0, +)
      var sum: Scalar = 0
      for value in positive {
        sum += value
        if sum > choices[output] * total { return value }
      }
      return positive.last { $0 > 0 } ?? 0
    }
  }

  /// What stochastic pooling gives on average: sum of max(0, x)^2 / sum of max(0, x), 0 without a positive one.
  public static func probabilityWeightedPool(_ input: Tensor, _ g: Pool2DGeometry) -> Tensor {
    windows(input, g) { values, _ in
      let positive = values.map { max(0, $0) }
      let total = positive.reduce(0, +)
      return total > 0 ? positive.reduce(0) { $0 + $1 * $1 } / total : 0
    }
  }

  /// The largest value of each region.
  public static func maxPool(_ input: Tensor, _ regions: PoolRegions) -> Tensor {
    let (s, o) = (input.shape, regions.outputShape)
    return Tensor(o) { y in
      input.read { x in
        for n in 0..<o[0] {
          for (i, rows) in regions.rows.enumerated() {
            for (j, columns) in regions.columns.enumerated() {
              for c in 0..<o[3] {
                var best = -Scalar.infinity
                for iy in rows {
                  for ix in columns {
                    best = max(best, x[((n * s[1] + iy) * s[2] + ix) * s[3] + c])
                  }
                }
                y[((n * o[1] + i) * o[2] + j) * o[3] + c] = best
              }
            }
          }
        }
      }
    }
  }

  /// One number for each window from the values inside the image that it sees, in row-major order.
  private static func windows(
    _ input: Tensor, _ g: Pool2DGeometry, _ f: ([Scalar], _ output: Int) -> Scalar
  ) -> Tensor {
    let (rows, columns, channels) = (g.vertical, g.horizontal, g.channels)
    return Tensor(g.outputShape) { y in
      input.read { x in
        var output = 0
        for n in 0..<g.batch {
          for oy in 0..<rows.output {
            for ox in 0..<columns.output {
              for c in 0..<channels {
                var values: [Scalar] = []
                for ky in 0..<rows.kernel {
                  guard let iy = coordinate(rows, window: oy, tap: ky) else { continue }
                  for kx in 0..<columns.kernel {
                    guard let ix = coordinate(columns, window: ox, tap: kx) else { continue }
                    values.append(x[((n * rows.input + iy) * columns.input + ix) * channels + c])
                  }
                }
                y[output] = f(values, output)
                output += 1
              }
            }
          }
        }
      }
    }
  }
}

extension Scalar {
  fileprivate func power(_ exponent: Scalar) -> Scalar {
    Scalar(pow(Double(self), Double(exponent)))
  }
}
