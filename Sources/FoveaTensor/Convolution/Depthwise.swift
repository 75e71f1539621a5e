import FoveaKernels

/// Convolution in which each channel has kernels of its own: no products across channels, so vectors run
/// along the channels and every number is read from cache as often as there are taps.
///
/// With a multiplier of m, each channel has m kernels: the input's channels are repeated m times first, and the
/// gradient's summed after, since such layers are rare.
struct Depthwise {
  let geometry: Conv2DGeometry

  init(_ geometry: Conv2DGeometry) { self.geometry = geometry }

  /// Whether the geometry is one of those that this algorithm is for.
  var isPossible: Bool {
    geometry.groups == geometry.inputChannels && geometry.groups > 1
      && GradientPhase.exist(for: geometry)
  }

  /// Whether the input gradient is gathered; see `stridedInputGradient`.
  var isStrided: Bool { geometry.vertical.stride > 1 || geometry.horizontal.stride > 1 }

  /// Kernels a channel.
  private var multiplier: Int { geometry.outputChannels / geometry.inputChannels }

  /// The geometry with each input channel repeated for each of its kernels.
  private var repeated: Conv2DGeometry { geometry.repeatingChannels }

  func forward(_ input: Tensor, _ kernel: Tensor, _ epilogue: Epilogue) -> Tensor {
    let o = geometry.outputChannels
    return Tensor(geometry.outputShape) { y in
      read(repeating(input), kernel) { x, w in
        epilogue.withBias { bias in
          BandPlan(repeated).eachBand(x) { band, taps, source in
            kernels.depthwiseBand(band, taps, source, w, o, bias, epilogue.floor, y)
          }
        }
      }
    }
  }

  func inputGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    let o = geometry.outputChannels
    let fill = { (dx: Output) in
      read(outputGradient, kernel) { dy, w in
        for phase in GradientPhase.all(repeated) {
          withScratch(phase.taps.count * o) { turned in
            for (i, tap) in phase.taps.enumerated() {
              (turned + i * o).update(from: w + tap * o, count: o)
            }
            phase.bands.eachBand(dy) { band, taps, source in
              kernels.depthwiseBand(band, taps, source, turned, o, nil, -.infinity, dx)
            }
          }
        }
      }
    }
    let shape = repeated.inputShape
    let gradient =
      isStrided
      ? stridedInputGradient(outputGradient, kernel, repeated) : Tensor(shape, fill: fill)
    guard multiplier > 1 else { return gradient }
    return gradient.reshaped(-1, multiplier).sum(axes: [1]).reshaped(to: geometry.inputShape)
  }

  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    let bands = BandPlan(repeated)
    return bands.sumOverBands(geometry.kernelShape, repeating(input), outputGradient, scratch: 0) {
      band, taps, source, dy, _, sum in
      kernels.addDepthwiseGradient(band, taps, source, dy, geometry.outputChannels, sum)
    }
  }

  /// [..., channels] to [..., channels * multiplier], each channel next to its copies.
  private func repeating(_ input: Tensor) -> Tensor {
    guard multiplier > 1 else { return input }
    let copies = input.reshaped(-1, 1) + Tensor.zeros([1, multiplier])
    return copies.reshaped(to: repeated.inputShape)
  }
}
