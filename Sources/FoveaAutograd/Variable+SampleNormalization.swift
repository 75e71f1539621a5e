import FoveaKernels

// Normalisations that look at one item alone: the same in training and inference.
extension Variable {
  /// Layer normalisation over the trailing axes.
  ///
  ///     y = scale * (x - mean) / sqrt(variance + epsilon) + shift
  ///
  /// - Parameters:
  ///   - scale: of the trailing axes' shape.
  ///   - shift: likewise.
  ///   - epsilon: added to the variance.
  /// - Source: Ba, Kiros and Hinton (2016).
  public func layerNormalized(scale: Variable, shift: Variable, epsilon: Scalar) -> Variable {
    let (x, gamma, beta) = (value, scale.value, shift.value)
    let trailing = Array(shape.dimensions.suffix(gamma.rank))
    require(
      trailing == gamma.shape.dimensions && gamma.shape == beta.shape,
      "layerNormalized: scale and shift of the shape of \(shape)'s last axes expected, received "
        + "\(gamma.shape) and \(beta.shape)")
    let (wantsX, wantsScale) = (requiresGradient, scale.requiresGradient)
    let wantsShift = shift.requiresGradient
    let (y, statistics) = x.rowsNormalized(scale: gamma, shift: beta, epsilon: epsilon)
    return record(y, from: self, scale, shift) { g in
      var sums: (shift: Tensor, scale: Tensor)?
      if wantsScale || wantsShift {
        sums = x.rowNormalizationSums(of: g, statistics: statistics, columns: gamma.count)
      }
      let dx =
        wantsX ? x.rowNormalizationGradient(g, scale: gamma, statistics: statistics) : nil
      return [
        dx, wantsScale ? sums?.scale.reshaped(to: gamma.shape) : nil,
        wantsShift ? sums?.shift.reshaped(to: gamma.shape) : nil,
      ]
    }
  }

  /// Group normalisation: the channels, the last axis, in groups, each normalised over all places of its image.
  ///
  /// - Parameters:
  ///   - groups: a divisor of the channels.
  ///   - scale: [channels].
  ///   - shift: [channels].
  ///   - epsilon: added to the variance.
  /// - Source: Wu and He (2018).
  public func groupNormalized(
    groups: Int, scale: Variable, shift: Variable, epsilon: Scalar
  ) -> Variable {
    let (x, gamma) = (value, scale.value)
    let channels = gamma.count
    require(
      shape.rank >= 2 && shape[-1] == channels && shift.shape == gamma.shape && groups > 0
        && channels % groups == 0,
      "groupNormalized: [batch, ..., \(channels)] and groups that divide the channels expected, "
        + "received \(shape) and \(groups)")
    let (wantsX, wantsScale) = (requiresGradient, scale.requiresGradient)
    let wantsShift = shift.requiresGradient
    let (mean, inverse) = x.groupStatistics(groups: groups, epsilon: epsilon)
    let factor = inverse * gamma
    let y = x.scaledAndShiftedPerImage(by: factor, shift.value - mean * factor)
    return record(y, from: self, scale, shift) { g in
      // Of dy, and of dy * (x - mean), down each channel of each image.
      let (sum, products) = x.groupNormalizationSums(of: g, mean: mean)
      var dx: Tensor?
      if wantsX {
        // As batch normalisation's, with a group's sums of gamma * dy in place of a channel's.
        let n = Scalar(x.count / Swift.max(x.shape[0] * groups, 1))
        let a = (sum * gamma).overGroups(groups)
        let b = (products * gamma).overGroups(groups) * inverse * inverse * inverse / -n
        dx = g.groupNormalizationGradient(
          x, gradient: factor, input: b, constant: -(a * inverse) / n - mean * b)
      }
      return [
        dx, wantsScale ? (products * inverse).columnSums() : nil,
        wantsShift ? sum.columnSums() : nil,
      ]
    }
  }
}
