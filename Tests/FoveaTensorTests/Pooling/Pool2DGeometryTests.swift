import FoveaTensor
import TestSupport
import Testing

@Suite struct Pool2DGeometryTests {
  @Test("Windows stand side by side unless a stride is given")
  func defaults() throws {
    let g = try Pool2DGeometry(input: [2, 6, 9, 5], window: [2, 3])
    #expect(g.outputShape == [2, 3, 3, 5])
    #expect(g.vertical.stride == 2 && g.horizontal.stride == 3)
    let overlapping = try Pool2DGeometry(input: [2, 7, 9, 5], window: 3, stride: 2)
    #expect(overlapping.outputShape == [2, 3, 4, 5])
    #expect(overlapping.inputShape == [2, 7, 9, 5])
  }

  @Test("A rest is an error or is dropped, as for convolution")
  func policy() throws {
    #expect(throws: ShapeError.self) { try Pool2DGeometry(input: [1, 7, 6, 1], window: 2) }
    let g = try Pool2DGeometry(input: [1, 7, 6, 1], window: 2, policy: .floor)
    #expect(g.outputShape == [1, 3, 3, 1])
  }

  @Test("One window over the whole image")
  func global() throws {
    let g = try Pool2DGeometry.global(input: [4, 7, 5, 3])
    #expect(g.outputShape == [4, 1, 1, 3])
    let error = #expect(throws: ShapeError.self) { try Pool2DGeometry.global(input: [7, 5]) }
    #expect(
      error?.description
        == "pooling of [7, 5] with window 1x1: the input is [batch, height, width, channels], "
        + "found rank 2")
  }

  @Test("No window may lie in the padding altogether")
  func padding() throws {
    let before = #expect(throws: ShapeError.self) {
      try Pool2DGeometry(input: [1, 4, 4, 1], window: 2, padding: .zeros([0, 2]))
    }
    #expect(
      before?.description
        == "pooling of [1, 4, 4, 1] with window 2x2: "
        + "width: padding below the window of 2 expected, found 2 and 2")
    let after = #expect(throws: ShapeError.self) {
      try Pool2DGeometry(
        input: [1, 4, 4, 1], window: 2, padding: .sides(top: 0, bottom: 2, left: 0, right: 0))
    }
    #expect(
      after?.description
        == "pooling of [1, 4, 4, 1] with window 2x2: "
        + "height: padding below the window of 2 expected, found 0 and 2")
    // Zeros after the image that no window reaches do no harm.
    let unreached = try Pool2DGeometry(
      input: [1, 4, 4, 1], window: 3, stride: 3,
      padding: .sides(top: 0, bottom: 0, left: 0, right: 4), policy: .floor)
    #expect(unreached.outputShape == [1, 1, 2, 1])
  }
}
