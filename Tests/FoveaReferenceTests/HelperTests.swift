import Foundation
import FoveaTensor
import TestSupport
import Testing

/// The tests' own helpers: each must object where it should, or the tests built on it assert nothing.
@Suite struct HelperTests {
  @Test("Closeness objects to a value off by more than the roundings")
  func closeness() {
    let expected = Tensor([1, 2, 3])
    let next = Scalar(3).nextUp
    expectClose(Tensor([1, 2, next]), expected)
    withKnownIssue { expectClose(Tensor([1, 2, next.nextUp]), expected) }
    expectClose(Tensor([1, 2, next.nextUp]), expected, reduction: 2)
    withKnownIssue { expectClose(Tensor([1, .nan, 3]), expected, reduction: 1000) }
    withKnownIssue { expectClose(Tensor([1, 2, 3, 4]), expected) }
    withKnownIssue { expectClose(1 + 4 * unitOfRounding, 1.0) }
  }

  @Test("Equality objects to one bit")
  func equality() {
    expectEqual(Tensor([0, .nan]), Tensor([-0.0, .nan]))
    withKnownIssue { expectEqual(Tensor([1]), Tensor([Scalar(1).nextUp])) }
  }

  @Test("The adjoint identity objects to a wrong transpose")
  func adjoint() {
    var random = TestRandom("helper adjoint")
    let x = random.uniform([5])
    func scaled(_ factor: Scalar) -> (Tensor) -> Tensor {
      { Tensor($0.elements.map { $0 * factor }) }
    }
    expectAdjoint(scaled(2), scaled(2), at: x, reduction: 1, &random)
    withKnownIssue { expectAdjoint(scaled(2), scaled(3), at: x, reduction: 1, &random) }
  }

  @Test("The gradient check objects to a wrong gradient")
  func gradients() {
    var random = TestRandom("helper gradients")
    let x = random.awayFromZero([4])
    let y = random.uniform([4])
    func squares(_ inputs: [Tensor]) -> Tensor { Tensor(inputs[0].elements.map { $0 * $0 }) }
    func gradient(_ factor: Scalar) -> Tensor {
      Tensor(zip(x.elements, y.elements).map { factor * $0 * $1 })
    }
    expectGradients([gradient(2)], of: [x], cotangent: y, squares)
    withKnownIssue { expectGradients([gradient(2.1)], of: [x], cotangent: y, squares) }
    withKnownIssue { expectGradients([gradient(.nan)], of: [x], cotangent: y, squares) }
  }

  @Test("The pool has the width asked for, and its own again afterwards")
  func threads() {
    let widths = withThreads([1, 2, 5], isOneTask: true) { _ in ThreadPool.shared.width }
    #expect(widths == [1, 2, 5])
  }

  @Test("A stream of numbers repeats and differs from another's")
  func streams() {
    var (a, b, c) = (TestRandom("one"), TestRandom("one"), TestRandom("two"))
    let numbers = a.integers([100])
    expectEqual(numbers, b.integers([100]))
    #expect(numbers.elements != c.integers([100]).elements)
    #expect(numbers.elements.min() == -3 && numbers.elements.max() == 3)
  }

  @Test("A temporary directory is gone afterwards")
  func temporaryDirectory() throws {
    let path = try withTemporaryDirectory { directory in
      try Data([1]).write(to: directory.appendingPathComponent("file"))
      return directory.path
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
