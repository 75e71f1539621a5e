import ArgumentParser

// ArgumentParser puts the argument's name and text before what these throw.

/// Reads a whole number within a range.
func wholeNumber(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
  { text in
    guard let value = Int(text), range.contains(value) else {
      let bounds =
        range.upperBound == .max
        ? "of \(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
      throw ValidationError("expected a whole number \(bounds)")
    }
    return value
  }
}

/// Reads a number within a range.
///
/// Ranges end a little before what makes no sense: a momentum of 0.99999999 is 1 in single precision.
func number(_ range: ClosedRange<Double>) -> @Sendable (String) throws -> Double {
  { text in
    guard let value = Double(text), range.contains(value) else {
      let (low, high) = (range.lowerBound.significant(6), range.upperBound.significant(6))
      throw ValidationError("expected a number from \(low) to \(high)")
    }
    return value
  }
}

/// Reads a seed: any whole number that 64 bits hold.
@Sendable func seedNumber(_ text: String) throws -> UInt64 {
  guard let value = UInt64(text) else {
    throw ValidationError("expected a whole number from 0 to \(UInt64.max)")
  }
  return value
}
