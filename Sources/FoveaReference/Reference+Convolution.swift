import FoveaTensor

extension Reference {
  /// The convolution (cross-correlation, as in every network library) of a batch of images.
  ///
  ///     y[n, oy, ox, o] = b[o] + sum over ky, kx, c of x[n, iy, ix, first + c] * w[ky, kx, c, o]
  ///     iy = oy * stride + ky * dilation - padding, and ix likewise; x is 0 in the padding
  ///     first = o / (outputs / groups) * (channels / groups), the first channel of o's group
  ///
  /// Seven loops, one sum an element, in the order of the formula.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - kernel: [kernel height, kernel width, channels / groups, outputs].
  ///   - bias: [outputs]; none by default.
  ///   - g: the geometry; traps when a shape differs from it.
  /// - Returns: [batch, output height, output width, outputs].
  public static func convolution(
    _ input: Tensor, _ kernel: Tensor, bias: Tensor? = nil, _ g: Conv2DGeometry
  ) -> Tensor {
    require(input.shape, is: g.inputShape, "convolution, input")
    require(kernel.shape, is: g.kernelShape, "convolution, kernel")
    if let bias { require(bias.shape, is: [g.outputChannels], "convolution, bias") }
    let (rows, columns) = (g.vertical, g.horizontal)
    let (outputRows, outputColumns) = (rows.output, columns.output)
    let (channels, outputs) = (g.inputChannels, g.outputChannels)
    let (depth, outputsPerGroup) = (channels / g.groups, outputs / g.groups)
    let biases = bias?.elements ?? [Scalar](repeating: 0, count: outputs)

    return Tensor(g.outputShape) { y in
      read(input, kernel) { x, w in
        for n in 0..<g.batch {
          for oy in 0..<outputRows {
            for ox in 0..<outputColumns {
              for o in 0..<outputs {
                let first = o / outputsPerGroup * depth
                var sum: Scalar = 0
                for ky in 0..<rows.kernel {
                  guard let iy = coordinate(rows, window: oy, tap: ky) else { continue }
                  for kx in 0..<columns.kernel {
                    guard let ix = coordinate(columns, window: ox, tap: kx) else { continue }
                    let pixel = x + ((n * rows.input + iy) * columns.input + ix) * channels + first
                    let weights = w + (ky * columns.kernel + kx) * depth * outputs + o
                    for c in 0..<depth { sum += pixel[c] * weights[c * outputs] }
                  }
                }
                y[((n * outputRows + oy) * outputColumns + ox) * outputs + o] = biases[o] + sum
              }
            }
          }
        }
      }
    }
  }
}
