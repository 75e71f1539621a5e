import FoveaKernels

extension Depthwise {
  /// Rows of the input that make a task.
  private var stridedGrain: Int {
    max(1, 8192 / max(1, geometry.horizontal.input * geometry.outputChannels))
  }

  /// The tasks of `stridedInputGradient`.
  var stridedTasks: Int {
    (geometry.batch * geometry.vertical.input + stridedGrain - 1) / stridedGrain
  }

  /// The input gradient of a strided layer: each input gathers from the few outputs that see it. The phases of a
  /// stride would each copy the output's gradient with its padding.
  func stridedInputGradient(
    _ outputGradient: Tensor, _ kernel: Tensor, _ g: Conv2DGeometry
  )
    -> Tensor
  {
    let o = g.outputChannels
    let (v, h) = (g.vertical, g.horizontal)
    let (columns, starts) = taps(h, output: o, tap: o)
    let (rows, rowStarts) = taps(v, output: h.output * o, tap: h.kernel * o)
    return Tensor(g.inputShape) { dx in
      read(outputGradient, kernel) { dy, w in
        ThreadPool.shared.split(g.batch * v.input, grain: stridedGrain) {
          for row in $0..<$0 + $1 {
            let (image, y) = (row / v.input, row % v.input)
            rows.withUnsafeBufferPointer { rows in
              columns.withUnsafeBufferPointer { columns in
                starts.withUnsafeBufferPointer { starts in
                  // Empty where no output sees an input: then nothing is read.
                  guard let starts = starts.baseAddress else { return }
                  let none = starts
                  kernels.depthwiseGradientRow(
                    dy + image * v.output * h.output * o, w,
                    rows.baseAddress.map { $0 + 2 * rowStarts[y] } ?? none,
                    rowStarts[y + 1] - rowStarts[y], columns.baseAddress ?? none, starts, h.input,
                    o, dx + row * h.input * o)
                }
              }
            }
          }
        }
      }
    }
  }

  /// For each input of an axis the outputs that see it, as pairs (output * `output`, tap * `tap`), and where each
  /// input's pairs start.
  private func taps(_ a: AxisGeometry, output: Int, tap: Int) -> (pairs: [Int], starts: [Int]) {
    var pairs: [Int] = []
    var starts = [0]
    for i in 0..<a.input {
      for k in 0..<a.kernel {
        let place = i + a.paddingBefore - k * a.dilation
        guard place >= 0, place % a.stride == 0, place / a.stride < a.output else { continue }
        pairs += [place / a.stride * output, k * tap]
      }
      starts.append(pairs.count / 2)
    }
    return (pairs, starts)
  }
}
