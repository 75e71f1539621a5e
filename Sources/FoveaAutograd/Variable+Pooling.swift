extension Variable {
  /// The largest value of each window; its gradient goes to where the value was.
  public func maxPool(_ geometry: Pool2DGeometry) -> Variable {
    maxPool(geometry, gatingReLU: false)
  }

  /// - Parameter gatingReLU: whether the values come from a ReLU that leaves its gradient to this pooling.
  func maxPool(_ geometry: Pool2DGeometry, gatingReLU: Bool) -> Variable {
    guard isRecorded else { return Variable(maxPoolValues(value, geometry)) }
    let result = FoveaTensor.maxPool(value, geometry)
    let places = result.places
    let gate = gatingReLU ? result.values : nil
    return record(result.values, from: self) { (gradient: consuming Tensor) in
      let g: Tensor
      if let gate { g = gate.reluGradient(from: consume gradient) } else { g = consume gradient }
      return [maxPoolInputGradient(g, places)]
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
