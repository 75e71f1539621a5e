import ArgumentParser

/// Why an argument's text was refused; ArgumentParser puts the argument's name and the text before it.
struct Refusal: Error, CustomStringConvertible {
  /// What was expected.
  let description: String

  /// A refusal that says what was expected.
  init(expected: String) { description = "expected \(expected)" }
}

/// Reads a whole number within a range.
func wholeNumber(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
  { text in
    guard let value = Int(text), range.contains(value) else {
      throw Refusal(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}

/// Reads a number within a range; `isOpen` leaves out the range's lower end.
func number(
  _ range: ClosedRange<Double>, isOpen: Bool = false
) -> @Sendable (String) throws -> Double {
  { text in
    guard let value = Double(text), range.contains(value), !isOpen || value > range.lowerBound
    else {
      let (low, high) = (short(range.lowerBound), short(range.upperBound))
      throw Refusal(
        expected: "a number \(isOpen ? "above" : "from") \(low) \(isOpen ? "up " : "")to \(high)")
    }
    return value
  }
}

/// Reads a seed: any whole number that 64 bits hold.
@Sendable func seedNumber(_ text: String) throws -> UInt64 {
  guard let value = UInt64(text) else {
    throw Refusal(expected: "a whole number from 0 to \(UInt64.max)")
  }
  return value
}

private func short(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}
