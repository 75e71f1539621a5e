import FoveaTensor
import TestSupport
import Testing

/// Padding by name, on images that are not square so that the axes cannot be mistaken for each other.
@Suite struct PaddingTests {
  private func geometry(
    _ size: IntPair, kernel: IntPair, stride: IntPair = 1, padding: Padding,
    dilation: IntPair = 1
  ) throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: [1, size.height, size.width, 1], kernel: [kernel.height, kernel.width, 1, 1],
      stride: stride, padding: padding, dilation: dilation, policy: .floor)
  }

  @Test(
    "P = (F - 1) / 2: kernels 3, 5 and 7 take 1, 2 and 3",
    arguments: [(3, 1), (5, 2), (7, 3)])
  func same(_ kernel: Int, _ zeros: Int) throws {
    let g = try geometry([9, 8], kernel: IntPair(kernel), padding: .same)
    for axis in [g.vertical, g.horizontal] {
      #expect(axis.paddingBefore == zeros && axis.paddingAfter == zeros)
      #expect(axis.output == axis.input)
    }
  }

  @Test("Even kernels have no symmetric answer: the odd zero goes after the image")
  func even() throws {
    let g = try geometry([9, 8], kernel: [2, 4], padding: .same)
    #expect(g.vertical.paddingBefore == 0 && g.vertical.paddingAfter == 1)
    #expect(g.horizontal.paddingBefore == 1 && g.horizontal.paddingAfter == 2)
    #expect(g.outputShape == [1, 9, 8, 1])
  }

  @Test("With a stride, same means ceil(input / stride)")
  func strided() throws {
    // TensorFlow's rule for a 224 image under the ResNet stem: 2 zeros before, 3 after.
    let stem = try AxisPair(geometry([224, 225], kernel: 7, stride: 2, padding: .same))
    #expect(stem.padding == [2, 3, 3, 3])
    #expect(stem.outputs == [112, 113])
    for size in 1...12 {
      for stride in 1...4 {
        for kernel in 1...5 {
          for dilation in 1...2 {
            let g = try geometry(
              [size, 5], kernel: [kernel, 1], stride: [stride, 1], padding: .same,
              dilation: [dilation, 1])
            #expect(g.vertical.output == (size + stride - 1) / stride)
            #expect([0, 1].contains(g.vertical.paddingAfter - g.vertical.paddingBefore))
          }
        }
      }
    }
  }

  @Test("Narrow, wide and full")
  func names() throws {
    #expect(Padding.wide == Padding.same)
    let narrow = try geometry([7, 6], kernel: [3, 2], padding: .narrow)
    #expect(narrow.outputShape == [1, 5, 5, 1])
    let wide = try geometry([7, 6], kernel: [3, 2], padding: .wide)
    #expect(wide.outputShape == [1, 7, 6, 1])
    // K - 1 zeros a side: N + K - 1 outputs, with the kernel's span for K.
    let full = try geometry([7, 6], kernel: [3, 2], padding: .full)
    #expect(full.outputShape == [1, 9, 7, 1])
    let spread = try geometry([7, 6], kernel: [3, 2], padding: .full, dilation: [2, 3])
    #expect(spread.outputShape == [1, 11, 9, 1])
  }

  @Test("Zeros and sides go to the axes that they name")
  func sides() throws {
    #expect(
      try AxisPair(geometry([7, 6], kernel: 3, padding: .zeros(1))).padding == [1, 1, 1, 1])
    #expect(
      try AxisPair(geometry([7, 6], kernel: 3, padding: .zeros([1, 2]))).padding == [1, 1, 2, 2])
    let sides = Padding.sides(top: 1, bottom: 2, left: 3, right: 4)
    #expect(try AxisPair(geometry([7, 6], kernel: 3, padding: sides)).padding == [1, 2, 3, 4])
  }

  @Test("Written as a person would")
  func descriptions() {
    #expect(Padding.narrow.description == "narrow")
    #expect(Padding.same.description == "same")
    #expect(Padding.full.description == "full")
    #expect(Padding.zeros(1).description == "1x1")
    #expect(Padding.zeros([1, 2]).description == "1x2")
    #expect(Padding.sides(top: 0, bottom: 1, left: 2, right: 3).description == "0+1x2+3")
  }
}

/// Both axes of a geometry, to compare at once.
private struct AxisPair {
  /// Top, bottom, left, right.
  let padding: [Int]
  let outputs: [Int]

  init(_ g: Conv2DGeometry) {
    padding = [g.vertical, g.horizontal].flatMap { [$0.paddingBefore, $0.paddingAfter] }
    outputs = [g.vertical.output, g.horizontal.output]
  }
}
