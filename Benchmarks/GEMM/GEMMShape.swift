import Fovea
import FoveaBLAS

/// The matrix products that a layer's forward pass makes: patches [rows x depth] of a tile of output
/// pixels times the kernel [depth x columns], in each group.
struct GEMMShape {
  let layer: String
  /// Output pixels of a tile: m.
  let rows: Int
  /// Output channels of a group: n.
  let columns: Int
  /// Elements of a patch in one group: k.
  let depth: Int
  /// Groups of channels, a product each.
  let groups: Int
  /// Output pixels of the whole batch.
  let pixels: Int

  init(_ layer: ConvolutionCase) throws {
    let geometry = try layer.geometry()
    self.layer = layer.name
    depth = geometry.patchSize
    rows = geometry.im2colPatchBytes / (depth * MemoryLayout<Scalar>.stride)
    columns = geometry.outputChannels / geometry.groups
    groups = geometry.groups
    pixels = geometry.batch * geometry.outputPixels
  }

  /// Tiles of the whole batch.
  var tiles: Int { (pixels + rows - 1) / rows }

  /// Operations on so many rows, two for each multiply-add.
  func operations(rows: Int) -> Double { 2 * Double(rows * columns * groups * depth) }
}

/// The products of a shape timed without anything around them.
struct GEMMTiming {
  /// The median time of one tile's products on one thread, in seconds.
  let single: Double
  /// The median time of the whole batch's products, its tiles shared out over the pool, in seconds.
  let pool: Double
}

extension GEMMTiming {
  /// Times a shape, each of both for `seconds` at least.
  init(_ shape: GEMMShape, seconds: Double) {
    var random = RandomSource(seed: 0)
    // One tile of patches for everybody: the engine's are in cache as well when they are multiplied.
    let patches = Tensor(uniform: -1..<1, [shape.rows, shape.depth], using: &random)
    let outputs = shape.columns * shape.groups
    let kernel = Tensor(uniform: -1..<1, [shape.depth, outputs], using: &random)
    var product = Tensor.zeros([shape.pixels, outputs])
    (single, pool) = read(patches, kernel) { a, b in
      product.write { c in
        func multiply(tile: Int) {
          let first = tile * shape.rows
          for group in 0..<shape.groups {
            // [rows x depth] * [depth x columns] -> [rows x columns]
            BLAS.gemm(
              .no, .no, m: min(shape.rows, shape.pixels - first), n: shape.columns,
              k: shape.depth, a: a, lda: shape.depth, b: b + group * shape.columns, ldb: outputs,
              c: c + first * outputs + group * shape.columns, ldc: outputs)
          }
        }
        let single = medianTime(seconds: seconds) { multiply(tile: 0) }
        let pool = medianTime(seconds: seconds) {
          ThreadPool.shared.run(tasks: shape.tiles, multiply)
        }
        return (single, pool)
      }
    }
  }
}
