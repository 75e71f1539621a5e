import FoveaTensor
import TestSupport
import Testing

/// Element-wise arithmetic against plain loops, at sizes around the vector's and the tasks'.
@Suite struct ArithmeticTests {
  static let sizes = [0, 1, 2, 7, 8, 9, 15, 31, 33, 257, 16_383, 16_384, 16_385, 50_003]

  @Test("Tensor with tensor", arguments: sizes)
  func tensors(_ n: Int) {
    var random = TestRandom("arithmetic")
    let (x, y) = (random.uniform([n]), random.awayFromZero([n]))
    expectSameBits(x + y, pairs(x, y, +))
    expectSameBits(x - y, pairs(x, y, -))
    expectSameBits(x * y, pairs(x, y, *))
    expectSameBits(x / y, pairs(x, y, /))
    expectSameBits(-x, Tensor(x.elements.map { -$0 }))
  }

  @Test("Tensor with number", arguments: sizes)
  func numbers(_ n: Int) {
    var random = TestRandom("numbers")
    let x = random.awayFromZero([n])
    let a: Scalar = 0.7
    expectSameBits(x + a, Tensor(x.elements.map { $0 + a }))
    expectSameBits(a + x, Tensor(x.elements.map { a + $0 }))
    expectSameBits(x - a, Tensor(x.elements.map { $0 - a }))
    expectSameBits(a - x, Tensor(x.elements.map { a - $0 }))
    expectSameBits(x * a, Tensor(x.elements.map { $0 * a }))
    expectSameBits(a * x, Tensor(x.elements.map { a * $0 }))
    expectSameBits(x / a, Tensor(x.elements.map { $0 / a }))
    expectSameBits(a / x, Tensor(x.elements.map { a / $0 }))
  }

  @Test("Compound assignment gives what the operator gives, shared or not", arguments: sizes)
  func compound(_ n: Int) {
    var random = TestRandom("compound")
    let (x, y) = (random.uniform([n]), random.awayFromZero([n]))
    func check(_ expected: Tensor, _ assign: (inout Tensor) -> Void) {
      var shared = x
      assign(&shared)
      expectSameBits(shared, expected)
      var alone = Tensor(x.elements)
      assign(&alone)
      expectSameBits(alone, expected)
    }
    check(x + y) { $0 += y }
    check(x - y) { $0 -= y }
    check(x * y) { $0 *= y }
    check(x / y) { $0 /= y }
    check(x + 0.3) { $0 += 0.3 }
    check(x * 0.3) { $0 *= 0.3 }
  }

  @Test("Compound assignment stretches the right-hand side, in place or not")
  func compoundBroadcast() {
    var x = Tensor([2, 3], [1, 2, 3, 4, 5, 6])
    x += Tensor([10, 20, 30])
    expectEqual(x, Tensor([2, 3], [11, 22, 33, 14, 25, 36]))
    x *= Tensor([2, 1], [1, 2])
    expectEqual(x, Tensor([2, 3], [11, 22, 33, 28, 50, 72]))
    x -= Tensor(1)
    expectEqual(x, Tensor([2, 3], [10, 21, 32, 27, 49, 71]))
  }

  @Test("Infinities, NaN and the sign of zero as IEEE 754 has them")
  func special() {
    let x = Tensor([.infinity, -.infinity, .nan, 0, -0.0, 1])
    expectEqual(x + x, Tensor([.infinity, -.infinity, .nan, 0, -0.0, 2]))
    expectEqual(x - x, Tensor([.nan, .nan, .nan, 0, 0, 0]))
    expectEqual(1 / x, Tensor([0, -0.0, .nan, .infinity, -.infinity, 1]))
    expectEqual(x * 0, Tensor([.nan, .nan, .nan, 0, 0, 0]))
    #expect((Tensor([-0.0]) * 1).item.sign == .minus)
    #expect((Tensor([0]) * -1).item.sign == .minus)
    #expect((Tensor([-0.0]) * 1 + 0).item.sign == .plus)
    #expect((-Tensor([0])).item.sign == .minus)
  }

  @Test("Equality is that of shapes and elements; NaN equals nothing")
  func equality() {
    let x = Tensor([2, 2], [1, 2, 3, 4])
    #expect(x == Tensor([2, 2], [1, 2, 3, 4]))
    #expect(x != Tensor([4], [1, 2, 3, 4]))
    #expect(x != Tensor([2, 2], [1, 2, 3, 5]))
    let strange = Tensor([.nan])
    #expect(strange != strange)
    #expect(Tensor([0]) == Tensor([-0.0]))
    #expect(Tensor([0, 3], []) == Tensor([0, 3], []))
  }

  private func pairs(_ x: Tensor, _ y: Tensor, _ f: (Scalar, Scalar) -> Scalar) -> Tensor {
    Tensor(zip(x.elements, y.elements).map { f($0, $1) })
  }
}
