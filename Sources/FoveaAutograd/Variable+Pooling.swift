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
      if let gate {
        g = gate.gradient(of: .relu, from: consume gradient)
      } else {
        g = consume gradient
      }
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

// The lecture's "many others".
extension Variable {
  /// The largest value of each region; its gradient goes to where the value was.
  public func maxPool(_ regions: PoolRegions) -> Variable {
    let result = FoveaTensor.maxPool(value, regions)
    let places = result.places
    return record(result.values, from: self) { g in [maxPoolInputGradient(g, places)] }
  }

  /// The p-norm of each window; see `FoveaTensor.lpPool`.
  public func lpPool(p: Scalar, _ geometry: Pool2DGeometry) -> Variable {
    let x = value
    let y = FoveaTensor.lpPool(x, p: p, geometry)
    return record(y, from: self) { g in
      [lpPoolInputGradient(g, input: x, output: y, p: p, geometry)]
    }
  }

  /// Of each window one positive element by chance; its gradient goes there. See
  /// `FoveaTensor.stochasticPool`.
  public func stochasticPool(choice: Tensor, _ geometry: Pool2DGeometry) -> Variable {
    let x = value
    let result = FoveaTensor.stochasticPool(x, choice: choice, geometry)
    let places = result.places
    return record(result.values, from: self) { g in
      // A window without a positive element gives 0, whatever moves in it.
      [x.gradient(of: .relu, from: maxPoolInputGradient(g, places))]
    }
  }

  /// The mean of each window, each element weighted by its share of the positive ones: what stochastic pooling
  /// gives on average.
  ///
  ///     y = sum of max(0, x)^2 / sum of max(0, x)
  ///
  /// Source: Zeiler and Fergus (2013), section 3.2.
  public func probabilityWeightedPool(_ geometry: Pool2DGeometry) -> Variable {
    let positive = relu()
    // Both are means over as many places, which cancel. The bound keeps 0 / 0 from windows without any.
    let least = Variable(Tensor(repeating: 1e-20, [1]))
    return positive.square().averagePool(geometry)
      / positive.averagePool(geometry).maximum(least)
  }
}
