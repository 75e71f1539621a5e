extension Variable {
  /// Batch normalisation with the statistics of this batch.
  ///
  ///     y = scale * (x - mean) / sqrt(variance + epsilon) + shift
  ///
  /// Mean and (biased) variance are those of each channel over everything else. Forward is three passes
  /// over the input and backward two, whatever the rank, the activation among them.
  ///
  /// - Parameters:
  ///   - scale: [channels].
  ///   - shift: [channels].
  ///   - epsilon: added to the variance.
  ///   - activation: of the result; none by default.
  /// - Returns: the normalised variable and the statistics, for the running averages.
  /// - Source: Ioffe and Szegedy (2015), algorithm 1 and the gradients in section 3.
  public func batchNormalized(
    scale: Variable, shift: Variable, epsilon: Scalar, activation: FusedActivation = .identity
  )
    -> (result: Variable, statistics: ChannelStatistics)
  {
    let x = value
    let statistics = ChannelStatistics(x)
    let inverse = (statistics.variance + epsilon).sqrt().reciprocal()
    let gamma = scale.value
    let (wantsX, wantsScale) = (requiresGradient, scale.requiresGradient)
    let wantsShift = shift.requiresGradient
    let factor = gamma * inverse
    let mean = statistics.mean
    let offset = shift.value - mean * factor
    let y = x.scaledAndShifted(by: factor, offset, activation: activation)
    let result = record(y, from: self, scale, shift) { (g: consuming Tensor) in
      let gate = NormalizationGate(activation, scale: factor, shift: offset)
      // sum of dy, and sum of dy * (x - mean), down each channel.
      let (sum, products) = x.normalizationSums(of: g, centre: mean, gate)
      var dx: Tensor?
      if wantsX {
        // dx = factor * (dy - sum / n - xhat * <dy, xhat> / n), as dy * a + x * b + c.
        let n = Scalar(x.count / gamma.count)
        let b = -(factor * inverse * inverse * products) / n
        dx = (consume g).normalizationGradient(
          x, gradient: factor, input: b, constant: -(factor * sum) / n - mean * b, gate)
      }
      return [dx, wantsScale ? products * inverse : nil, wantsShift ? sum : nil]
    }
    return (result, statistics)
  }

  /// x * scale + shift, channel by channel: batch normalisation with fixed statistics.
  public func scaledAndShifted(by scale: Variable, _ shift: Variable) -> Variable {
    let (x, s) = (value, scale.value)
    let (wantsX, wantsScale) = (requiresGradient, scale.requiresGradient)
    let wantsShift = shift.requiresGradient
    return record(x.scaledAndShifted(by: s, shift.value), from: self, scale, shift) { g in
      let g = g
      return [
        wantsX ? g.scaledAndShifted(by: s, .zeros(s.shape)) : nil,
        wantsScale ? x.columnProducts(centre: .zeros(s.shape), with: g) : nil,
        wantsShift ? g.columnSums() : nil,
      ]
    }
  }
}
