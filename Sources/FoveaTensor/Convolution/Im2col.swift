import FoveaBLAS
import FoveaKernels

/// Convolution as im2col plus GEMM, in tiles.
///
/// A tile is a run of output pixels, counted through the whole batch. Its patches become the rows of a
/// matrix that stays in the second-level cache, and one GEMM a group multiplies them by the kernel; there
/// is never a patch matrix of the whole image, let alone the batch. Tiles are cut by shape alone, and
/// sums over tiles are added in a fixed order, so the bits do not depend on the number of threads.
struct Im2col {
  let geometry: Conv2DGeometry
  let window: PatchWindow
  /// The K of the GEMM: elements of a patch in one group.
  let depth: Int
  /// Output pixels of the whole batch.
  let pixels: Int
  /// Output pixels of a tile.
  let tile: Int
  /// Output channels of a group.
  let groupOutputs: Int

  init(_ geometry: Conv2DGeometry) {
    self.geometry = geometry
    window = PatchWindow(geometry)
    depth = geometry.patchSize
    pixels = geometry.batch * geometry.outputPixels
    tile = Im2col.tileSize(depth: depth, pixels: pixels)
    groupOutputs = geometry.outputChannels / geometry.groups
  }

  /// The bytes of patches that each thread works on at a time.
  var patchBytes: Int { tile * depth * MemoryLayout<Scalar>.stride }

  /// Output pixels of a tile.
  ///
  /// 64 to 512 rows keep OpenBLAS busy (below, packing the kernel dominates); about a megabyte keeps the
  /// patches in cache until the GEMM has packed them. Small problems still make some 16 tiles to share out.
  static func tileSize(depth: Int, pixels: Int) -> Int {
    let rowBytes = depth * MemoryLayout<Scalar>.stride
    let bySize = min(max((1 << 20) / rowBytes, 64), 512)
    let byShare = max((pixels + 15) / 16, 64)
    return max(1, min(bySize, byShare, pixels))
  }

  /// y[pixels x O] = patches[pixels x K] * kernel[K x O] + bias, tile by tile.
  func forward(_ input: Tensor, _ kernel: Tensor, _ epilogue: Epilogue) -> Tensor {
    let o = geometry.outputChannels
    return Tensor(geometry.outputShape) { y in
      read(input, kernel) { x, w in
        eachTile { first, count, patches in
          let rows = y + first * o
          epilogue.begin(rows, count, o)
          for group in 0..<geometry.groups {
            gather(group, x, first, count, patches)
            // [count x K] * [K x O/g] -> [count x O/g]
            BLAS.gemm(
              .no, .no, m: count, n: groupOutputs, k: depth, alpha: 1, a: patches, lda: depth,
              b: w + group * groupOutputs, ldb: o, beta: epilogue.bias == nil ? 0 : 1,
              c: rows + group * groupOutputs, ldc: o)
          }
          epilogue.finish(rows, count * o)
        }
      }
    }
  }

  /// patches[pixels x K] = dy[pixels x O] * kernel^T[O x K], added back to the images.
  ///
  /// Windows of one image overlap, so an image's tiles run one after the other and images side by side.
  func inputGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    let o = geometry.outputChannels
    let perImage = geometry.outputPixels
    return Tensor(zeroed: geometry.inputShape) { dx in
      read(outputGradient, kernel) { dy, w in
        ThreadPool.shared.run(tasks: geometry.batch, scratch: min(tile, perImage) * depth) {
          image, patches in
          for start in stride(from: 0, to: perImage, by: tile) {
            let first = image * perImage + start
            let count = min(tile, perImage - start)
            for group in 0..<geometry.groups {
              // [count x O/g] * [K x O/g]^T -> [count x K]
              BLAS.gemm(
                .no, .yes, m: count, n: depth, k: groupOutputs, alpha: 1,
                a: dy + first * o + group * groupOutputs, lda: o,
                b: w + group * groupOutputs, ldb: o, beta: 0, c: patches, ldc: depth)
              kernels.scatterPatches(
                window, patches, first, count, dx + group * window.groupChannels)
            }
          }
        }
      }
    }
  }

  /// kernel[K x O] = sum over tiles of patches^T[K x count] * dy[count x O].
  ///
  /// Tiles are dealt to a fixed number of partial sums, which are then added in order.
  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    let o = geometry.outputChannels
    let size = depth * o
    let tiles = (pixels + tile - 1) / tile
    if tiles == 0 { return .zeros(geometry.kernelShape) }
    let parts = min(tiles, partialSums(size))
    let partials = Storage(count: parts * size, isScratch: true)
    let result = Tensor(geometry.kernelShape) { total in
      read(input, outputGradient) { x, dy in
        ThreadPool.shared.run(tasks: parts, scratch: tile * depth) { part, patches in
          let sum = partials.pointer + part * size
          for t in stride(from: part, to: tiles, by: parts) {
            let first = t * tile
            let count = min(tile, pixels - first)
            for group in 0..<geometry.groups {
              gather(group, x, first, count, patches)
              // [count x K]^T * [count x O/g] -> [K x O/g]
              BLAS.gemm(
                .yes, .no, m: depth, n: groupOutputs, k: count, alpha: 1, a: patches,
                lda: depth, b: dy + first * o + group * groupOutputs, ldb: o,
                beta: t == part ? 0 : 1, c: sum + group * groupOutputs, ldc: o)
            }
          }
        }
      }
      addUp(partials.pointer, parts, size, total)
    }
    return result
  }

  /// Calls `body` on the pool with each tile and a patch buffer for it.
  private func eachTile(_ body: (_ first: Int, _ count: Int, _ patches: Output) -> Void) {
    ThreadPool.shared.run(tasks: (pixels + tile - 1) / tile, scratch: tile * depth) { t, patches in
      let first = t * tile
      body(first, min(tile, pixels - first), patches)
    }
  }

  private func gather(_ group: Int, _ x: Input, _ first: Int, _ count: Int, _ patches: Output) {
    kernels.gatherPatches(window, x + group * window.groupChannels, first, count, patches)
  }
}

extension PatchAxis {
  init(_ axis: AxisGeometry) {
    self.init(
      input: axis.input, kernel: axis.kernel, stride: axis.stride, dilation: axis.dilation,
      padding: axis.paddingBefore, output: axis.output)
  }
}

extension PatchWindow {
  init(_ g: Conv2DGeometry) {
    self.init(
      vertical: PatchAxis(g.vertical), horizontal: PatchAxis(g.horizontal),
      channels: g.inputChannels, groupChannels: g.inputChannels / g.groups)
  }

  init(_ g: Pool2DGeometry) {
    self.init(
      vertical: PatchAxis(g.vertical), horizontal: PatchAxis(g.horizontal), channels: g.channels,
      groupChannels: g.channels)
  }
}

extension Conv2DGeometry {
  /// The bytes of patches that the im2col algorithm keeps at a time, for each thread.
  public var im2colPatchBytes: Int { Im2col(self).patchBytes }
}
