extension Variable {
  /// The largest value of each window; its gradient goes to where the value was.
  public func maxPool(_ geometry: Pool2DGeometry) -> Variable {
    guard isRecorded else { return Variable(maxPoolValues(value, geometry)) }
    let result = FoveaTensor.maxPool(value, geometry)
    let places = result.places
    return record(result.values, from: self) { g in
      [maxPoolInputGradient(g, places)]
    }
  }

  /// The mean of each window; see `FoveaTensor.averagePool`.
  public func averagePool(_ geometry: Pool2DGeometry, includingPadding: Bool = true) -> Variable {
    let y = FoveaTensor.averagePool(value, geometry, includingPadding: includingPadding)
    return record(y, from: self) { g in
      [averagePoolInputGradient(g, geometry, includingPadding: includingPadding)]
    }
  }
}
