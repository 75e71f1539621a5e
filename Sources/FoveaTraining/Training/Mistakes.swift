/// A picture that a model took for something else.
public struct Mistake: Codable, Hashable, Sendable {
  /// Its place in the data set.
  public let index: Int
  /// Its class.
  public let label: Int
  /// What it was taken for.
  public let taken: Int
  /// How likely the model found that.
  public let probability: Double
}

/// The surest mistakes of a pass, found batch by batch.
struct WorstMistakes {
  /// The surest first; of equally sure ones, that of the earlier picture.
  private(set) var mistakes: [Mistake] = []
  private let count: Int
  private var seen = 0

  /// None yet, and never more than `count`.
  init(count: Int) { self.count = count }

  /// Takes note of the next pictures: their ranks and their logits, [pictures, classes].
  mutating func see(
    _ ranks: [(rank: Int, predicted: Int, label: Int)], _ logits: Tensor,
    _ criterion: ClassificationLoss
  ) {
    defer { seen += ranks.count }
    guard count > 0, ranks.contains(where: { $0.predicted != $0.label }) else { return }
    let classes = logits.shape[1]
    criterion.probabilities(of: logits).read { probabilities in
      for (row, (_, taken, label)) in ranks.enumerated() where taken != label {
        enter(
          Mistake(
            index: seen + row, label: label, taken: taken,
            probability: Double(probabilities[row * classes + taken])))
      }
    }
  }

  private mutating func enter(_ mistake: Mistake) {
    // Behind those that are as sure: they came first.
    let place = mistakes.firstIndex { $0.probability < mistake.probability } ?? mistakes.count
    guard place < count else { return }
    mistakes.insert(mistake, at: place)
    if mistakes.count > count { mistakes.removeLast() }
  }
}
