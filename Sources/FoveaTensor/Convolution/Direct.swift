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

  var groupInputs: Int { geometry.inputChannels / geometry.groups }
  var groupOutputs: Int { geometry.outputChannels / geometry.groups }

  func forward(_ input: Tensor, _ kernel: Tensor, _ epilogue: Epilogue) -> Tensor {
    let depth = geometry.patchSize
    let packedGroup = packedCount(depth: depth, columns: groupOutputs)
    let packed = pack(kernel, depth, packedGroup)
    return Tensor(geometry.outputShape) { y in
      read(input, packed) { x, w in
        epilogue.withBias { bias in
          bands.eachBand(x) { band, runs, source in
            for group in 0..<geometry.groups {
              let column = group * groupOutputs
              kernels.convolveBand(
                band, runs, source + group * groupInputs, w + group * packedGroup, groupOutputs,
                bias.map { $0 + column }, epilogue.floor, y + column)
            }
          }
        }
      }
    }
  }

  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    bands.sumOverBands(geometry.kernelShape, input, outputGradient) {
      band, runs, source, dy, panel, sum in
      for group in 0..<geometry.groups {
        let column = group * groupOutputs
        kernels.addWeightGradient(
          band, runs, source + group * groupInputs, dy + column, groupOutputs,
          geometry.outputChannels, panel, sum + column)
      }
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
