import FoveaKernels

/// Convolution as a matrix product that reads the patches where they lie.
///
/// Each task takes a band of output pixels and copies the part of the input that their windows touch, with
/// its padding, into a buffer (nothing is copied where there is no padding); from there every window is a
/// few contiguous runs. So the input is copied once, where im2col copies it once for each tap, and the
/// product runs in our own registers' blocks, which do well at the widths where a library's overhead
/// shows: few channels in or out.
struct Direct {
  let geometry: Conv2DGeometry
  let bands: BandPlan

  init(_ geometry: Conv2DGeometry) {
    self.geometry = geometry
    bands = BandPlan(geometry)
  }

  /// Whether this is the faster way, as measured on Zen 4 (`fovea-bench conv` repeats it).
  ///
  /// The blocks need a fused multiply-add and 16 registers of 8 scalars. A weight gradient as large as a
  /// deep layer's costs more in additions to memory than OpenBLAS's larger blocks do, and an input gradient of
  /// a few channels wastes most of a block.
  func isFaster(_ pass: ConvolutionPass) -> Bool {
    guard kernels.name != "baseline" else { return false }
    switch pass {
    case .forward: return true
    case .inputGradient: return groupInputs >= lanes
    case .weightGradient: return geometry.weightCount < 1 << 20
    }
  }

  private var groupInputs: Int { geometry.inputChannels / geometry.groups }
  private var groupOutputs: Int { geometry.outputChannels / geometry.groups }

  func forward(_ input: Tensor, _ kernel: Tensor, _ bias: Tensor?) -> Tensor {
    let depth = geometry.patchSize
    let packedGroup = packedCount(depth: depth, columns: groupOutputs)
    let packed = pack(kernel, depth, packedGroup)
    return Tensor(geometry.outputShape) { y in
      read(input, packed) { x, w in
        bands.eachBand(x) { band, runs, source in
          for group in 0..<geometry.groups {
            let column = group * groupOutputs
            let run = { (bias: Input?) in
              kernels.convolveBand(
                band, runs, source + group * groupInputs, w + group * packedGroup, groupOutputs,
                bias, y + column)
            }
            if let bias { bias.read { run($0 + column) } } else { run(nil) }
          }
        }
      }
    }
  }

  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    let o = geometry.outputChannels
    let size = geometry.weightCount
    let parts = max(1, min(bands.count, partialSums(size)))
    let partials = Storage(count: parts * size)
    return Tensor(geometry.kernelShape) { total in
      read(input, outputGradient) { x, dy in
        bands.stockScratch(tasks: parts)
        ThreadPool.shared.run(tasks: parts) { part in
          let sum = partials.pointer + part * size
          sum.update(repeating: 0, count: size)
          for index in stride(from: part, to: bands.count, by: parts) {
            bands.withBand(index, x) { band, runs, source in
              for group in 0..<geometry.groups {
                let column = group * groupOutputs
                kernels.addWeightGradient(
                  band, runs, source + group * groupInputs, dy + column, groupOutputs, o,
                  sum + column)
              }
            }
          }
        }
      }
      addUp(partials.pointer, parts, size, total)
    }
  }

  private func pack(_ kernel: Tensor, _ depth: Int, _ packedGroup: Int) -> Tensor {
    let o = geometry.outputChannels
    let perGroup = (groupOutputs + 2 * lanes - 1) / (2 * lanes)
    return Tensor([geometry.groups * packedGroup]) { packed in
      kernel.read { w in
        ThreadPool.shared.split(geometry.groups * perGroup, grain: max(1, 16384 / (16 * depth))) {
          for panel in $0..<$0 + $1 {
            let group = panel / perGroup
            let first = panel % perGroup * 2 * lanes
            kernels.packPanel(
              w + group * groupOutputs, depth, groupOutputs, o, first,
              packed + group * packedGroup + first * depth)
          }
        }
      }
    }
  }
}
