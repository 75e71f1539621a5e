import FoveaKernels

extension Direct {
  /// Whether the input gradient is spread over the windows rather than gathered: where the input's channels fill
  /// no block of columns. Kernel rows of few elements fill none either.
  var spreadsGradient: Bool {
    geometry.groups == 1 && geometry.horizontal.dilation == 1
      && geometry.inputChannels < 2 * lanes && rowLength >= lanes
      && geometry.inputChannels % lanes != 0
  }

  /// Elements of a kernel row.
  private var rowLength: Int { geometry.horizontal.kernel * geometry.inputChannels }

  /// Each output's gradient times the kernel, added where its window lies: images side by side, since the windows
  /// of one overlap.
  func spreadGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    let (v, h) = (PatchAxis(geometry.vertical), PatchAxis(geometry.horizontal))
    let (c, o) = (geometry.inputChannels, geometry.outputChannels)
    let chunks = (rowLength + spreadWidth - 1) / spreadWidth
    let packed = spreadKernel(kernel, chunks)
    // An image with its padding, as far as windows reach.
    let width = max(h.reach, h.input + h.padding) * c
    let height = max(v.reach, v.input + v.padding)
    return Tensor(geometry.inputShape) { dx in
      read(outputGradient, packed) { dy, w in
        ThreadPool.shared.run(tasks: geometry.batch, scratch: height * width + spreadWidth) {
          image, padded in
          padded.update(repeating: 0, count: height * width)
          for y in 0..<v.output {
            let gradient = dy + (image * v.output + y) * h.output * o
            for ky in 0..<v.kernel {
              let row = padded + (y * v.stride + ky * v.dilation) * width
              for chunk in 0..<chunks {
                let start = chunk * spreadWidth
                kernels.spreadGradientRow(
                  gradient, h.output, o, w + (ky * chunks + chunk) * o * spreadWidth,
                  min(spreadWidth, rowLength - start), h.stride * c, row + start)
              }
            }
          }
          for y in 0..<v.input {
            (dx + (image * v.input + y) * h.input * c).update(
              from: padded + (y + v.padding) * width + h.padding * c, count: h.input * c)
          }
        }
      }
    }
  }

  /// The kernel as [height][chunks of a row][output channels][32].
  private func spreadKernel(_ kernel: Tensor, _ chunks: Int) -> Tensor {
    let o = geometry.outputChannels
    return Tensor(zeroed: [geometry.vertical.kernel * chunks * o * spreadWidth]) { packed in
      kernel.read { w in
        for ky in 0..<geometry.vertical.kernel {
          for j in 0..<rowLength {
            let to = (ky * chunks + j / spreadWidth) * o * spreadWidth + j % spreadWidth
            let from = (ky * rowLength + j) * o
            for k in 0..<o { packed[to + k * spreadWidth] = w[from + k] }
          }
        }
      }
    }
  }
}
