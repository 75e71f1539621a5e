import ArgumentParser
import Fovea

/// Reads numbers within a range, with commas between.
func numberList(
  _ range: ClosedRange<Double>, count: ClosedRange<Int>
) -> @Sendable (String) throws -> [Double] {
  { text in
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }.filter(range.contains)
    guard numbers.count == parts.count, count.contains(numbers.count) else {
      let (low, high) = (range.lowerBound.significant(6), range.upperBound.significant(6))
      throw ValidationError(
        "expected \(count.lowerBound) to \(count.upperBound) numbers from \(low) to \(high), with commas"
      )
    }
    return numbers
  }
}
