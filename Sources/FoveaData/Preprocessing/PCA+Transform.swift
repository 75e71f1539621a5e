import FoveaBLAS
import FoveaKernels
import FoveaTensor

extension PCA {
  /// The data's coordinates along the kept components.
  ///
  /// - Parameter images: [batch, ...], as many features a row as it was fitted on.
  /// - Returns: [batch, kept components].
  public func transform(_ images: Tensor) -> Tensor {
    let imageShape = Shape(Array(images.shape.dimensions.dropFirst()))
    do throws(ShapeError) { _ = try outputShape(for: imageShape) } catch {
      stop("\(error)")
    }
    let (width, kept) = (mean.count, components.shape[0])
    return Tensor([images.shape[0], kept]) { y in
      read(images, projection, mean) { x, projection, mean in
        ThreadPool.shared.split(images.shape[0], grain: grain) { start, rows in
          // y [rows, kept] = centred [rows, width] * projection^T [width, kept]
          let centred = Tensor([rows, width]) { out in
            for i in 0..<rows {
              let row = x + (start + i) * width
              for j in 0..<width { out[i * width + j] = row[j] - mean[j] }
            }
          }
          centred.read {
            BLAS.gemm(
              .no, .yes, m: rows, n: kept, k: width, a: $0, lda: width, b: projection, ldb: width,
              c: y + start * kept, ldc: kept)
          }
        }
      }
    }
  }

  /// The data with the given coordinates: what they were if all components with any variance were kept,
  /// else the nearest to it.
  ///
  /// - Parameter images: [batch, kept components].
  /// - Returns: [batch] and the extents of what it was fitted on.
  public func inverse(_ images: Tensor) -> Tensor {
    let (width, kept) = (mean.count, components.shape[0])
    require(
      images.rank == 2 && images.shape[1] == kept,
      "PCA.inverse: expected [batch, \(kept)], received \(images.shape)")
    return Tensor(Shape([images.shape[0]] + mean.shape.dimensions)) { x in
      read(images, reconstruction, mean) { y, reconstruction, mean in
        ThreadPool.shared.split(images.shape[0], grain: grain) { start, rows in
          for i in start..<start + rows { (x + i * width).update(from: mean, count: width) }
          // x [rows, width] = y [rows, kept] * reconstruction [kept, width] + mean
          BLAS.gemm(
            .no, .no, m: rows, n: width, k: kept, a: y + start * kept, lda: kept,
            b: reconstruction, ldb: width, beta: 1, c: x + start * width, ldc: width)
        }
      }
    }
  }

  /// [kept components]. Throws when a picture has another number of features than it was fitted on.
  public func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape {
    guard imageShape.count == mean.count else {
      throw ShapeError("PCA: fitted on pictures \(mean.shape), received \(imageShape)")
    }
    return [components.shape[0]]
  }

  /// Rows a task: half a megabyte of centred data, and enough rows for GEMM to be itself.
  private var grain: Int { max(32, (1 << 17) / mean.count) }
}
