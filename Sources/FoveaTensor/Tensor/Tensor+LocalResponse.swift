import FoveaKernels

// Local response normalisation: each channel, the last axis, divided by what its neighbours are.
extension Tensor {
  /// The sum of each channel and its neighbours, as far as there are any.
  ///
  ///     y[c] = sum of x[c - before ... c + after]
  ///
  /// Its transpose is the same with `before` and `after` exchanged.
  package func channelWindowSums(before: Int, after: Int) -> Tensor {
    require(
      rank > 0 && before >= 0 && after >= 0,
      "channelWindowSums: channels and neighbours of 0 or more expected, received \(shape), "
        + "\(before) and \(after)")
    let columns = Swift.max(1, shape[-1])
    return Tensor(shape) { y in
      read { x in
        ThreadPool.shared.split(count / columns, grain: rowGrain(columns)) { first, n in
          kernels.windowSums(x + first * columns, y + first * columns, before, after, n, columns)
        }
      }
    }
  }

  /// x^-exponent for x above 0, by roots where the exponent is the usual 3/4.
  package func inversePower(_ exponent: Scalar) -> Tensor {
    exponent == 0.75 ? (self * sqrt()).sqrt().reciprocal() : power(-exponent)
  }
}
