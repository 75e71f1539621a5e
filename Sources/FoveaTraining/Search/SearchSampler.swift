/// How a search chooses the values of its trials.
public enum SearchSampler: String, Codable, CaseIterable, Sendable {
  /// Each trial by itself.
  ///
  /// Source: Bergstra and Bengio (2012).
  case random
  /// Each parameter's range is cut into as many strata as there are trials, and each stratum holds one
  /// trial: a few trials cover every range evenly.
  ///
  /// Source: McKay, Beckman and Conover (1979).
  case latinHypercube = "latin-hypercube"

  /// Points of the unit cube, a trial each.
  ///
  /// A point depends on the seed and the trial's index; with Latin hypercubes on the number of trials too.
  ///
  /// - Parameters:
  ///   - count: the trials.
  ///   - dimensions: of the cube.
  ///   - seed: decides the points.
  ///   - stage: other stages have other points.
  /// - Returns: [count][dimensions], each in 0 ..< 1.
  func points(_ count: Int, dimensions: Int, seed: UInt64, stage: Int) -> [[Double]] {
    let source = RandomSource(seed: seed).stream(UInt64(stage))
    let orders = (0..<dimensions).map { dimension in
      var random = source.stream(strata + UInt64(dimension))
      return random.permutation(of: count)
    }
    return (0..<count).map { trial in
      var random = source.stream(UInt64(trial))
      return orders.map { order in
        let place = random.uniform()
        return self == .random ? place : (Double(order[trial]) + place) / Double(count)
      }
    }
  }
}

/// Streams of strata come behind those of trials.
private let strata: UInt64 = 1 << 32
