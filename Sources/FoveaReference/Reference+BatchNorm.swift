import FoveaTensor

extension Reference {
  /// Batch normalisation with the statistics of the batch itself, computed in double precision.
  ///
  ///     mean[c] = mean of x[..., c],  variance[c] = mean of (x[..., c] - mean[c])^2
  ///     y[..., c] = scale[c] * (x[..., c] - mean[c]) / sqrt(variance[c] + epsilon) + shift[c]
  ///
  /// - Parameters:
  ///   - input: [..., channels].
  ///   - scale: [channels], the paper's gamma.
  ///   - shift: [channels], the paper's beta.
  ///   - epsilon: added to the variance; 1e-5 by default.
  /// - Returns: the output, of the input's shape, and the statistics of each channel; the variance is
  ///   the biased one, divided by the number of values.
  /// - Source: Ioffe and Szegedy (2015), algorithm 1.
  public static func batchNorm(
    _ input: Tensor, scale: Tensor, shift: Tensor, epsilon: Double = 1e-5
  ) -> (output: Tensor, mean: [Double], variance: [Double]) {
    let channels = input.shape[-1]
    require(scale.shape, is: [channels], "batch normalisation, scale")
    require(shift.shape, is: [channels], "batch normalisation, shift")
    let x = input.elements.map { Double($0) }
    let (scale, shift) = (scale.elements.map { Double($0) }, shift.elements.map { Double($0) })
    var y = [Scalar](repeating: 0, count: x.count)
    var means: [Double] = []
    var variances: [Double] = []
    for c in 0..<channels {
      let places = stride(from: c, to: x.count, by: channels)
      let values = places.map { x[$0] }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      for i in places {
        y[i] = Scalar(scale[c] * (x[i] - mean) / (variance + epsilon).squareRoot() + shift[c])
      }
      means.append(mean)
      variances.append(variance)
    }
    return (Tensor(input.shape, y), means, variances)
  }
}
