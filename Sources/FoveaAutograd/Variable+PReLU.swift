extension Variable {
  /// max(0, x) + slope * min(0, x), with a gradient for the slopes as well; at 0 it is the one from the left.
  ///
  /// - Parameter slopes: [channels], a slope for each index of the last axis, or [1], one for all.
  /// - Source: He et al. (2015), Delving deep into rectifiers, equations 1 and 9.
  public func prelu(slopes: Variable) -> Variable {
    let x = value
    let isShared = slopes.shape == [1]
    let a = isShared ? slopes.value.broadcast(to: [x.shape[-1]]) : slopes.value
    let (wantsX, wantsSlopes) = (requiresGradient, slopes.requiresGradient)
    return record(x.prelu(slopes: a), from: self, slopes) { g in
      let g = g
      var da: Tensor?
      if wantsSlopes {
        let each = x.preluSlopeGradient(from: g)
        da = isShared ? each.sum().reshaped(1) : each
      }
      return [wantsX ? x.preluGradient(slopes: a, from: g) : nil, da]
    }
  }
}
