import FoveaTensor

extension Reference {
  /// The mean under each window, channel by channel.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - g: the geometry; traps when the input's shape differs from it.
  ///   - includingPadding: whether the zeros of the padding count as values (the default, as in the
  ///     definition of a convolution with equal weights) or the mean is of the real ones alone.
  /// - Returns: [batch, output height, output width, channels].
  public static func averagePool(
    _ input: Tensor, _ g: Pool2DGeometry, includingPadding: Bool = true
  ) -> Tensor {
    require(input.shape, is: g.inputShape, "average pooling, input")
    return Tensor(zeroed: g.outputShape) { y in
      input.read { x in
        forEachMean(g, includingPadding) { output, inputs in
          var sum: Scalar = 0
          for i in inputs.places { sum += x[i] }
          y[output] = sum / inputs.divisor
        }
      }
    }
  }

  /// The gradient of average pooling: each output's gradient in equal shares to the values under it.
  ///
  /// - Parameters:
  ///   - outputGradient: [batch, output height, output width, channels].
  ///   - g: the geometry of the forward pass; traps when the shape differs from it.
  ///   - includingPadding: as in the forward pass.
  /// - Returns: [batch, height, width, channels].
  public static func averagePoolInputGradient(
    _ outputGradient: Tensor, _ g: Pool2DGeometry, includingPadding: Bool = true
  ) -> Tensor {
    require(outputGradient.shape, is: g.outputShape, "average pooling, output gradient")
    return Tensor(zeroed: g.inputShape) { dx in
      outputGradient.read { dy in
        forEachMean(g, includingPadding) { output, inputs in
          for i in inputs.places { dx[i] += dy[output] / inputs.divisor }
        }
      }
    }
  }

  /// The mean of each channel over the whole image.
  ///
  /// - Parameter input: [batch, height, width, channels].
  /// - Returns: [batch, channels].
  public static func globalAveragePool(_ input: Tensor) -> Tensor {
    let (pixels, channels) = (input.shape[1] * input.shape[2], input.shape[3])
    return Tensor([input.shape[0], channels]) { y in
      input.read { x in
        for n in 0..<input.shape[0] {
          for c in 0..<channels {
            var sum: Scalar = 0
            for p in 0..<pixels { sum += x[(n * pixels + p) * channels + c] }
            y[n * channels + c] = sum / Scalar(pixels)
          }
        }
      }
    }
  }
}

/// What one mean is taken over: indices into the input, and what their sum is divided by.
private struct Window {
  var places: [Int] = []
  var divisor: Scalar = 0
}

/// Calls `body` for each element of the output with the elements of the input under its window.
private func forEachMean(
  _ g: Pool2DGeometry, _ includingPadding: Bool, _ body: (_ output: Int, Window) -> Void
) {
  let (rows, columns, channels) = (g.vertical, g.horizontal, g.channels)
  let (outputRows, outputColumns) = (rows.output, columns.output)
  for n in 0..<g.batch {
    for oy in 0..<outputRows {
      for ox in 0..<outputColumns {
        for c in 0..<channels {
          var window = Window()
          for ky in 0..<rows.kernel {
            guard let iy = coordinate(rows, window: oy, tap: ky) else { continue }
            for kx in 0..<columns.kernel {
              guard let ix = coordinate(columns, window: ox, tap: kx) else { continue }
              window.places.append(((n * rows.input + iy) * columns.input + ix) * channels + c)
            }
          }
          window.divisor = Scalar(
            includingPadding ? rows.kernel * columns.kernel : window.places.count)
          body(((n * outputRows + oy) * outputColumns + ox) * channels + c, window)
        }
      }
    }
  }
}
