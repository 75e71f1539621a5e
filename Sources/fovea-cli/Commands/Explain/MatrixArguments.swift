import ArgumentParser
import Fovea
import FoveaExplain

/// What a matrix looks like, for the help of commands that take one.
let matrixFormat = """
  A matrix has up to 16 rows and columns: 1,0/0,1, or a text file with a row a line, numbers with blanks, tabs or \
  commas between.
  """

/// Refuses windows that are larger than the matrix they slide over.
func checkWindow(_ window: IntPair, over input: Tensor) throws {
  let (height, width) = (input.shape[0], input.shape[1])
  guard window.height <= height, window.width <= width else {
    throw ValidationError(
      "--window: expected up to \(height)x\(width), as large as the input, found \(window)")
  }
}

/// Reads a matrix: written out, as in 1,0/0,1, or the path of a text file with a row a line.
@Sendable func matrix(_ text: String) throws -> Tensor {
  if text.isEmpty {
    throw ValidationError("expected a matrix such as 1,0/0,1, or a text file, found ''")
  }
  do {
    let isWritten = text.allSatisfy { $0.isNumber || "-+.eE,/ ".contains($0) }
    if isWritten { return try Tensor(matrix: text, from: "matrix") }
    return try Tensor(matrix: readText(text, limit: 1 << 16), from: text)
  } catch {
    throw ValidationError(error.description)
  }
}

/// Reads a kernel: 1 or 2 for the slide's, or a matrix. Another whole number would be a matrix of one number, which
/// hardly anybody means.
@Sendable func slideKernel(_ text: String) throws -> Tensor {
  guard let number = Int(text) else { return try matrix(text) }
  guard Slide.kernels.indices.contains(number - 1) else {
    throw ValidationError(
      "expected 1 or 2 for the slide's kernels, or a matrix such as 1,0/0,1; one of a single number is "
        + "written \(number).0")
  }
  return Slide.kernels[number - 1]
}

/// Reads a place: row and column, from 0.
@Sendable func place(_ text: String) throws -> IntPair {
  let numbers = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { Int($0) }
  guard numbers.count == 2, numbers.allSatisfy({ (0...1024).contains($0) }) else {
    throw ValidationError("expected ROW,COLUMN from 0, such as 0,0")
  }
  return IntPair(numbers[0], numbers[1])
}

/// Reads whole numbers within a range, with commas between, as many as fit a table.
func wholeNumbers(_ range: ClosedRange<Int>, most: Int = 8) -> @Sendable (String) throws -> [Int] {
  { text in
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }.filter(range.contains)
    guard numbers.count == parts.count, (1...most).contains(numbers.count) else {
      throw ValidationError(
        "expected 1 to \(most) whole numbers from \(range.lowerBound) to \(range.upperBound), with commas"
      )
    }
    return numbers
  }
}
