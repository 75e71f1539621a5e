import FoveaKernels
import FoveaTensor

extension Reference {
  /// The largest value under each window, channel by channel, and where it was.
  ///
  /// The rules, which the engine follows too:
  /// - The padding counts as -infinity and is never chosen, not even when a window holds nothing else
  ///   than -infinity.
  /// - On ties the first in row-major order of the window is chosen.
  /// - NaN is larger than anything, and the first NaN of a window is chosen.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - g: the geometry; traps when the input's shape differs from it.
  /// - Returns: the values, [batch, output height, output width, channels], and for each of them its
  ///   switch: y * width + x of the chosen element in its image.
  public static func maxPool(
    _ input: Tensor, _ g: Pool2DGeometry
  ) -> (values: Tensor, switches: [Int32]) {
    require(input.shape, is: g.inputShape, "maximum pooling, input")
    let (rows, columns, channels) = (g.vertical, g.horizontal, g.channels)
    let (outputRows, outputColumns) = (rows.output, columns.output)
    var switches = [Int32](repeating: 0, count: g.outputShape.count)

    let values = Tensor(g.outputShape) { y in
      input.read { x in
        for n in 0..<g.batch {
          for oy in 0..<outputRows {
            for ox in 0..<outputColumns {
              for c in 0..<channels {
                var best: (value: Scalar, place: Int)?
                for ky in 0..<rows.kernel {
                  guard let iy = coordinate(rows, window: oy, tap: ky) else { continue }
                  for kx in 0..<columns.kernel {
                    guard let ix = coordinate(columns, window: ox, tap: kx) else { continue }
                    let place = iy * columns.input + ix
                    let value = x[(n * rows.input * columns.input + place) * channels + c]
                    guard let known = best else {
                      best = (value, place)
                      continue
                    }
                    if value > known.value || (value.isNaN && !known.value.isNaN) {
                      best = (value, place)
                    }
                  }
                }
                // The geometry sees to it that each window reaches at least one value.
                guard let best else { fatalError("maximum pooling: an empty window") }
                let output = ((n * outputRows + oy) * outputColumns + ox) * channels + c
                y[output] = best.value
                switches[output] = Int32(best.place)
              }
            }
          }
        }
      }
    }
    return (values, switches)
  }

  /// The gradient of maximum pooling: each output's gradient is added to the input that its switch
  /// names, the others get zero.
  ///
  /// - Parameters:
  ///   - outputGradient: [batch, output height, output width, channels].
  ///   - switches: as `maxPool` returned them.
  ///   - g: the geometry of the forward pass; traps when a shape differs from it.
  /// - Returns: [batch, height, width, channels].
  public static func maxPoolInputGradient(
    _ outputGradient: Tensor, switches: [Int32], _ g: Pool2DGeometry
  ) -> Tensor {
    require(outputGradient.shape, is: g.outputShape, "maximum pooling, output gradient")
    require(
      switches.count == outputGradient.count,
      "maximum pooling: expected \(outputGradient.count) switches, received \(switches.count)")
    let plane = g.vertical.input * g.horizontal.input
    let outputsPerImage = g.vertical.output * g.horizontal.output * g.channels
    return Tensor(zeroed: g.inputShape) { dx in
      outputGradient.read { dy in
        for output in 0..<outputGradient.count {
          let (n, c) = (output / outputsPerImage, output % g.channels)
          dx[(n * plane + Int(switches[output])) * g.channels + c] += dy[output]
        }
      }
    }
  }
}
