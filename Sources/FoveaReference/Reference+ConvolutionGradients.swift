import FoveaTensor

// y is linear in x and in w, so each product x * w of the forward pass sends y's gradient times the one
// factor to the gradient of the other. The loops are those of the forward pass, in the same order.

extension Reference {
  /// The gradient of a convolution with respect to its input.
  ///
  ///     dx[n, iy, ix, first + c] = sum of dy[n, oy, ox, o] * w[ky, kx, c, o]
  ///
  /// over every output and tap whose window touches that input; what falls in the padding is dropped.
  ///
  /// - Parameters:
  ///   - outputGradient: [batch, output height, output width, outputs].
  ///   - kernel: [kernel height, kernel width, channels / groups, outputs].
  ///   - g: the geometry of the forward pass; traps when a shape differs from it.
  /// - Returns: [batch, height, width, channels].
  public static func convolutionInputGradient(
    _ outputGradient: Tensor, _ kernel: Tensor, _ g: Conv2DGeometry
  ) -> Tensor {
    require(outputGradient.shape, is: g.outputShape, "input gradient, output gradient")
    require(kernel.shape, is: g.kernelShape, "input gradient, kernel")
    let (rows, columns) = (g.vertical, g.horizontal)
    let (outputRows, outputColumns) = (rows.output, columns.output)
    let (channels, outputs) = (g.inputChannels, g.outputChannels)
    let (depth, outputsPerGroup) = (channels / g.groups, outputs / g.groups)

    return Tensor(zeroed: g.inputShape) { dx in
      read(outputGradient, kernel) { dy, w in
        for n in 0..<g.batch {
          for oy in 0..<outputRows {
            for ox in 0..<outputColumns {
              for o in 0..<outputs {
                let first = o / outputsPerGroup * depth
                let gradient = dy[((n * outputRows + oy) * outputColumns + ox) * outputs + o]
                for ky in 0..<rows.kernel {
                  guard let iy = coordinate(rows, window: oy, tap: ky) else { continue }
                  for kx in 0..<columns.kernel {
                    guard let ix = coordinate(columns, window: ox, tap: kx) else { continue }
                    let pixel = dx + ((n * rows.input + iy) * columns.input + ix) * channels + first
                    let weights = w + (ky * columns.kernel + kx) * depth * outputs + o
                    for c in 0..<depth { pixel[c] += gradient * weights[c * outputs] }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The gradient of a convolution with respect to its kernel.
  ///
  ///     dw[ky, kx, c, o] = sum over n, oy, ox of x[n, iy, ix, first + c] * dy[n, oy, ox, o]
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - outputGradient: [batch, output height, output width, outputs].
  ///   - g: the geometry of the forward pass; traps when a shape differs from it.
  /// - Returns: [kernel height, kernel width, channels / groups, outputs].
  public static func convolutionWeightGradient(
    _ input: Tensor, _ outputGradient: Tensor, _ g: Conv2DGeometry
  ) -> Tensor {
    require(input.shape, is: g.inputShape, "weight gradient, input")
    require(outputGradient.shape, is: g.outputShape, "weight gradient, output gradient")
    let (rows, columns) = (g.vertical, g.horizontal)
    let (outputRows, outputColumns) = (rows.output, columns.output)
    let (channels, outputs) = (g.inputChannels, g.outputChannels)
    let (depth, outputsPerGroup) = (channels / g.groups, outputs / g.groups)

    return Tensor(zeroed: g.kernelShape) { dw in
      read(input, outputGradient) { x, dy in
        for n in 0..<g.batch {
          for oy in 0..<outputRows {
            for ox in 0..<outputColumns {
              for o in 0..<outputs {
                let first = o / outputsPerGroup * depth
                let gradient = dy[((n * outputRows + oy) * outputColumns + ox) * outputs + o]
                for ky in 0..<rows.kernel {
                  guard let iy = coordinate(rows, window: oy, tap: ky) else { continue }
                  for kx in 0..<columns.kernel {
                    guard let ix = coordinate(columns, window: ox, tap: kx) else { continue }
                    let pixel = x + ((n * rows.input + iy) * columns.input + ix) * channels + first
                    let weights = dw + (ky * columns.kernel + kx) * depth * outputs + o
                    for c in 0..<depth { weights[c * outputs] += gradient * pixel[c] }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The gradient of a convolution with respect to its bias: the output gradient summed over batch,
  /// height and width.
  ///
  /// - Parameter outputGradient: [batch, output height, output width, outputs].
  /// - Returns: [outputs].
  public static func convolutionBiasGradient(_ outputGradient: Tensor) -> Tensor {
    let outputs = outputGradient.shape[-1]
    return Tensor(zeroed: [outputs]) { db in
      outputGradient.read { dy in
        for i in 0..<outputGradient.count { db[i % outputs] += dy[i] }
      }
    }
  }
}
