import FoveaTensor
import TestSupport
import Testing

/// Matrix products against the triple loop, on small integers where both are exact.
@Suite struct MatrixProductTests {
  /// Rows, columns and inner extent.
  static let sizes: [[Int]] = [
    [1, 1, 1], [2, 3, 4], [7, 5, 3], [1, 9, 17], [13, 1, 31], [33, 65, 1], [17, 19, 23],
    [64, 64, 64], [65, 63, 129], [0, 3, 4], [3, 0, 4], [3, 4, 0], [0, 0, 0],
    // Above two million multiply-adds C is cut into blocks: rows, columns, both, with rests.
    [1001, 67, 65], [67, 1001, 65], [400, 401, 33], [65, 1, 40_000], [130, 70, 500],
  ]

  @Test("All transposes, with and without a bias", arguments: sizes)
  func product(_ size: [Int]) {
    let (m, n, k) = (size[0], size[1], size[2])
    var random = TestRandom("matmul")
    let (a, b) = (random.integers([m, k]), random.integers([k, n]))
    let bias = random.integers([n])
    let expected = definition(a, b)
    for (transposeSelf, left) in [(false, a), (true, a.transposed())] {
      for (transposeOther, right) in [(false, b), (true, b.transposed())] {
        let name = "transposed: \(transposeSelf), \(transposeOther)"
        let c = left.matmul(
          right, transposeSelf: transposeSelf, transposeOther: transposeOther)
        expectEqual(c, expected, name)
        let biased = left.matmul(
          right, transposeSelf: transposeSelf, transposeOther: transposeOther,
          addingToRows: bias)
        expectEqual(biased, expected + bias, name)
      }
    }
  }

  @Test("The same bits with any number of threads", arguments: [[500, 300, 200], [90, 1100, 77]])
  func threads(_ size: [Int]) {
    var random = TestRandom("matmul bits")
    let (a, b) = (random.uniform([size[0], size[2]]), random.uniform([size[2], size[1]]))
    let products = withThreads([1, 2, 5]) { _ in a.matmul(b) }
    for product in products { expectSameBits(product, products[0]) }
    expectClose(products[0], definition(a, b), reduction: size[2])
  }

  @Test("The memory that a product is written to may hold anything")
  func overwrites() {
    do { _ = Tensor(repeating: .nan, [9, 7]) }
    expectEqual(Tensor.zeros([9, 3]).matmul(.zeros([3, 7])), .zeros([9, 7]))
    do { _ = Tensor(repeating: .nan, [9, 7]) }
    expectEqual(Tensor.zeros([9, 0]).matmul(.zeros([0, 7])), .zeros([9, 7]))
  }

  @Test("Inner products, of any shapes of as many elements")
  func dot() {
    #expect(Tensor([1, 2, 3]).dot(Tensor([4, -5, 6])) == 12)
    #expect(Tensor([2, 2], [1, 2, 3, 4]).dot(Tensor([1, 1, 1, 1])) == 10)
    #expect(Tensor([]).dot(Tensor([])) == 0)
    var random = TestRandom("dot")
    for n in [1, 7, 8, 31, 32, 33, 4095, 4096, 4097, 20_001] {
      let (x, y) = (random.integers([n]), random.integers([n]))
      #expect(Double(x.dot(y)) == innerProduct(x, y))
    }
  }

  private func definition(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    let (x, y) = (a.elements, b.elements)
    var z = [Scalar](repeating: 0, count: m * n)
    for i in 0..<m {
      for p in 0..<k {
        for j in 0..<n { z[i * n + j] += x[i * k + p] * y[p * n + j] }
      }
    }
    return Tensor([m, n], z)
  }
}
