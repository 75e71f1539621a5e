import FoveaBLAS
import FoveaKernels

/// Convolution with 1x1 kernels at stride 1: a matrix product of all pixels as they lie, [pixels x C] by
/// [C x K], in OpenBLAS, cut into rows for the pool.
struct Pointwise {
  let geometry: Conv2DGeometry

  init(_ geometry: Conv2DGeometry) { self.geometry = geometry }

  /// Whether the geometry is one of those that this algorithm is for.
  var isPossible: Bool {
    func suits(_ a: AxisGeometry) -> Bool {
      a.kernel == 1 && a.stride == 1 && a.paddingBefore == 0 && a.paddingAfter == 0
    }
    return suits(geometry.vertical) && suits(geometry.horizontal)
  }

  private var pixels: Int { geometry.batch * geometry.outputPixels }
  private var groupInputs: Int { geometry.inputChannels / geometry.groups }
  private var groupOutputs: Int { geometry.outputChannels / geometry.groups }

  /// Rows of a task: enough that packing the kernel does not show, enough tasks for many cores.
  private var grain: Int { max(64, min(512, (pixels + 15) / 16)) }

  /// A task a run of rows; a task a partial sum for the weight gradient.
  func tasks(_ pass: ConvolutionPass) -> Int {
    let runs = (pixels + grain - 1) / grain
    return pass == .weightGradient
      ? max(1, min(runs, partialSums(geometry.weightCount))) : runs
  }

  func forward(_ input: Tensor, _ kernel: Tensor, _ epilogue: Epilogue) -> Tensor {
    let (c, o) = (geometry.inputChannels, geometry.outputChannels)
    return Tensor(geometry.outputShape) { y in
      read(input, kernel) { x, w in
        ThreadPool.shared.split(pixels, grain: grain) { first, count in
          let rows = y + first * o
          epilogue.begin(rows, count, o)
          for group in 0..<geometry.groups {
            BLAS.gemm(
              .no, .no, m: count, n: groupOutputs, k: groupInputs, alpha: 1,
              a: x + first * c + group * groupInputs, lda: c, b: w + group * groupOutputs, ldb: o,
              beta: epilogue.bias == nil ? 0 : 1, c: rows + group * groupOutputs, ldc: o)
          }
          epilogue.finish(rows, count * o)
        }
      }
    }
  }

  func inputGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    let (c, o) = (geometry.inputChannels, geometry.outputChannels)
    return Tensor(geometry.inputShape) { dx in
      read(outputGradient, kernel) { dy, w in
        ThreadPool.shared.split(pixels, grain: grain) { first, count in
          for group in 0..<geometry.groups {
            BLAS.gemm(
              .no, .yes, m: count, n: groupInputs, k: groupOutputs, alpha: 1,
              a: dy + first * o + group * groupOutputs, lda: o, b: w + group * groupOutputs,
              ldb: o, beta: 0, c: dx + first * c + group * groupInputs, ldc: c)
          }
        }
      }
    }
  }

  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    let (c, o) = (geometry.inputChannels, geometry.outputChannels)
    let size = geometry.weightCount
    let parts = tasks(.weightGradient)
    let share = (pixels + parts - 1) / parts
    let partials = Storage(count: parts * size, isScratch: true)
    return Tensor(geometry.kernelShape) { dw in
      read(input, outputGradient) { x, dy in
        ThreadPool.shared.run(tasks: parts) { part in
          let first = min(part * share, pixels)
          let count = min(share, pixels - first)
          for group in 0..<geometry.groups {
            BLAS.gemm(
              .yes, .no, m: groupInputs, n: groupOutputs, k: count, alpha: 1,
              a: x + first * c + group * groupInputs, lda: c,
              b: dy + first * o + group * groupOutputs, ldb: o, beta: 0,
              c: partials.pointer + part * size + group * groupOutputs, ldc: o)
          }
        }
      }
      addUp(partials.pointer, parts, size, dw)
    }
  }
}
