import Foundation
import FoveaTensor
import TestSupport
import Testing

/// Functions of each element against the C library's, at a size that is no multiple of the vector's.
@Suite struct FunctionTests {
  let x: Tensor
  let positive: Tensor

  init() {
    var random = TestRandom("functions")
    x = random.uniform([3, 7, 11], -4...4)
    positive = random.uniform([3, 7, 11], 0.01...9)
  }

  @Test("exp, log, sqrt, square, abs, power")
  func library() {
    expectClose(x.exp(), each(x) { exp($0) }, reduction: 3)
    expectSameBits(positive.log(), each(positive) { log($0) })
    expectSameBits(positive.sqrt(), each(positive) { $0.squareRoot() })
    expectSameBits(x.square(), each(x) { $0 * $0 })
    expectSameBits(x.abs(), each(x) { $0.magnitude })
    expectSameBits(positive.power(1.5), each(positive) { pow($0, 1.5) })
    expectSameBits(positive.reciprocal(), each(positive) { 1 / $0 })
  }

  @Test("The activations are their formulas")
  func activations() {
    expectSameBits(x.relu(), each(x) { max($0, 0) })
    let z = x.relu(adding: x.flipped(axis: 0))
    expectSameBits(z, each(x + x.flipped(axis: 0)) { max($0, 0) })
    expectSameBits(x.leakyReLU(), each(x) { max($0, 0.1 * $0) })
    expectSameBits(x.leakyReLU(slope: 0.3), each(x) { max($0, 0.3 * $0) })
    expectClose(x.sigmoid(), each(x) { 1 / (1 + exp(-$0)) }, reduction: 4)
    expectClose(x.tanh(), each(x) { tanh($0) }, reduction: 4)
  }

  @Test("Softmax: rows of positive numbers that add up to 1, whatever is added to the logits")
  func softmax() {
    let y = x.softmax()
    let e = x.exp()
    expectClose(y, e / e.sum(axes: [-1], keepingDimensions: true), reduction: 11)
    expectClose(y.sum(axes: [-1]), .ones([3, 7]), reduction: 11)
    let wide = Tensor([2, 3], [1000, 1000, 1000, -1e30, 0, 88])
    expectClose(wide.softmax().sum(axes: [-1]), .ones([2]), reduction: 3)
    #expect(wide.softmax()[1, 2] == 1)
    #expect(Tensor.zeros([4, 0]).softmax().shape == [4, 0])
    #expect(Tensor.zeros([0, 4]).softmax().shape == [0, 4])
  }

  @Test("Signs, bounds, extremes, equality")
  func pieces() {
    let y = Tensor([-3, -0.5, 0, 0.5, 3, .infinity, -.infinity])
    expectEqual(y.sign(), Tensor([-1, -1, 0, 1, 1, 1, -1]))
    expectEqual(y.clamped(to: -1...2), Tensor([-1, -0.5, 0, 0.5, 2, 2, -1]))
    expectEqual(y.maximum(Tensor(0)), Tensor([0, 0, 0, 0.5, 3, .infinity, 0]))
    expectEqual(y.minimum(Tensor(0)), Tensor([-3, -0.5, 0, 0, 0, 0, -.infinity]))
    expectEqual(y.equals(Tensor(0.5)), Tensor([0, 0, 0, 1, 0, 0, 0]))
  }

  @Test("NaN comes out wherever it goes in")
  func notANumber() {
    let n = Tensor([.nan, 1])
    let one = Tensor([1, .nan])
    for y in [n.exp(), n.log(), n.sqrt(), n.sign(), n.clamped(to: 0...1), n.relu(), n.tanh()] {
      #expect(y[0].isNaN)
      #expect(!y[1].isNaN)
    }
    expectEqual(n.maximum(one), Tensor([.nan, .nan]))
    expectEqual(n.minimum(one), Tensor([.nan, .nan]))
    expectEqual(n.softmax(), Tensor([.nan, .nan]))
  }

  private func each(_ x: Tensor, _ f: (Scalar) -> Scalar) -> Tensor {
    Tensor(x.shape, x.elements.map(f))
  }
}
