import FoveaKernels

// PReLU: a slope for each channel, the last axis.
extension Tensor {
  /// max(0, x) + slope * min(0, x), channel by channel.
  ///
  /// - Parameter slopes: [channels], the extent of the last axis; any others trap.
  public func prelu(slopes: Tensor) -> Tensor {
    let columns = preluChannels(slopes)
    return Tensor(shape) { y in
      FoveaTensor.read(self, slopes) { x, a in
        ThreadPool.shared.split(count / columns, grain: rowGrain(columns)) { first, n in
          kernels.prelu(x + first * columns, a, y + first * columns, n, columns)
        }
      }
    }
  }

  /// The gradient of `prelu` by its input, written over the output's where that is not shared; self is the
  /// input.
  package func preluGradient(slopes: Tensor, from gradient: consuming Tensor) -> Tensor {
    let columns = preluChannels(slopes)
    check("preluGradient", "output gradient", gradient, shape)
    let rows = count / columns
    FoveaTensor.read(self, slopes) { x, a in
      gradient.write { g in
        ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
          let at = first * columns
          kernels.preluGradient(x + at, a, g + at, g + at, n, columns)
        }
      }
    }
    return gradient
  }

  /// The gradient of `prelu` by its slopes, [channels]: the sum of x * gradient where x is below 0.
  package func preluSlopeGradient(from gradient: Tensor) -> Tensor {
    check("preluSlopeGradient", "output gradient", gradient, shape)
    return gradient.read { g in
      sumOfBlocks { x, first, count, columns, sums in
        kernels.addPReLUSums(x + first * columns, g + first * columns, sums, count, columns)
      }
    }
  }

  private func preluChannels(_ slopes: Tensor) -> Int {
    require(
      rank > 0 && shape[-1] > 0 && slopes.shape == [shape[-1]],
      "prelu: slopes of the last axis of \(shape) expected, received \(slopes.shape)")
    return shape[-1]
  }
}
