import FoveaExplain
import FoveaTensor
import TestSupport
import Testing

/// Every kind of pooling on one matrix, worked out by hand (rows D4, D5 and D7).
@Suite struct PoolingGalleryTests {
  private func output(_ name: String, _ gallery: PoolingGallery) throws -> Tensor {
    try #require(gallery.rows.first { $0.name == name }).output
  }

  @Test("maximum: what is left at the border, with a window of its own, overlapping")
  func maxima() throws {
    let gallery = try PoolingGallery()
    expectEqual(try output("max", gallery), Tensor([2, 2], [8, 2, 4, 9]))
    expectEqual(
      try output("max, ceil", gallery), Tensor([3, 3], [8, 2, 4, 4, 9, 2, 5, 1, 7]))
    expectEqual(
      try output("max, overlapping", gallery),
      Tensor([4, 4], [8, 8, 2, 4, 8, 8, 6, 3, 4, 6, 9, 9, 5, 5, 9, 9]))
    expectEqual(
      try output("adaptive max", gallery), Tensor([3, 3], [8, 8, 4, 8, 9, 9, 5, 9, 9]))
    expectEqual(try output("global max", gallery), Tensor([1, 1], [9]))
  }

  @Test("means: of squares and rectangles, of zeros around or not")
  func means() throws {
    let gallery = try PoolingGallery()
    expectClose(try output("average", gallery), Tensor([2, 2], [3, 1, 1.75, 5]), reduction: 4)
    expectClose(
      try output("average, rectangle", gallery),
      Tensor([2, 2], [13, 8, 15, 23]) / 6, reduction: 6)
    expectClose(
      try output("padded, zeros count", gallery).slice(axis: 0, 0..<1),
      Tensor([1, 3], [0.25, 0.75, 1.5]), reduction: 4)
    expectClose(
      try output("padded, they do not", gallery).slice(axis: 0, 0..<1),
      Tensor([1, 3], [1, 1.5, 3]), reduction: 4)
    expectClose(try output("global average", gallery), Tensor([1, 1], [2.56]), reduction: 25)
    #expect(try output("adaptive average", gallery).shape == [3, 3])
    expectClose(
      try output("adaptive average", gallery).slice(axis: 0, 0..<1).slice(axis: 1, 0..<1),
      Tensor([1, 1], [3]), reduction: 4)
  }

  @Test("the p-norm; stochastic by chance and by odds; fractional to 3 of 5")
  func others() throws {
    let gallery = try PoolingGallery()
    expectClose(
      try output("Lp", gallery), Tensor([2, 2], [74, 6, 21, 130]).sqrt(), reduction: 8)
    expectClose(
      try output("stochastic, inference", gallery),
      Tensor([2, 2], [74.0 / 12, 6.0 / 4, 21.0 / 7, 130.0 / 20]), reduction: 8)
    let windows: [Set<Scalar>] = [[1, 3, 8], [2, 1], [2, 1, 4], [6, 3, 2, 9]]
    var drawn: Set<[Scalar]> = []
    for seed in 0..<20 {
      var choices = PoolingGallery.Choices()
      choices.seed = UInt64(seed)
      let values = try output("stochastic, training", PoolingGallery(choices: choices)).elements
      #expect(zip(values, windows).allSatisfy { $1.contains($0) })
      drawn.insert(values)
    }
    #expect(drawn.count > 3)
    let fractional = try output("fractional", gallery)
    #expect(fractional.shape == [3, 3] && fractional.elements.contains(9))
    var high = PoolingGallery.Choices()
    high.exponent = 16
    // Near the maximum, as p grows.
    let norms = try output("Lp", PoolingGallery(choices: high)).elements
    #expect(zip(norms, [8, 2, 4, 9] as [Scalar]).allSatisfy { $0 >= $1 * 0.999 && $0 < $1 * 1.1 })
  }

  @Test("a window larger than the matrix is refused")
  func refused() {
    var choices = PoolingGallery.Choices()
    choices.window = 6
    #expect(throws: ShapeError.self) { try PoolingGallery(choices: choices) }
    choices.window = 1
    #expect(throws: Never.self) { try PoolingGallery(choices: choices) }
  }
}

extension PoolingGallery {
  fileprivate init(choices: Choices) throws { try self.init(Self.example, choices) }
}
