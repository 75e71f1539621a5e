import FoveaTensor
import TestSupport
import Testing

/// Broadcasts of many blocks: rows longer than a block, rows that share one, operands that are stretched
/// along several axes, and rests everywhere.
@Suite struct BroadcastBlockTests {
  /// Two shapes that broadcast.
  struct Pair: Sendable, CustomTestStringConvertible {
    let a, b: Shape
    init(_ a: Shape, _ b: Shape) { (self.a, self.b) = (a, b) }
    var testDescription: String { "\(a) and \(b)" }
  }

  static let pairs = [
    // Against one number, one row, one column, with rows around a block of 1024.
    Pair([40_001], []), Pair([3, 1023], [1023]), Pair([3, 1024], [3, 1]), Pair([5, 1025], [5, 1]),
    Pair([7, 2049], [2049]), Pair([1, 3000], [4, 1]), Pair([4, 2500], [1, 2500]),
    // Short rows, many of them in a block.
    Pair([9000, 3], [3]), Pair([9000, 3], [9000, 1]), Pair([5000, 1], [1, 7]),
    // Along the middle, and along the ends.
    Pair([6, 50, 70], [6, 1, 70]), Pair([6, 50, 70], [50, 1]), Pair([33, 4, 5, 6], [33, 1, 1, 6]),
    Pair([7, 1, 1500], [1, 5, 1]), Pair([2, 3, 1100], [2, 1, 1100]),
    Pair([11, 1, 9, 1], [13, 1, 17]),
  ]

  @Test("By the definition, either way round", arguments: pairs)
  func definition(_ pair: Pair) throws {
    let shape = try #require(pair.a.broadcast(with: pair.b))
    var random = TestRandom("broadcast blocks")
    let (a, b) = (random.uniform(pair.a), random.awayFromZero(pair.b))
    let (x, y) = (stretched(a, shape), stretched(b, shape))
    expectSameBits(a - b, x - y)
    expectSameBits(b - a, y - x)
    expectSameBits(a / b, x / y)
    expectSameBits(a.broadcast(to: shape), x)
    expectSameBits(b.broadcast(to: shape), y)
  }

  @Test("A stretched right-hand side is taken in place", arguments: pairs.filter { $0.b.rank < 3 })
  func compound(_ pair: Pair) throws {
    let shape = try #require(pair.a.broadcast(with: pair.b))
    var random = TestRandom("broadcast in place")
    let (start, b) = (random.uniform(shape), random.uniform(pair.b))
    var x = Tensor(shape, start.elements)
    let before = x.read { UInt(bitPattern: $0) }
    x -= b
    expectSameBits(x, start - b)
    #expect(x.read { UInt(bitPattern: $0) } == before)
  }

  @Test("The same bits with any number of threads", arguments: pairs)
  func threads(_ pair: Pair) {
    var random = TestRandom("broadcast threads")
    let (a, b) = (random.uniform(pair.a), random.uniform(pair.b))
    let products = withThreads([1, 2, 5], isOneTask: (a * b).count < 1 << 14) { _ in a * b }
    for product in products { expectSameBits(product, products[0]) }
  }

  @Test("Numbers on the right, in place")
  func numbers() {
    var x = Tensor([1, 2, 4])
    let before = x.read { UInt(bitPattern: $0) }
    x -= 0.5
    x /= 0.25
    expectEqual(x, Tensor([2, 6, 14]))
    #expect(x.read { UInt(bitPattern: $0) } == before)
  }

  /// `t` written out over the whole shape, one axis after the other by copies.
  private func stretched(_ t: Tensor, _ shape: Shape) -> Tensor {
    var t = t.reshaped([Int](repeating: 1, count: shape.rank - t.rank) + t.shape.dimensions)
    for axis in 0..<shape.rank where t.shape[axis] != shape[axis] {
      t = .concatenated([Tensor](repeating: t, count: shape[axis]), axis: axis)
    }
    return t
  }
}
