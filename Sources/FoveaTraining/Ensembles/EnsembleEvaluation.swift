import FoveaKernels

/// How several models do on pictures, alone and together.
public struct EnsembleEvaluation: Sendable {
  /// What each model is called.
  public let names: [String]
  /// How each model does by itself.
  public let members: [Evaluation]
  /// How they do by the mean of their probabilities.
  public let mean: Evaluation
  /// How they do by a vote.
  public let vote: Evaluation
  /// The correlation of the models' errors, [model][model]; nil with one that never errs, or always.
  public let errorCorrelation: [[Double?]]
  /// For 1, 2 ... all models together, by the mean of their probabilities: the accuracy of the ensembles of so
  /// many members, averaged over all that can be chosen, or over 100 of them where there are more.
  public let accuracyByCount: [Double]
  /// The squared error of the probabilities, as Goodfellow's formula takes it apart.
  public let squaredError: EnsembleSquaredError

  /// The place of the best model by itself: most pictures right, or as many at the lowest loss.
  public var best: Int {
    members.indices.max { a, b in
      (members[a].top1, -members[a].loss, -a) < (members[b].top1, -members[b].loss, -b)
    } ?? 0
  }

  /// The mean accuracy of the models by themselves.
  public var meanTop1: Double { members.reduce(0) { $0 + $1.top1 } / Double(members.count) }

  /// From what each model finds.
  ///
  /// - Parameters:
  ///   - names: what each model is called.
  ///   - probabilities: a tensor a model, [pictures, classes], rows adding up to 1.
  ///   - labels: the class of each picture.
  public init(names: [String], probabilities: [Tensor], labels: [Int]) {
    require(
      !names.isEmpty && names.count == probabilities.count,
      "EnsembleEvaluation: a name a model expected, received \(names.count) for "
        + "\(probabilities.count)")
    self.names = names
    members = probabilities.map { Evaluation(probabilities: $0, labels: labels) }
    mean = Evaluation(
      probabilities: EnsembleCombination.mean.combined(probabilities), labels: labels)
    vote = Evaluation(
      probabilities: EnsembleCombination.vote.combined(probabilities), labels: labels)
    errorCorrelation = Self.correlation(of: probabilities.map { Self.errors($0, labels) })
    accuracyByCount = Self.curve(probabilities, labels)
    squaredError = EnsembleSquaredError(of: probabilities, labels: labels)
  }

  /// 1 for each picture that is taken for another class, 0 for the others.
  private static func errors(_ probabilities: Tensor, _ labels: [Int]) -> [Double] {
    zip(likeliest(probabilities), labels).map { $0 == $1 ? 0 : 1 }
  }

  /// Pearson's correlation of each two rows; nil where one of them is constant.
  static func correlation(of rows: [[Double]]) -> [[Double?]] {
    let centred = rows.map { row in
      let mean = row.reduce(0, +) / Double(max(1, row.count))
      return row.map { $0 - mean }
    }
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let squares = centred.map { product($0, $0) }
    return rows.indices.map { i in
      rows.indices.map { j in
        guard squares[i] > 0, squares[j] > 0 else { return nil }
        return i == j ? 1 : product(centred[i], centred[j]) / (squares[i] * squares[j]).squareRoot()
      }
    }
  }

  private static func curve(_ probabilities: [Tensor], _ labels: [Int]) -> [Double] {
    (1...probabilities.count).map { count in
      let choices = subsets(of: probabilities.count, size: count)
      let sum = choices.reduce(0.0) { sum, choice in
        let together = EnsembleCombination.mean.combined(choice.map { probabilities[$0] })
        let right = zip(likeliest(together), labels).count { $0 == $1 }
        return sum + Double(right) / Double(max(1, labels.count))
      }
      return sum / Double(choices.count)
    }
  }

  /// All subsets of 0 ..< n of a size, or 100 random ones, always the same, where there are more.
  static func subsets(of n: Int, size: Int, limit: Int = 100) -> [[Int]] {
    var count = 1.0
    for k in 0..<size { count = count * Double(n - k) / Double(k + 1) }
    guard count.rounded() <= Double(limit) else {
      var random = RandomSource(seed: 1)
      return (0..<limit).map { _ in random.permutation(of: n).prefix(size).sorted() }
    }
    var subsets: [[Int]] = [[]]
    for element in 0..<n {
      subsets += subsets.filter { $0.count < size }.map { $0 + [element] }
      // What can no longer grow to its size goes, so that there are never many more than are asked for.
      subsets.removeAll { $0.count + (n - 1 - element) < size }
    }
    return subsets.filter { $0.count == size }.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
