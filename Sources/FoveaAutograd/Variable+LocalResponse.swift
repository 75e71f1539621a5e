import FoveaKernels

extension Variable {
  /// Local response normalisation across channels, the last axis.
  ///
  ///     y[c] = x[c] / (k + alpha * sum of x[c']^2)^beta,   c' from c - (size - 1) / 2 to c + size / 2
  ///
  /// as far as there are channels. `alpha` multiplies the sum, as in the paper; Caffe, PyTorch and others divide
  /// it by the size first.
  ///
  /// - Parameters:
  ///   - size: channels in a window, 1 or more.
  ///   - alpha: 0 or more.
  ///   - beta: the exponent.
  ///   - k: above 0, so that nothing is divided by 0.
  /// - Source: Krizhevsky, Sutskever and Hinton (2012), section 3.3.
  public func localResponseNormalized(
    size: Int, alpha: Scalar, beta: Scalar, k: Scalar
  ) -> Variable {
    require(
      size > 0 && alpha >= 0 && k > 0 && shape.rank >= 2,
      "localResponseNormalized: [batch, ..., channels], a size of 1 or more, alpha of 0 or more and "
        + "k above 0 expected, received \(shape), \(size), \(alpha) and \(k)")
    let x = value
    let (before, after) = ((size - 1) / 2, size / 2)
    let divisor = x.square().channelWindowSums(before: before, after: after) * alpha + k
    let factor = divisor.inversePower(beta)
    return record(x * factor, from: self) { g in
      // dx[c] = g[c] f[c] - 2 alpha beta x[c] sum of g[c'] x[c'] f[c'] / d[c'] over the windows with c.
      let direct = g * factor
      let shares = (direct * x / divisor).channelWindowSums(before: after, after: before)
      return [direct - x * shares * (2 * alpha * beta)]
    }
  }
}
