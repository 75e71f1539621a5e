import FoveaKernels
import FoveaTensor

/// Scores as probabilities, of classes that compete and of classes that do not: softmax at several temperatures,
/// beside a sigmoid for each class (rows H3 and H4).
///
///     softmax(z / T)_i = exp(z_i / T) / sum_j exp(z_j / T)
///
/// Softmax shares out one whole: what one class gets, the others lose. A sigmoid looks at one score alone.
public struct SoftmaxStudy: Sendable {
  /// The probabilities at one temperature.
  public struct Column: Sendable {
    /// T.
    public let temperature: Double
    /// A class each; they add up to 1.
    public let probabilities: [Double]
  }

  /// What becomes of every class when the score of one is raised.
  public struct Change: Sendable {
    /// The class whose score is raised, from 0.
    public let raised: Int
    /// By how much.
    public let amount: Double
    /// The softmax at T = 1 before and after.
    public let softmax: (before: [Double], after: [Double])
    /// The sigmoids before and after.
    public let sigmoid: (before: [Double], after: [Double])
  }

  /// The scores, z, in nats.
  public let logits: [Double]
  /// The softmax, a temperature each.
  public let columns: [Column]
  /// A sigmoid each; they add up to anything.
  public let sigmoids: [Double]
  /// One score raised.
  public let change: Change

  /// Computes both.
  ///
  /// - Parameters:
  ///   - logits: the scores of two classes or more; 2, 1 and -1 by default.
  ///   - temperatures: above 0; a half, 1 and 2 by default.
  ///   - raised: the class whose score is raised, from 0; the last by default.
  ///   - amount: by how much; 2 by default.
  public init(
    logits: [Double] = [2, 1, -1], temperatures: [Double] = [0.5, 1, 2], raised: Int? = nil,
    by amount: Double = 2
  ) {
    let raised = raised ?? logits.count - 1
    require(
      logits.count > 1 && temperatures.allSatisfy { $0 > 0 } && logits.indices.contains(raised),
      "SoftmaxStudy: 2 scores or more, temperatures above 0 and a class of them expected, received "
        + "\(logits), \(temperatures) and \(raised)")
    self.logits = logits
    columns = temperatures.map {
      Column(temperature: $0, probabilities: Self.softmax(logits, temperature: $0))
    }
    sigmoids = Self.sigmoid(logits)
    var higher = logits
    higher[raised] += amount
    change = Change(
      raised: raised, amount: amount, softmax: (Self.softmax(logits), Self.softmax(higher)),
      sigmoid: (sigmoids, Self.sigmoid(higher)))
  }

  /// The engine's softmax of one row of scores.
  public static func softmax(_ logits: [Double], temperature: Double = 1) -> [Double] {
    Tensor([1, logits.count], logits.map { Scalar($0) })
      .softmax(temperature: Scalar(temperature)).elements.map { Double($0) }
  }

  /// The engine's sigmoid of each score.
  public static func sigmoid(_ logits: [Double]) -> [Double] {
    Tensor(logits.map { Scalar($0) }).sigmoid().elements.map { Double($0) }
  }
}
