import FoveaKernels

// Work along the last axis, the channels, over everything else as rows. Sums are those of LongSums.swift:
// accurate, and the same bits with any number of threads.
extension Tensor {
  /// The sum of each channel over everything else, [channels]: the gradient of a bias.
  package func columnSums() -> Tensor {
    sumOfBlocks { rows, first, count, columns, sums in
      kernels.addColumnSums(rows + first * columns, sums, count, columns)
    }
  }

  /// The sum of (x - centre) * y of each channel, [channels].
  package func columnProducts(centre: Tensor, with other: Tensor) -> Tensor {
    check("columnProducts", "other tensor", other, shape)
    check("columnProducts", "centre", centre, [channels])
    let zero = Tensor.zeros(centre.shape)
    return FoveaTensor.read(centre, zero, other) { centre, zero, y in
      sumOfBlocks { x, first, count, columns, sums in
        let at = first * columns
        kernels.addColumnProducts(x + at, y + at, centre, zero, sums, count, columns)
      }
    }
  }

  /// x * scale + shift, channel by channel, and an activation of it if wanted.
  package func scaledAndShifted(
    by scale: Tensor, _ shift: Tensor, activation: FusedActivation = .identity
  ) -> Tensor {
    let columns = channels
    check("scaledAndShifted", "scale", scale, [columns])
    check("scaledAndShifted", "shift", shift, [columns])
    return Tensor(shape) { y in
      FoveaTensor.read(self, scale, shift) { x, scale, shift in
        ThreadPool.shared.split(count / columns, grain: rowGrain(columns)) { first, n in
          let at = first * columns
          kernels.scaleAndShiftRows(
            x + at, scale, shift, activation.floor, y + at, n, columns)
        }
      }
    }
  }

  /// 1 / x of each element.
  package func reciprocal() -> Tensor { 1 / self }

  /// Writes the softmax's gradient over the gradient of its output, in place where it is not shared;
  /// self is the output.
  package func softmaxGradient(from gradient: consuming Tensor) -> Tensor {
    check("softmaxGradient", "output gradient", gradient, shape)
    let columns = channels
    let rows = count / columns
    read { y in
      gradient.write { g in
        ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
          let at = first * columns
          kernels.softmaxGradient(y + at, g + at, g + at, n, columns)
        }
      }
    }
    return gradient
  }

  fileprivate var channels: Int {
    require(rank > 0 && shape[-1] > 0, "channels: a last axis expected, received \(shape)")
    return shape[-1]
  }

  func sumOfBlocks(
    _ add: (_ x: Input, _ first: Int, _ count: Int, _ columns: Int, _ sums: Output) -> Void
  ) -> Tensor {
    let columns = channels
    return Tensor([columns]) { sums in
      read { x in
        sumRows(count / columns, columns, into: sums) { first, count, sums in
          add(x, first, count, columns, sums)
        }
      }
    }
  }
}

/// Mean and variance of each channel of a batch.
public struct ChannelStatistics: Sendable {
  /// The mean of each channel, [channels].
  public let mean: Tensor
  /// The mean squared deviation of each channel, [channels].
  public let variance: Tensor
  /// The number of values of each channel.
  public let count: Int

  /// The statistics of a tensor whose last axis holds the channels. Two passes: the deviations are from
  /// the mean itself, so nothing cancels.
  public init(_ x: Tensor) {
    count = Swift.max(1, x.count / Swift.max(1, x.shape[-1]))
    let mean = x.columnSums() / Scalar(count)
    let squares = mean.read { centre in
      x.sumOfBlocks { x, first, count, columns, sums in
        kernels.addColumnSquares(x + first * columns, centre, sums, count, columns)
      }
    }
    self.mean = mean
    variance = squares / Scalar(count)
  }
}
