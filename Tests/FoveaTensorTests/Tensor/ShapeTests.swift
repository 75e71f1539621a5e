import FoveaTensor
import TestSupport
import Testing

@Suite struct ShapeTests {
  @Test("Count, rank, strides and text")
  func facts() {
    let s: Shape = [2, 3, 4]
    #expect(s.count == 24)
    #expect(s.rank == 3)
    #expect(s.strides == [12, 4, 1])
    #expect(s[0] == 2)
    #expect(s[-1] == 4)
    #expect("\(s)" == "[2, 3, 4]")
    #expect(s.replacing(axis: -2, with: 7) == [2, 7, 4])
    let none: Shape = []
    #expect(none.count == 1)
    #expect(none.strides == [])
    #expect("\(none)" == "[ ]")
    #expect(Shape([5, 0]).count == 0)
    // Nothing at all, however large the other extents are.
    let flat = Shape([0, 1 << 40, 1 << 40])
    #expect(flat.count == 0)
    #expect(Tensor.zeros(flat).shape.strides[2] == 1)
  }

  @Test("Reshaping keeps the elements in order")
  func reshaped() {
    let x = Tensor([2, 6], (0..<12).map { Scalar($0) })
    let y = x.reshaped(3, 4)
    #expect(y.shape == [3, 4])
    #expect(y.elements == x.elements)
    #expect(x.reshaped(-1).shape == [12])
    #expect(x.reshaped(4, -1).shape == [4, 3])
    #expect(x.reshaped([-1, 2, 2]).shape == [3, 2, 2])
    #expect(x.reshaped(12, -1).shape == [12, 1])
    #expect(x.reshaped(to: [1, 12, 1]).shape == [1, 12, 1])
    #expect(Tensor(3).reshaped([]).shape == [])
    #expect(Tensor(3).reshaped(1, 1).shape == [1, 1])
    #expect(Tensor([3]).reshaped([]).item == 3)
  }

  @Test("Nothing reshapes to nothing")
  func empty() {
    let x = Tensor.zeros([0, 4])
    #expect(x.reshaped(2, 0).shape == [2, 0])
    #expect(x.reshaped(-1, 4).shape == [0, 4])
    #expect(x.reshaped(-1).shape == [0])
  }

  @Test("Elements by index, read and written")
  func subscripts() {
    var x = Tensor.zeros([2, 3, 2])
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<2 { x[i, j, k] = Scalar(100 * i + 10 * j + k) }
      }
    }
    #expect(x.elements == [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121])
    #expect(x[1, 2, 1] == 121)
    x[1, 2, 1] += 0.5
    #expect(x[1, 2, 1] == 121.5)
    #expect(Tensor([2]).item == 2)
    #expect(Tensor([1, 1, 1], [4]).item == 4)
    var single = Tensor(5)
    single[] = 6
    #expect(single[] == 6)
  }

  @Test("Creation")
  func creation() {
    #expect(Tensor.ones([2, 2]).elements == [1, 1, 1, 1])
    #expect(Tensor(repeating: 3, []).elements == [3])
    #expect(Tensor([]).shape == [0])
    #expect(Tensor([0, 3], []).elements == [])
  }
}
