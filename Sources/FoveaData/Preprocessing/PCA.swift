import FoveaBLAS
import FoveaTensor

/// Principal component analysis: the directions in which the data vary most.
///
///     y = (x - mean) * components^T                              with whitening: y / sqrt(variance + epsilon)
///
/// Components are the eigenvectors of the covariance matrix, 1/(n - 1) * sum (x - mean)^T (x - mean), in
/// descending order of their eigenvalues, the explained variances. An eigenvector's sign is free; here
/// its element of greatest magnitude (the first of equals) is positive.
///
/// Statistics, covariance and eigenvalues are computed in double precision whatever `Scalar` is; the
/// transform is computed in `Scalar`.
public struct PCA: Preprocessor {
  /// The mean of the training data, with the extents of one picture.
  public let mean: Tensor
  /// [kept components, features], orthonormal rows.
  public let components: Tensor
  /// The variance of the data along each component, descending, rounded to `Scalar`.
  public let explainedVariance: [Double]
  /// The variance of the data in all directions together.
  public let totalVariance: Double
  /// How many components were to be kept.
  public let kept: Components
  /// Whether the result has variance 1 along every component.
  public let isWhitening: Bool
  /// What is added to each variance before whitening divides by its root.
  public let epsilon: Double

  /// y = (x - mean) * projection^T; [kept components, features].
  package let projection: Tensor
  /// x = y * reconstruction + mean; [kept components, features].
  let reconstruction: Tensor

  /// Fits the pictures of a training set, each a row.
  ///
  /// - Parameters:
  ///   - data: the training set.
  ///   - components: how many to keep, as a number or as a share of the variance; all by default.
  ///   - whitening: whether to divide by the standard deviation along each component.
  ///   - epsilon: added to the variances before, so that directions with little variance, often noise,
  ///     are not blown up. 0 by default: directions without any variance beyond rounding come out as 0
  ///     then, not divided by 0.
  /// - Throws: `DataError` when the set is another split, has fewer than two pictures or not as many
  ///   components as asked for; `LAPACKError` when the eigenvalues do not converge.
  public init(
    fitting data: DataSet, components: Components = .all, whitening: Bool = false,
    epsilon: Double = 0
  ) throws {
    try self.init(Rows(trainingOn: data), components, whitening, epsilon)
  }

  /// Fits the rows of a tensor, [rows, ...]; for the rest see the other initialiser.
  public init(
    fitting rows: Tensor, components: Components = .all, whitening: Bool = false,
    epsilon: Double = 0
  ) throws {
    try self.init(Rows(rows), components, whitening, epsilon)
  }

  init(_ rows: Rows, _ kept: Components, _ whitening: Bool, _ epsilon: Double) throws {
    let means = try rows.means()
    let (variances, vectors) = try principalAxes(of: rows, around: means)
    let total = variances.reduce(0, +)
    let count = try kept.count(of: variances)
    self.init(
      mean: Tensor(rows.shape, rounding: means),
      components: Tensor(
        [count, rows.width], rounding: Array(vectors[..<(count * rows.width)])),
      variances: Tensor([count], rounding: Array(variances[..<count])),
      total: Tensor([], rounding: [total]), kept, whitening, epsilon)
  }

  init(
    _ stored: StoredTensors, _ kept: Components, _ whitening: Bool, _ epsilon: Double
  ) throws(DataError) {
    let (mean, components) = (try stored.tensor("mean"), try stored.tensor("components"))
    guard components.rank == 2, components.shape[1] == mean.count else {
      throw DataError(
        "preprocessing", at: "components", expected: "shape [components, \(mean.count)]",
        found: "\(components.shape)", advice: "the model's file is not whole")
    }
    self.init(
      mean: mean, components: components,
      variances: try stored.tensor("explainedVariance", shape: [components.shape[0]]),
      total: try stored.tensor("totalVariance", shape: []), kept, whitening, epsilon)
  }

  private init(
    mean: Tensor, components: Tensor, variances: Tensor, total: Tensor, _ kept: Components,
    _ whitening: Bool, _ epsilon: Double
  ) {
    self.mean = mean
    self.components = components
    explainedVariance = variances.elements.map { Double($0) }
    totalVariance = Double(total.elements[0])
    self.kept = kept
    isWhitening = whitening
    self.epsilon = epsilon
    if whitening {
      let deviations = Self.deviations(explainedVariance, epsilon, width: mean.count)
      projection = components.scalingRows(by: deviations.map { $0 > 0 ? 1 / $0 : 0 })
      reconstruction = components.scalingRows(by: deviations)
    } else {
      (projection, reconstruction) = (components, components)
    }
  }

  /// What whitening divides by; 0 for variances that are nothing but rounding.
  ///
  /// The covariance is known to about `width` roundings in double precision, relative to the largest
  /// variance; what the transform computes in `Scalar` has a variance of about `width` squared
  /// roundings of its own.
  private static func deviations(_ variances: [Double], _ epsilon: Double, width: Int) -> [Double] {
    let rounding = Double(width) * max(.ulpOfOne, Double(Scalar.ulpOfOne * Scalar.ulpOfOne))
    let floor = (variances.first ?? 0) * rounding
    return variances.map { $0 > floor ? ($0 + epsilon).squareRoot() : 0 }
  }

  /// The share of the total variance along each component.
  public var explainedVarianceShare: [Double] {
    explainedVariance.map { totalVariance > 0 ? $0 / totalVariance : 0 }
  }

  /// `.pca`.
  public var configuration: Preprocessing {
    .pca(components: kept, whitening: isWhitening, epsilon: epsilon)
  }

  /// "mean", "components", "explainedVariance" and "totalVariance".
  public var tensors: [(name: String, tensor: Tensor)] {
    [
      ("mean", mean), ("components", components),
      ("explainedVariance", Tensor([explainedVariance.count], rounding: explainedVariance)),
      ("totalVariance", Tensor([], rounding: [totalVariance])),
    ]
  }
}

extension Tensor {
  /// Each row of a matrix times a factor of its own.
  fileprivate func scalingRows(by factors: [Double]) -> Tensor {
    let width = shape[1]
    return Tensor(shape) { out in
      read { values in
        for (i, factor) in factors.enumerated() {
          for j in i * width..<(i + 1) * width { out[j] = Scalar(Double(values[j]) * factor) }
        }
      }
    }
  }
}
