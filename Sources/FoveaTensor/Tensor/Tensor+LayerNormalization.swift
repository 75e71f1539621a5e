import FoveaKernels

// Normalisation of each row by itself; a row is what is left of the shape behind its first axes.
extension Tensor {
  /// (x - mean) / sqrt(variance + epsilon) * scale + shift with mean and (biased) variance of each row.
  ///
  /// - Parameters:
  ///   - scale: [a row's elements], as many as the trailing axes have.
  ///   - shift: likewise.
  /// - Returns: the result, and mean and 1 / deviation of each row, [rows, 2], for the gradient.
  package func rowsNormalized(
    scale: Tensor, shift: Tensor, epsilon: Scalar
  ) -> (result: Tensor, statistics: Tensor) {
    let (rows, columns) = (count / scale.count, scale.count)
    var result = Tensor(shape) { _ in }
    let statistics = Tensor([rows, 2]) { statistics in
      result.write { y in
        FoveaTensor.read(self, scale, shift) { x, scale, shift in
          ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
            let at = first * columns
            kernels.normalizeRows(
              x + at, scale, shift, epsilon, y + at, statistics + 2 * first, n, columns)
          }
        }
      }
    }
    return (result, statistics)
  }

  /// The gradient of `rowsNormalized` with respect to its input, written over that of its output where that is
  /// not shared; self is the input.
  package func rowNormalizationGradient(
    _ outputGradient: consuming Tensor, scale: Tensor, statistics: Tensor
  ) -> Tensor {
    check("rowNormalizationGradient", "output gradient", outputGradient, shape)
    let (rows, columns) = (count / scale.count, scale.count)
    FoveaTensor.read(self, scale, statistics) { x, scale, statistics in
      outputGradient.write { g in
        ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
          let at = first * columns
          kernels.normalizeRowsGradient(
            x + at, g + at, scale, statistics + 2 * first, g + at, n, columns)
        }
      }
    }
    return outputGradient
  }

  /// The gradients of `rowsNormalized` with respect to shift and scale, [a row's elements] each; self is the
  /// input.
  package func rowNormalizationSums(
    of outputGradient: Tensor, statistics: Tensor, columns: Int
  ) -> (shift: Tensor, scale: Tensor) {
    check("rowNormalizationSums", "output gradient", outputGradient, shape)
    let both = Tensor([2, columns]) { sums in
      FoveaTensor.read(self, outputGradient, statistics) { x, dy, statistics in
        sumRows(count / columns, 2 * columns, into: sums) { first, n, sums in
          let at = first * columns
          kernels.addRowNormalizationSums(
            x + at, dy + at, statistics + 2 * first, sums, n, columns)
        }
      }
    }
    return (
      both.slice(axis: 0, 0..<1).reshaped(columns), both.slice(axis: 0, 1..<2).reshaped(columns)
    )
  }
}
