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
    forward(input, packed: packed(kernel), epilogue)
  }

  /// The output with a kernel that `packed` made ready.
  func forward(_ input: Tensor, packed: Tensor, _ epilogue: Epilogue) -> Tensor {
    Tensor(geometry.outputShape) { y in
      read(input, packed) { x, w in
        epilogue.withBias { bias in
          if bands.areWhole {
            forEachPanel(x, w, bias, epilogue.floor, y)
          } else {
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
  }

  /// Few pixels and many kernels: a band after the other, its panels of output channels side by side. Each panel
  /// of the kernel is read once, where every band would read them all.
  private func forEachPanel(
    _ x: Input, _ w: Input, _ bias: Input?, _ floor: Scalar, _ y: Output
  ) {
    let width = 2 * lanes
    for index in 0..<bands.count {
      bands.withBand(index, x) { band, runs, source in
        ThreadPool.shared.run(tasks: (groupOutputs + width - 1) / width) { panel in
          let column = panel * width
          kernels.convolveBand(
            band, runs, source, w + column * geometry.patchSize, min(width, groupOutputs - column),
            bias.map { $0 + column }, floor, y + column)
        }
      }
    }
  }

  /// Scalars of a group's packed kernel.
  private var packedGroup: Int {
    packedCount(depth: geometry.patchSize, columns: groupOutputs)
  }

  /// The kernel in panels of output channels, group by group. The same for all geometries that share the
  /// kernel's shape and the groups.
  func packed(_ kernel: Tensor) -> Tensor {
    let depth = geometry.patchSize
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
