import FoveaKernels

/// Why ensembles work: the squared error of the mean of k models, by the variance v of their errors and the
/// covariance c of each two of them,
///
///     E[(1/k sum_i e_i)^2] = v / k + (k - 1) / k c
///
/// Models that err alike (c = v) gain nothing together; models that err independently (c = 0) divide the error
/// by k.
///
/// Source: Goodfellow et al. (2016), formula 7.11.
public struct EnsembleSquaredError: Codable, Hashable, Sendable {
  /// The number of models, k.
  public let count: Int
  /// v: the mean square of a model's error.
  public let variance: Double
  /// c: the mean product of two models' errors; 0 where there is one model.
  public let covariance: Double
  /// The mean square of the error that the mean of the models makes, measured.
  public let measured: Double

  /// The formula.
  ///
  /// - Parameters:
  ///   - count: the number of models, 1 or more.
  ///   - variance: the mean square of a model's error.
  ///   - covariance: the mean product of two models' errors.
  public static func expected(count: Int, variance: Double, covariance: Double) -> Double {
    require(count >= 1, "EnsembleSquaredError: 1 model or more expected, received \(count)")
    let k = Double(count)
    return variance / k + (k - 1) / k * covariance
  }

  /// What the formula says of these models: `measured`, but for rounding.
  public var expected: Double {
    Self.expected(count: count, variance: variance, covariance: covariance)
  }

  /// Measures errors.
  ///
  /// - Parameter errors: a row a model, one error a case: what it says less what is so.
  public init(errors: [[Double]]) {
    let cases = errors.first?.count ?? 0
    require(
      !errors.isEmpty && cases > 0 && errors.allSatisfy { $0.count == cases },
      "EnsembleSquaredError: as many errors of each model expected, received "
        + "\(errors.map(\.count))")
    count = errors.count
    let k = Double(count)
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / Double(cases)
    }
    variance = errors.reduce(0) { $0 + product($1, $1) } / k
    // Pair by pair, not as what the measured square leaves over: so that the two can be compared.
    var pairs = 0.0
    for i in errors.indices { for j in 0..<i { pairs += product(errors[i], errors[j]) } }
    covariance = count > 1 ? pairs / (k * (k - 1) / 2) : 0
    let means = (0..<cases).map { place in errors.reduce(0) { $0 + $1[place] } / k }
    measured = product(means, means)
  }

  /// Measures the errors of probabilities: what a model says of each class less 1 for the true one and 0 for
  /// the others.
  ///
  /// - Parameters:
  ///   - probabilities: a tensor a model, [pictures, classes].
  ///   - labels: the class of each picture; one at least.
  public init(of probabilities: [Tensor], labels: [Int]) {
    self.init(
      errors: probabilities.map { member in
        let classes = member.shape[1]
        var errors = member.elements.map { Double($0) }
        for (row, label) in labels.enumerated() { errors[row * classes + label] -= 1 }
        return errors
      })
  }
}
