import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the predictions of several models become one.
public enum EnsembleCombination: String, Codable, CaseIterable, Sendable {
  /// The mean of their probabilities: a model that is sure counts for more than one that is not.
  case mean
  /// Each has a vote for the class that it finds likeliest. The mean probability decides ties, as one more
  /// vote that is spread over the classes.
  case vote

  /// Combines probabilities.
  ///
  /// - Parameter members: a tensor a model, each [pictures, classes], rows adding up to 1.
  /// - Returns: [pictures, classes], rows adding up to 1: the mean, or for k models
  ///   (votes + mean) / (k + 1), whose order is that of the votes, then of the mean.
  public func combined(_ members: [Tensor]) -> Tensor {
    guard let first = members.first else {
      stop("EnsembleCombination: a model expected, found none")
    }
    for member in members {
      require(
        member.shape == first.shape && member.shape.rank == 2,
        "EnsembleCombination: [pictures, classes], all \(first.shape), expected, "
          + "received \(member.shape)")
    }
    let factor = 1 / Scalar(members.count)
    let mean = members.dropFirst().reduce(first, +) * factor
    guard self == .vote else { return mean }
    let votes = Tensor(mean.shape, countedVotes(members).map { Scalar($0) })
    return (votes + mean) * (1 / Scalar(members.count + 1))
  }
}

/// How many of the models find each class of each picture the likeliest, row after row.
///
/// - Parameter members: a tensor a model, each [pictures, classes]; one at least.
func countedVotes(_ members: [Tensor]) -> [Int] {
  let shape = members[0].shape
  var votes = [Int](repeating: 0, count: shape.count)
  for member in members {
    for (row, choice) in likeliest(member).enumerated() { votes[row * shape[1] + choice] += 1 }
  }
  return votes
}

/// The likeliest class of each row, [rows, classes]; of equals the first.
func likeliest(_ probabilities: Tensor) -> [Int] {
  let (rows, classes) = (probabilities.shape[0], probabilities.shape[1])
  return probabilities.read { p in
    (0..<rows).map { row in
      let x = p + row * classes
      var best = 0
      for c in 0..<classes where x[c] > x[best] { best = c }
      return best
    }
  }
}

extension Evaluation {
  /// How predictions do: the loss is the mean of -log of the true class's probability, in nats.
  ///
  /// - Parameters:
  ///   - probabilities: [pictures, classes], rows adding up to 1.
  ///   - labels: the class of each picture.
  public init(probabilities: Tensor, labels: [Int]) {
    require(
      probabilities.shape.rank == 2 && probabilities.shape[0] == labels.count,
      "Evaluation: [\(labels.count), classes] expected, received \(probabilities.shape)")
    let classes = probabilities.shape[1]
    let all = probabilities.elements
    var (loss, first, amongFive) = (0.0, 0, 0)
    let empty = [Int](repeating: 0, count: classes)
    var confusion = [[Int]](repeating: empty, count: classes)
    for (row, (rank, predicted, label)) in ranks(of: labels, in: probabilities).enumerated() {
      // A probability of 0 costs as much as the smallest number that the scalar has.
      loss -= log(Double(Swift.max(all[row * classes + label], .leastNormalMagnitude)))
      if rank == 0 { first += 1 }
      if rank < 5 { amongFive += 1 }
      confusion[label][predicted] += 1
    }
    let count = Swift.max(1, labels.count)
    self.init(
      loss: loss / Double(count), top1: Double(first) / Double(count),
      top5: Double(amongFive) / Double(count), count: labels.count, confusion: confusion)
  }
}
