import ArgumentParser
import Fovea

/// Reads a number for both axes, or one for each: "7" or "7x5", height first.
func pair(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> IntPair {
  { text in
    let numbers = extents(text, range)
    guard let numbers, (1...2).contains(numbers.count) else {
      throw ValidationError(
        "expected HEIGHTxWIDTH or one number for both, from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return IntPair(numbers[0], numbers[numbers.count - 1])
  }
}

/// Reads the extents of a picture: "28x28x1" or, for one channel, "28x28".
///
/// Series are long and tables wide, so that each extent may be as large as what is read; what they are together is
/// bounded, as dense layers grow with it, beyond to gigabytes.
@Sendable func pictureShape(_ text: String) throws -> Shape {
  let numbers = extents(text, 1...65536)
  guard let numbers, (2...3).contains(numbers.count), numbers[0] * numbers[1] <= largestArea,
    numbers.reduce(1, *) <= largestPicture
  else {
    throw ValidationError(
      "expected HEIGHTxWIDTHxCHANNELS such as 28x28x1, each from 1 to 65536, at most \(largestArea) pixels and "
        + "\(largestPicture) numbers in all")
  }
  return Shape(numbers.count == 3 ? numbers : numbers + [1])
}

/// Pixels of a picture, 1024x1024, or steps of a series.
private let largestArea = 1 << 20

/// Numbers of a picture, all of its channels.
private let largestPicture = 1 << 22

/// Reads padding: a word, a number of zeros a side, or one for each axis.
@Sendable func paddingRule(_ text: String) throws -> Padding {
  switch text {
  case "narrow", "valid": return .narrow
  case "same", "wide": return .same
  case "full": return .full
  default: break
  }
  let numbers = extents(text, 0...largestExtent)
  guard let numbers, (1...2).contains(numbers.count) else {
    throw ValidationError(
      "expected zeros a side (1, or 1x2 for height and width), or narrow, same or full")
  }
  return .zeros(IntPair(numbers[0], numbers[numbers.count - 1]))
}

/// The largest extent that is taken along one axis; geometry computes with products of these.
let largestExtent = 1 << 20

private func extents(_ text: String, _ range: ClosedRange<Int>) -> [Int]? {
  let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { Int($0) }.filter(range.contains)
  return numbers.count == parts.count ? numbers : nil
}
