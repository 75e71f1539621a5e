import FoveaTensor

/// A preprocessor described, not yet fitted: what a configuration file says.
///
/// As JSON a description reads `{"standardize": {"per": "channel", "epsilon": 0.01}}`.
public indirect enum Preprocessing: Codable, Hashable, Sendable {
  /// `MeanSubtraction`.
  case meanSubtraction(per: Granularity)
  /// `Standardize`.
  case standardize(per: Granularity, epsilon: Double = Standardize.defaultEpsilon)
  /// `MinMax`.
  case minMax(per: Granularity)
  /// `PCA`.
  case pca(components: PCA.Components, whitening: Bool = false, epsilon: Double = 0)
  /// `ZCA`.
  case zca(epsilon: Double = ZCA.defaultEpsilon)
  /// `Pipeline`: one after the other.
  case pipeline(steps: [Preprocessing])

  /// What a statistic is taken of.
  public enum Granularity: String, Codable, CaseIterable, Sendable {
    /// Each channel of each pixel has its own.
    case pixel
    /// Each channel has its own, over all pixels.
    case channel
  }

  /// Fits the preprocessor on training data.
  ///
  /// - Throws: `DataError` when the data are not training data, are empty or hold numbers that are not
  ///   finite, or do not give what is asked for; `LAPACKError` from PCA.
  public func fitted(on data: DataSet) throws -> any Preprocessor {
    try fitted(on: Rows(trainingOn: data))
  }

  func fitted(on rows: Rows) throws -> any Preprocessor {
    switch self {
    case .meanSubtraction(let per): try MeanSubtraction(rows, per)
    case .standardize(let per, let epsilon): try Standardize(rows, per, epsilon)
    case .minMax(let per): try MinMax(rows, per)
    case .pca(let components, let whitening, let epsilon):
      try PCA(rows, components, whitening, epsilon)
    case .zca(let epsilon): try ZCA(rows, epsilon)
    case .pipeline(let steps): try Pipeline(rows, steps)
    }
  }

  /// The preprocessor with the numbers that fitting found earlier.
  ///
  /// - Parameter tensors: what its `tensors` were, by name; others are ignored.
  /// - Throws: `DataError` when a tensor is missing or its shape does not fit.
  public func restored(from tensors: [String: Tensor]) throws(DataError) -> any Preprocessor {
    let stored = StoredTensors(tensors)
    switch self {
    case .meanSubtraction(let per): return try MeanSubtraction(stored, per)
    case .standardize(let per, let epsilon): return try Standardize(stored, per, epsilon)
    case .minMax(let per): return try MinMax(stored, per)
    case .pca(let components, let whitening, let epsilon):
      return try PCA(stored, components, whitening, epsilon)
    case .zca(let epsilon): return try ZCA(stored, epsilon)
    case .pipeline(let steps): return try Pipeline(tensors, steps)
    }
  }
}
