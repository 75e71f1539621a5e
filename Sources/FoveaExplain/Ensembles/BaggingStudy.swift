import FoveaData
import FoveaKernels
import FoveaNN
import FoveaTensor
import FoveaTraining

/// Bagging: networks that learned from different samples of the same pictures, and how much better they are together
/// (rows L1, L2 and L6).
///
/// Each member is trained on a bootstrap sample of drawn digits. For 1, 2 ... members the error is averaged over all
/// ensembles of so many, and the squared error of their mean probabilities is held against the formula
///
///     E[(1/k sum_i e_i)^2] = v / k + (k - 1) / k c
///
/// with the variance v of one member's errors and the covariance c of two members'.
///
/// - Source: Breiman (1996); Goodfellow et al. (2016), section 7.11.
public struct BaggingStudy: Sendable {
  /// Ensembles of one size.
  public struct Row: Sendable {
    /// Members, k.
    public let count: Int
    /// The share of test pictures that they take for another class, by their mean probabilities; averaged over
    /// all ensembles of so many.
    public let error: Double
    /// The mean squared error of their mean probabilities, measured; averaged likewise.
    public let squaredError: Double
    /// The same by the formula, from v and c of all members.
    public let expected: Double
  }

  /// From one member to all.
  public let rows: [Row]
  /// All members together, and each alone.
  public let evaluation: EnsembleEvaluation
  /// The correlation of two members' errors, c / v.
  public let correlation: Double

  /// Trains and measures.
  ///
  /// - Parameters:
  ///   - members: 2 ... 12; 6 by default.
  ///   - pictures: to train each with; 300 by default, few, so that there is something to gain.
  ///   - epochs: of each; 20 by default.
  ///   - seed: of samples, weights and batches.
  /// - Throws: `DataError` or `LAPACKError` when the pictures cannot be drawn or prepared.
  public init(members: Int = 6, pictures: Int = 300, epochs: Int = 20, seed: UInt64 = 1) throws {
    require(
      (2...12).contains(members) && pictures > 0 && epochs > 0,
      "BaggingStudy: 2 to 12 members, pictures and epochs expected, received \(members), \(pictures), "
        + "\(epochs)")
    let training = try SegmentDisplay.data(.digits, .train, count: pictures)
    let test = try SegmentDisplay.data(.digits, .test, count: 1000)
    let preprocessor = try Preprocessing.standardize(per: .channel).fitted(on: training)
    var random = RandomSource(seed: seed)
    let images = preprocessor.transform(test.images(at: Array(0..<test.count)))
    let probabilities = try (0..<members).map { member in
      let sample = training.bootstrapSample(seed: seed &+ UInt64(member))
      let network = SmallClassifier(for: sample, hidden: 24, random: &random)
      try network.train(on: sample, preprocessor: preprocessor, epochs: epochs, random: &random)
      return withoutGradients { network.model(Variable(images), .inference).value }.softmax()
    }
    evaluation = EnsembleEvaluation(
      names: (1...members).map { "member \($0)" }, probabilities: probabilities,
      labels: test.labels)
    let (v, c) = (evaluation.squaredError.variance, evaluation.squaredError.covariance)
    correlation = v > 0 ? c / v : 0
    let accuracies = evaluation.accuracyByCount
    let squares = Self.squaredErrors(of: probabilities, test.labels)
    rows = (1...members).map { count in
      Row(
        count: count, error: 1 - accuracies[count - 1], squaredError: squares[count - 1],
        expected: EnsembleSquaredError.expected(count: count, variance: v, covariance: c))
    }
  }

  /// The squared error of ensembles of 1, 2 ... members, averaged over all that can be chosen.
  private static func squaredErrors(of probabilities: [Tensor], _ labels: [Int]) -> [Double] {
    let truth = Tensor.oneHot(labels, classes: probabilities[0].shape[1])
    let errors = probabilities.map { $0 - truth }
    var sums = [Double](repeating: 0, count: errors.count)
    var counts = sums
    for choice in 1..<1 << errors.count {
      let chosen = errors.indices.filter { choice >> $0 & 1 == 1 }.map { errors[$0] }
      let sum = chosen.dropFirst().reduce(chosen[0], +) / Scalar(chosen.count)
      sums[chosen.count - 1] += sum.sumOfSquares / Double(sum.count)
      counts[chosen.count - 1] += 1
    }
    return zip(sums, counts).map { $0 / $1 }
  }
}
