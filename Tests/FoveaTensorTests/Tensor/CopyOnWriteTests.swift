import FoveaTensor
import TestSupport
import Testing

/// A tensor is a value: writing to one changes no other, and copies only where it must.
@Suite struct CopyOnWriteTests {
  @Test("Writing to a copy leaves the original, and the other way round")
  func copies() {
    let original = Tensor([2, 3], [1, 2, 3, 4, 5, 6])
    var copy = original
    #expect(copy.sharesStorage(with: original))
    copy[1, 2] = 9
    expectEqual(original, Tensor([2, 3], [1, 2, 3, 4, 5, 6]))
    expectEqual(copy, Tensor([2, 3], [1, 2, 3, 4, 5, 9]))
    #expect(!copy.sharesStorage(with: original))

    var first = copy
    let second = first
    first *= 2
    expectEqual(second, Tensor([2, 3], [1, 2, 3, 4, 5, 9]))
    expectEqual(first, Tensor([2, 3], [2, 4, 6, 8, 10, 18]))
  }

  @Test("A reshaped tensor shares the memory until one of the two is written to")
  func reshaped() {
    let original = Tensor([2, 3], [1, 2, 3, 4, 5, 6])
    var flat = original.reshaped(6)
    #expect(flat.sharesStorage(with: original))
    flat[0] = 7
    #expect(original[0, 0] == 1)
    #expect(flat[0] == 7)
  }

  @Test("Tensors of an array, a structure and a closure are copies too")
  func containers() {
    struct Pair { var a, b: Tensor }
    let original = Tensor([1, 2, 3])
    var array = [original, original]
    array[0][1] = 20
    var pair = Pair(a: original, b: original)
    pair.b += 1
    let captured = { [original] in original }
    var late = captured()
    late[2] = 30
    expectEqual(original, Tensor([1, 2, 3]))
    expectEqual(array[0], Tensor([1, 20, 3]))
    expectEqual(array[1], Tensor([1, 2, 3]))
    expectEqual(pair.b, Tensor([2, 3, 4]))
    expectEqual(captured(), Tensor([1, 2, 3]))
  }

  @Test("A tensor alone with its memory is written in place")
  func inPlace() {
    var x = Tensor([1, 2, 3])
    let y = Tensor([4, 5, 6])
    let before = address(x)
    x[0] = 5
    x += y
    x -= y
    x *= y
    x /= y
    x += 1
    x *= 2
    #expect(address(x) == before)
    expectEqual(x, Tensor([12, 6, 8]))
  }

  @Test("In place again once the other copy is gone")
  func aloneAgain() {
    var x = Tensor([1, 2, 3])
    do {
      let copy = x
      let alone = x.isUniquelyOwned()
      #expect(!alone)
      _ = copy.sum()
    }
    let before = address(x)
    x += 1
    #expect(address(x) == before)
  }

  @Test("A tensor combined with itself", arguments: [7, 40_001])
  func itself(_ n: Int) {
    let start = (0..<n).map { Scalar($0 % 50 + 1) }
    var sum = Tensor(start)
    sum += sum
    expectEqual(sum, Tensor(start.map { 2 * $0 }))
    var product = Tensor(start)
    product *= product
    expectEqual(product, Tensor(start.map { $0 * $0 }))
    var none = Tensor(start)
    none -= none
    expectEqual(none, .zeros([n]))
    var ones = Tensor(start)
    ones /= ones
    expectEqual(ones, .ones([n]))
  }

  @Test("Threads that write to copies of one tensor do not see each other")
  func threads() async {
    let shared = Tensor(repeating: 1, [1000])
    let sums = await withTaskGroup(of: Scalar.self) { group in
      for task in 0..<16 {
        group.addTask {
          var own = shared
          for i in 0..<1000 { own[i] = Scalar(task) }
          return own.sum().item
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums.sorted() == (0..<16).map { Scalar($0 * 1000) })
    expectEqual(shared, .ones([1000]))
  }

  private func address(_ x: Tensor) -> UInt { x.read { UInt(bitPattern: $0) } }
}
