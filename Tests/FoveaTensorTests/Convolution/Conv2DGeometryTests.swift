import FoveaTensor
import TestSupport
import Testing

@Suite struct Conv2DGeometryTests {
  @Test("Five 3x3 kernels over a 7x7 image: (9 + 1) * 5 = 50 parameters")
  func parameters() throws {
    let g = try Conv2DGeometry(input: [1, 7, 7, 1], kernel: [3, 3, 1, 5])
    #expect(g.weightCount == 45)
    #expect(g.weightCount + g.outputChannels == 50)
    #expect(g.patchSize == 9)
    #expect(g.outputShape == [1, 5, 5, 5])
    #expect(g.multiplyAdds == 25 * 45)
  }

  @Test("W2 x H2 x D2: the output's depth is the number of kernels, a kernel's is the input's")
  func volume() throws {
    let g = try Conv2DGeometry(
      input: [8, 32, 28, 3], kernel: [5, 3, 3, 10], stride: [1, 2],
      padding: .sides(top: 2, bottom: 2, left: 1, right: 0))
    #expect(g.outputShape == [8, 32, 14, 10])
    #expect(g.inputShape == [8, 32, 28, 3])
    #expect(g.kernelShape == [5, 3, 3, 10])
    #expect(g.outputPixels == 32 * 14)
    #expect(g.patchSize == 5 * 3 * 3)
    #expect(g.multiplyAdds == 8 * 32 * 14 * 10 * 45)
  }

  @Test("Groups divide a kernel's depth, not the output's")
  func groups() throws {
    let g = try Conv2DGeometry(input: [2, 6, 6, 8], kernel: [3, 3, 2, 12], groups: 4)
    #expect(g.outputShape == [2, 4, 4, 12])
    #expect(g.patchSize == 18)
    #expect(g.weightCount == 18 * 12)
  }

  @Test("The lecture's 7x7, kernel 3, stride 3 is an error by default and floors when asked to")
  func policy() throws {
    let error = #expect(throws: ShapeError.self) {
      try Conv2DGeometry(input: [1, 7, 7, 1], kernel: [3, 3, 1, 1], stride: 3)
    }
    #expect(
      error?.description
        == "convolution of [1, 7, 7, 1] with kernel [3, 3, 1, 1]: height: doesn't fit: "
        + "(7 + 0 - 3) / 3 + 1 = 2.33, 1 of 7 uncovered; "
        + "try padding 1 -> 3, stride 2 -> 3, stride 4 -> 2, or the policy .floor")
    let floored = try Conv2DGeometry(
      input: [1, 7, 7, 1], kernel: [3, 3, 1, 1], stride: 3, policy: .floor)
    #expect(floored.outputShape == [1, 2, 2, 1])
    let padded = try Conv2DGeometry(
      input: [1, 7, 7, 1], kernel: [3, 3, 1, 1], stride: 3, padding: .zeros(1))
    #expect(padded.outputShape == [1, 3, 3, 1])
  }

  @Test(
    "What fits is the nearest: padding by its distance from what is there, strides below and above",
    arguments: [
      (7, 3, 3, 5, ["padding 4 -> 5", "stride 2 -> 8", "stride 7 -> 3"]),
      (7, 3, 3, 0, ["padding 1 -> 3", "stride 2 -> 3", "stride 4 -> 2"]),
      (23, 3, 8, 0, ["padding 2 -> 4", "stride 5 -> 5", "stride 10 -> 3"]),
      (8, 3, 8, 0, ["padding 0+3 -> 2", "stride 5 -> 2"]),
      (7, 3, 2, 0, []),
    ])
  func fixes(_ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ fixes: [String]) throws {
    let axis = try AxisGeometry(
      input: input, kernel: kernel, stride: stride, paddingBefore: padding, paddingAfter: padding)
    #expect(axis.fixes == fixes)
  }

  /// Refused shapes, and the line after "convolution of ... with kernel ...: ".
  struct Refusal: Sendable, CustomTestStringConvertible {
    var input: Shape = [2, 8, 9, 4]
    var kernel: Shape = [3, 3, 4, 6]
    var padding: Padding = .narrow
    var groups = 1
    var line: String
    var testDescription: String { line }
  }

  @Test(
    "Refused with both shapes and a line that says why",
    arguments: [
      Refusal(
        input: [8, 9, 4], line: "the input is [batch, height, width, channels], found rank 3"),
      Refusal(
        kernel: [3, 3], line: "the kernel is [height, width, inputs, outputs], found rank 2"),
      Refusal(groups: 0, line: "groups divide both channel counts, found 0 for 4 and 6"),
      Refusal(groups: -1, line: "groups divide both channel counts, found -1 for 4 and 6"),
      Refusal(groups: 3, line: "groups divide both channel counts, found 3 for 4 and 6"),
      Refusal(
        kernel: [3, 3, 1, 6], groups: 4,
        line: "groups divide both channel counts, found 4 for 4 and 6"),
      Refusal(
        kernel: [3, 3, 4, 0], line: "groups divide both channel counts, found 1 for 4 and 0"),
      Refusal(
        kernel: [3, 3, 3, 6], line: "kernel depth 4 expected (4 channels in 1 groups), found 3"),
      Refusal(groups: 2, line: "kernel depth 2 expected (4 channels in 2 groups), found 4"),
      Refusal(input: [2, 0, 9, 4], line: "height: input of 1 or more expected, found 0"),
      Refusal(
        kernel: [3, 10, 4, 6],
        line: "width: the kernel spans 10, the padded input only 9; use a kernel of at most 9 "
          + "or more padding"),
      Refusal(
        padding: .zeros([0, -1]), line: "width: padding of 0 or more expected, found -1 and -1"),
    ])
  func refused(_ refusal: Refusal) {
    let error = #expect(throws: ShapeError.self) {
      try Conv2DGeometry(
        input: refusal.input, kernel: refusal.kernel, padding: refusal.padding,
        groups: refusal.groups)
    }
    #expect(
      error?.description
        == "convolution of \(refusal.input) with kernel \(refusal.kernel): \(refusal.line)")
  }
}
