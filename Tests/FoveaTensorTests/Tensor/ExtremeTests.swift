import FoveaTensor
import TestSupport
import Testing

/// Largest and smallest elements of runs long enough to be cut into lanes and tasks.
@Suite struct ExtremeTests {
  @Test("Of everything, wherever it stands", arguments: [1, 63, 64, 65, 1000, 65_536, 200_003])
  func everything(_ n: Int) {
    var random = TestRandom("extremes")
    let start = random.uniform([n])
    for place in Set([0, 1, n / 2, n - 1].map { min($0, n - 1) }) {
      var x = start
      x[place] = 3
      expectEqual(x.max(), Tensor(3))
      expectEqual((-x).min(), Tensor(-3))
      x[place] = .nan
      expectEqual(x.max(), Tensor(.nan))
      expectEqual(x.min(), Tensor(.nan))
    }
  }

  @Test("Down the columns and along the rows", arguments: [[3, 2500], [2500, 3], [300, 301]])
  func matrix(_ size: [Int]) {
    var random = TestRandom("extremes of matrices")
    let x = random.uniform(Shape(size))
    let (across, down) = (x.elements, x.transposed().elements)
    func rows(_ elements: [Scalar], _ count: Int) -> [ArraySlice<Scalar>] {
      let length = elements.count / count
      return (0..<count).map { elements[$0 * length..<($0 + 1) * length] }
    }
    expectEqual(x.max(axes: [1]), Tensor(rows(across, size[0]).map { $0.max() ?? .nan }))
    expectEqual(x.min(axes: [0]), Tensor(rows(down, size[1]).map { $0.min() ?? .nan }))
    #expect(
      x.argmax(axis: 0)
        == rows(down, size[1]).map { row in
          row.indices.max { row[$0] < row[$1] }.map { $0 - row.startIndex } ?? -1
        })
  }

  @Test("argmax along any axis: the first on ties, the other axes in order")
  func argmax() {
    let x = Tensor([2, 3, 2], [1, 9, 5, 9, 5, 0, 7, 1, 7, 2, 8, 3])
    #expect(x.argmax(axis: 0) == [1, 0, 1, 0, 1, 1])
    #expect(x.argmax(axis: 1) == [1, 0, 2, 2])
    #expect(x.argmax(axis: -1) == x.argmax())
  }

  @Test("No results need no elements")
  func empty() {
    #expect(Tensor.zeros([0, 3]).max(axes: [1]).shape == [0])
    #expect(Tensor.zeros([0, 0]).min(axes: [0]).shape == [0])
    #expect(Tensor.zeros([2, 0, 0]).min(axes: [1]).shape == [2, 0])
  }
}
