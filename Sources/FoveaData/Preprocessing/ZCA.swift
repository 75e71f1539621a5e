import FoveaBLAS
import FoveaKernels
import FoveaTensor

/// Whitening that keeps pictures pictures: as PCA with whitening, turned back into the space of pixels.
///
///     y = (x - mean) * W,   W = V^T * diag(1 / sqrt(variance + epsilon)) * V
///
/// with the principal axes as rows of V. Of all maps that leave the data uncorrelated with variance 1, this one
/// changes them least: edges stay, and what neighbouring pixels have in common goes. So convolution, which lives
/// on neighbourhoods, can follow it, where it cannot follow PCA.
///
/// W is computed in double precision from mean, axes and variances, which are what is stored.
///
/// Source: Bell and Sejnowski (1997), "The independent components of natural scenes are edge filters"; epsilon as
/// in Coates, Lee and Ng (2011).
public struct ZCA: Preprocessor {
  /// 0.1: axes with less variance than that, for pictures in 0 ... 1 mostly noise, are not blown up.
  public static let defaultEpsilon = 0.1

  /// What is added to each variance before its root is divided by.
  public let epsilon: Double
  /// The mean of the training data, axes and variances: everything that was fitted.
  public let pca: PCA
  /// W, [features, features], symmetric.
  public let whitening: Tensor
  private let coloring: Tensor

  /// Fits the pictures of a training set.
  ///
  /// - Parameters:
  ///   - data: the training set.
  ///   - epsilon: added to the variances, above 0.
  /// - Throws: `DataError` when the set is another split or has fewer than two pictures; `LAPACKError` when the
  ///   eigenvalues do not converge.
  /// - Complexity: about 11 n^3 multiplications for n numbers a picture, beside the covariance.
  public init(fitting data: DataSet, epsilon: Double = defaultEpsilon) throws {
    try self.init(Rows(trainingOn: data), epsilon)
  }

  /// Fits the rows of a tensor, [rows, ...].
  public init(fitting rows: Tensor, epsilon: Double = defaultEpsilon) throws {
    try self.init(Rows(rows), epsilon)
  }

  init(_ rows: Rows, _ epsilon: Double) throws {
    try self.init(PCA(rows, .all, false, 0), epsilon)
  }

  init(_ stored: StoredTensors, _ epsilon: Double) throws(DataError) {
    try self.init(PCA(stored, .all, false, 0), epsilon)
  }

  private init(_ pca: PCA, _ epsilon: Double) throws(DataError) {
    guard epsilon > 0, epsilon.isFinite else {
      throw DataError("ZCA", at: "epsilon", expected: "a number above 0", found: "\(epsilon)")
    }
    self.pca = pca
    self.epsilon = epsilon
    let deviations = pca.explainedVariance.map { ($0 + epsilon).squareRoot() }
    // With fewer pictures than pixels, axes are missing: the data do not vary along them at all.
    let rest = epsilon.squareRoot()
    whitening = Self.matrix(pca.components, deviations.map { 1 / $0 }, rest: 1 / rest)
    coloring = Self.matrix(pca.components, deviations, rest: rest)
  }

  /// V^T * diag(factors) * V, and `rest` times whatever is perpendicular to all rows of V.
  private static func matrix(_ axes: Tensor, _ factors: [Double], rest: Double) -> Tensor {
    let (count, width) = (axes.shape[0], axes.shape[1])
    let rows = axes.elements.map { Double($0) }
    var scaled = rows
    for (i, factor) in factors.enumerated() {
      for j in i * width..<(i + 1) * width { scaled[j] *= factor - rest }
    }
    var result = [Double](repeating: 0, count: width * width)
    for i in 0..<width { result[i * width + i] = rest }
    // Strips of rows are tasks; each is one product, whatever the number of threads.
    let step = 128
    result.withUnsafeMutableBufferPointer { result in
      rows.withUnsafeBufferPointer { rows in
        scaled.withUnsafeBufferPointer { scaled in
          guard let c = result.baseAddress, let a = rows.baseAddress, let b = scaled.baseAddress
          else { return }
          ThreadPool.shared.run(tasks: (width + step - 1) / step) { task in
            let start = task * step
            let height = min(step, width - start)
            // C [height, width] += rows^T [height, count] * scaled [count, width]
            BLAS.gemm(
              .yes, .no, m: height, n: width, k: count, a: a + start, lda: width, b: b, ldb: width,
              beta: 1, c: c + start * width, ldc: width)
          }
        }
      }
    }
    return Tensor([width, width], rounding: result)
  }

  /// The pictures, whitened, with their extents.
  public func transform(_ images: Tensor) -> Tensor {
    let centred = images - mean(for: images)
    return centred.reshaped(images.shape[0], -1).matmul(whitening).reshaped(to: images.shape)
  }

  /// The pictures as they were.
  public func inverse(_ images: Tensor) -> Tensor {
    let rows = images.reshaped(images.shape[0], -1).matmul(coloring)
    return rows.reshaped(to: images.shape) + mean(for: images)
  }

  private func mean(for images: Tensor) -> Tensor {
    let imageShape = Shape(Array(images.shape.dimensions.dropFirst()))
    do throws(ShapeError) { _ = try outputShape(for: imageShape) } catch {
      FoveaKernels.stop("\(error)")
    }
    return pca.mean
  }

  /// The same extents.
  public func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape {
    guard imageShape == pca.mean.shape else {
      throw ShapeError("ZCA: fitted on pictures \(pca.mean.shape), received \(imageShape)")
    }
    return imageShape
  }

  /// `.zca`.
  public var configuration: Preprocessing { .zca(epsilon: epsilon) }

  /// Those of `pca`: "mean", "components", "explainedVariance" and "totalVariance".
  public var tensors: [(name: String, tensor: Tensor)] { pca.tensors }
}
