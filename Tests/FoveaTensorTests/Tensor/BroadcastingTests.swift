import FoveaTensor
import TestSupport
import Testing

/// NumPy's rules: shapes are aligned at the last extent, and an extent of 1 or none stretches.
@Suite struct BroadcastingTests {
  /// Two shapes and what they broadcast to; nil where they do not.
  struct Row: Sendable, CustomTestStringConvertible {
    let a, b: [Int]
    let result: [Int]?
    init(_ a: [Int], _ b: [Int], _ result: [Int]?) {
      (self.a, self.b, self.result) = (a, b, result)
    }
    var testDescription: String { "\(a) and \(b)" }
  }

  static let table = [
    // Equal shapes.
    Row([], [], []), Row([3], [3], [3]), Row([2, 3], [2, 3], [2, 3]), Row([0], [0], [0]),
    // A single number.
    Row([], [4], [4]), Row([], [2, 3], [2, 3]), Row([1], [5], [5]), Row([1, 1], [3], [1, 3]),
    Row([], [1, 1], [1, 1]), Row([1], [], [1]),
    // A trailing row, of one axis and of two.
    Row([2, 3], [3], [2, 3]), Row([2, 3], [1, 3], [2, 3]), Row([5, 2, 3], [2, 3], [5, 2, 3]),
    Row([4, 5, 2, 3], [1, 1, 2, 3], [4, 5, 2, 3]), Row([4, 2, 1], [2, 1], [4, 2, 1]),
    Row([70, 300], [300], [70, 300]),
    // A leading column.
    Row([2, 3], [2, 1], [2, 3]), Row([4, 2, 3], [4, 1, 1], [4, 2, 3]),
    Row([17, 1], [17, 9], [17, 9]),
    // In the middle, and at both ends.
    Row([4, 2, 3], [4, 1, 3], [4, 2, 3]), Row([4, 2, 3], [1, 2, 1], [4, 2, 3]),
    // Both stretched.
    Row([2, 1], [1, 3], [2, 3]), Row([2, 1], [3], [2, 3]), Row([5, 1, 4], [3, 1], [5, 3, 4]),
    Row([8, 1, 6, 1], [7, 1, 5], [8, 7, 6, 5]), Row([1, 3, 1], [2, 1, 2], [2, 3, 2]),
    // Nothing, stretched and not.
    Row([0], [], [0]), Row([0], [1], [0]), Row([2, 0], [2, 1], [2, 0]), Row([0, 3], [3], [0, 3]),
    Row([3, 0], [1, 0], [3, 0]), Row([0, 1], [1, 4], [0, 4]),
    Row([1, 0, 1], [2, 1, 3], [2, 0, 3]),
    // Refused.
    Row([2], [3], nil), Row([2, 3], [2], nil), Row([2, 3], [3, 1, 2], nil), Row([0], [2], nil),
    Row([4, 2, 3], [3, 3], nil), Row([2, 1], [3, 1], nil), Row([0, 3], [2, 3], nil),
  ]

  @Test("The shape, either way round", arguments: table)
  func shape(_ row: Row) {
    #expect(Shape(row.a).broadcast(with: Shape(row.b)) == row.result.map { Shape($0) })
    #expect(Shape(row.b).broadcast(with: Shape(row.a)) == row.result.map { Shape($0) })
  }

  @Test("The elements, by the definition", arguments: table.filter { $0.result != nil })
  func elements(_ row: Row) throws {
    let result = Shape(try #require(row.result))
    var random = TestRandom("broadcast")
    let (a, b) = (random.integers(Shape(row.a)), random.integers(Shape(row.b), 1...4))
    func expected(_ f: (Scalar, Scalar) -> Scalar) -> Tensor {
      Tensor(result) { f(stretched(a, $0), stretched(b, $0)) }
    }
    expectEqual(a + b, expected(+))
    expectEqual(a - b, expected(-))
    expectEqual(a * b, expected(*))
    expectEqual(a / b, expected(/))
    expectEqual(b - a, expected { $1 - $0 })
    expectEqual(a.maximum(b), expected(max))
    expectEqual(b.minimum(a), expected(min))
    expectEqual(a.equals(b), expected { $0 == $1 ? 1 : 0 })
    expectEqual(a.broadcast(to: result), expected { a, _ in a })
    expectEqual(b.broadcast(to: result), expected { _, b in b })
  }

  @Test("Summing back is the transpose of stretching", arguments: table.filter { $0.result != nil })
  func adjoint(_ row: Row) throws {
    let result = Shape(try #require(row.result))
    var random = TestRandom("summed")
    for own in [row.a, row.b] {
      let (x, y) = (random.integers(Shape(own)), random.integers(result))
      let back = y.summed(to: x.shape)
      #expect(back.shape == x.shape)
      #expect(innerProduct(x.broadcast(to: result), y) == innerProduct(x, back))
    }
  }

  @Test("Stretching keeps every bit")
  func bits() {
    let x = Tensor([4, 1], [-0.0, .leastNonzeroMagnitude, -.infinity, .nan])
    expectSameBits(
      x.broadcast(to: [4, 2]), Tensor([4, 2], x.elements.flatMap { [$0, $0] }))
  }

  /// The element that `t` contributes at an index of the result.
  private func stretched(_ t: Tensor, _ index: [Int]) -> Scalar {
    t.element(at: zip(index.suffix(t.rank), t.shape.dimensions).map { $1 == 1 ? 0 : $0 })
  }
}
