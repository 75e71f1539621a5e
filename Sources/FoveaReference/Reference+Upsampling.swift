import FoveaKernels
import FoveaTensor

extension Reference {
  /// The transposed convolution: each input adds its value times the kernel to a window of the output.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - kernel: [height, width, output channels / groups, channels].
  ///   - bias: [output channels]; none by default.
  ///   - g: the geometry of the convolution back, from output to input.
  /// - Returns: [batch, output height, output width, output channels].
  public static func transposedConvolution(
    _ input: Tensor, _ kernel: Tensor, bias: Tensor? = nil, _ g: Conv2DGeometry
  ) -> Tensor {
    require(input.shape, is: g.outputShape, "transposed convolution, input")
    require(kernel.shape, is: g.kernelShape, "transposed convolution, kernel")
    let (x, w) = (input.elements, kernel.elements)
    let (inputs, outputs, groups) = (g.outputChannels, g.inputChannels, g.groups)
    let (v, h) = (g.vertical, g.horizontal)
    let biases = bias?.elements ?? [Scalar](repeating: 0, count: outputs)
    return Tensor(g.inputShape) { y in
      for i in 0..<g.inputShape.count { y[i] = biases[i % outputs] }
      for n in 0..<g.batch {
        for iy in 0..<v.output {
          for ix in 0..<h.output {
            for ky in 0..<v.kernel {
              guard let oy = coordinate(v, window: iy, tap: ky) else { continue }
              for kx in 0..<h.kernel {
                guard let ox = coordinate(h, window: ix, tap: kx) else { continue }
                for c in 0..<inputs {
                  let group = c / (inputs / groups)
                  let value = x[((n * v.output + iy) * h.output + ix) * inputs + c]
                  for o in 0..<outputs / groups {
                    let weight = w[((ky * h.kernel + kx) * (outputs / groups) + o) * inputs + c]
                    let channel = group * (outputs / groups) + o
                    y[((n * v.input + oy) * h.input + ox) * outputs + channel] += value * weight
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Images made larger: each output pixel is the input pixel that covers its centre, or lies linearly between
  /// the four centres around it (the nearest ones at the border).
  public static func upsampled(
    _ input: Tensor, _ scale: IntPair, _ interpolation: Interpolation
  ) -> Tensor {
    let (s, x) = (input.shape, input.elements)
    let output: Shape = [s[0], s[1] * scale.height, s[2] * scale.width, s[3]]
    /// The two inputs and the share of the second along an axis.
    func taps(_ place: Int, _ extent: Int, _ factor: Int) -> (Int, Int, Scalar) {
      if interpolation == .nearest { return (place / factor, place / factor, 0) }
      let centre = (Double(place) + 0.5) / Double(factor) - 0.5
      let clamped = min(max(centre, 0), Double(extent - 1))
      let before = Int(clamped)
      return (before, min(before + 1, extent - 1), Scalar(clamped - Double(before)))
    }
    return Tensor(output) { y in
      for n in 0..<s[0] {
        for oy in 0..<output[1] {
          let (top, bottom, down) = taps(oy, s[1], scale.height)
          for ox in 0..<output[2] {
            let (left, right, across) = taps(ox, s[2], scale.width)
            for c in 0..<s[3] {
              func at(_ iy: Int, _ ix: Int) -> Scalar {
                x[((n * s[1] + iy) * s[2] + ix) * s[3] + c]
              }
              let above = at(top, left) * (1 - across) + at(top, right) * across
              let below = at(bottom, left) * (1 - across) + at(bottom, right) * across
              y[((n * output[1] + oy) * output[2] + ox) * s[3] + c] =
                above * (1 - down) + below * down
            }
          }
        }
      }
    }
  }

  /// A convolution with kernels of its own at each place.
  ///
  /// - Parameter kernels: [places, kernel height * kernel width * channels, output channels].
  public static func locallyConnected(
    _ input: Tensor, _ kernels: Tensor, _ g: Conv2DGeometry
  ) -> Tensor {
    require(input.shape, is: g.inputShape, "locally connected, input")
    let (x, w) = (input.elements, kernels.elements)
    let (v, h) = (g.vertical, g.horizontal)
    let (inputs, outputs) = (g.inputChannels, g.outputChannels)
    return Tensor(g.outputShape) { y in
      for n in 0..<g.batch {
        for place in 0..<g.outputPixels {
          for o in 0..<outputs {
            var sum: Scalar = 0
            for ky in 0..<v.kernel {
              guard let iy = coordinate(v, window: place / h.output, tap: ky) else { continue }
              for kx in 0..<h.kernel {
                guard let ix = coordinate(h, window: place % h.output, tap: kx) else { continue }
                for c in 0..<inputs {
                  let tap = (ky * h.kernel + kx) * inputs + c
                  sum +=
                    x[((n * v.input + iy) * h.input + ix) * inputs + c]
                    * w[(place * g.patchSize + tap) * outputs + o]
                }
              }
            }
            y[(n * g.outputPixels + place) * outputs + o] = sum
          }
        }
      }
    }
  }
}
