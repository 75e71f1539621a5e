extension Evaluation {
  /// How well one class is found, and how far what is taken for it can be relied on.
  public struct ClassScores: Codable, Hashable, Sendable {
    /// Pictures of the class.
    public let pictures: Int
    /// Pictures that were taken for it.
    public let taken: Int
    /// The share of what was taken for the class that is of it; nil when nothing was.
    public let precision: Double?
    /// The share of the class' pictures that were taken for it, its accuracy; nil when there are none.
    public let recall: Double?
    /// The harmonic mean of precision and recall: 2 * right / (pictures + taken); nil when there are neither.
    public let f1: Double?
  }

  /// The scores of each class, from the confusion matrix.
  public var classScores: [ClassScores] {
    confusion.indices.map { label in
      let right = confusion[label][label]
      let pictures = confusion[label].reduce(0, +)
      let taken = confusion.reduce(0) { $0 + $1[label] }
      func share(_ part: Int, _ whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
      }
      return ClassScores(
        pictures: pictures, taken: taken, precision: share(right, taken),
        recall: share(right, pictures), f1: share(2 * right, pictures + taken))
    }
  }

  /// The mean of a score over the classes that have it, each as much as any other ("macro average"); nil when none
  /// does.
  public func mean(of score: KeyPath<ClassScores, Double?>) -> Double? {
    let known = classScores.compactMap { $0[keyPath: score] }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}
