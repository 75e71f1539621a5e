import FoveaReference
import TestSupport
import Testing

@testable import FoveaTensor

/// The input gradient of few channels, spread over the windows; the grid has more geometries.
@Suite struct SpreadGradientTests {
  @Test(
    "Rows longer than a register block, strides, dilated rows, padding beyond the image",
    arguments: [(6, 7, 1, 2, 1), (3, 5, 2, 1, 1), (5, 3, 1, 4, 2), (1, 11, 4, 2, 1)])
  func values(_ channels: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int) throws
  {
    let g = try Conv2DGeometry(
      input: [3, 17, 14, channels], kernel: [kernel, kernel, channels, 10],
      stride: IntPair(stride, stride), padding: .zeros(IntPair(padding, padding)),
      dilation: IntPair(dilation, 1), policy: .floor)
    #expect(Direct(g).spreadsGradient)
    var random = TestRandom("spread \(channels) \(kernel)")
    let (dy, w) = (random.integers(g.outputShape), random.integers(g.kernelShape))
    poisonFreeMemory()
    expectEqual(
      Direct(g).inputGradient(dy, w), Reference.convolutionInputGradient(dy, w, g), "\(g)")
  }

  @Test("An infinite gradient reaches the inputs of its window and no other")
  func infinite() throws {
    let g = try Conv2DGeometry(input: [1, 9, 9, 3], kernel: [3, 3, 3, 4])
    let dy = Tensor(g.outputShape) { $0 == [0, 2, 3, 1] ? .infinity : 1 }
    let dx = Direct(g).inputGradient(dy, .ones(g.kernelShape))
    for y in 0..<9 {
      for x in 0..<9 {
        let isSeen = (2...4).contains(y) && (3...5).contains(x)
        #expect(dx[0, y, x, 2].isFinite != isSeen, "\(y), \(x)")
      }
    }
  }
}
