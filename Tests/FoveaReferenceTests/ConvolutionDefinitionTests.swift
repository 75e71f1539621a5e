import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// The reference convolution against the lecture's figures and against restatements of itself: each
/// parameter of the geometry is undone by hand, so that only the plain convolution is left to trust.
@Suite struct ConvolutionDefinitionTests {
  @Test("Lecture's 6x6 image", arguments: Slide6x6.figures)
  func slide(_ figure: Slide6x6.Figure) throws {
    let g = try Conv2DGeometry(
      input: Slide6x6.image.shape, kernel: figure.kernel.shape, stride: IntPair(figure.stride),
      policy: .floor)
    expectEqual(Reference.convolution(Slide6x6.image, figure.kernel, g), figure.map)
  }

  @Test("A bias is added to every pixel of its output")
  func bias() throws {
    var random = TestRandom("bias")
    let x = random.integers([2, 3, 4, 2])
    let w = random.integers([2, 2, 2, 3])
    let g = try Conv2DGeometry(input: x.shape, kernel: w.shape)
    let plain = Reference.convolution(x, w, g)
    let bias: [Scalar] = [10, -20, 30]
    let expected = Tensor(plain.shape) { plain.element(at: $0) + bias[$0[3]] }
    expectEqual(Reference.convolution(x, w, bias: Tensor(bias), g), expected)
    let ones = Tensor.ones(g.outputShape)
    let pixels = Scalar(g.batch * g.outputPixels)
    expectEqual(
      Reference.convolutionBiasGradient(ones), Tensor([pixels, pixels, pixels]))
  }

  @Test("Padding is an image with zeros written around it")
  func padding() throws {
    var random = TestRandom("padding")
    let x = random.integers([2, 4, 5, 3])
    let w = random.integers([3, 2, 3, 2])
    let g = try Conv2DGeometry(
      input: x.shape, kernel: w.shape, padding: .sides(top: 2, bottom: 0, left: 1, right: 3))
    let framed = x.padded(top: 2, bottom: 0, left: 1, right: 3)
    let plain = try Conv2DGeometry(input: framed.shape, kernel: w.shape)
    expectEqual(Reference.convolution(x, w, g), Reference.convolution(framed, w, plain))
  }

  @Test("Stride takes every so many-th output")
  func stride() throws {
    var random = TestRandom("stride")
    let x = random.integers([2, 7, 9, 2])
    let w = random.integers([3, 1, 2, 4])
    let dense = Reference.convolution(
      x, w, try Conv2DGeometry(input: x.shape, kernel: w.shape))
    let g = try Conv2DGeometry(
      input: x.shape, kernel: w.shape, stride: [2, 3], policy: .floor)
    let expected = Tensor(g.outputShape) {
      dense.element(at: [$0[0], $0[1] * 2, $0[2] * 3, $0[3]])
    }
    expectEqual(Reference.convolution(x, w, g), expected)
  }

  @Test("Dilation is a kernel with zeros between its taps")
  func dilation() throws {
    var random = TestRandom("dilation")
    let x = random.integers([1, 8, 9, 2])
    let w = random.integers([2, 3, 2, 3])
    let g = try Conv2DGeometry(input: x.shape, kernel: w.shape, dilation: [3, 2])
    let spread = Tensor([4, 5, 2, 3]) { index in
      guard index[0] % 3 == 0, index[1] % 2 == 0 else { return 0 }
      return w.element(at: [index[0] / 3, index[1] / 2, index[2], index[3]])
    }
    let plain = try Conv2DGeometry(input: x.shape, kernel: spread.shape)
    expectEqual(Reference.convolution(x, w, g), Reference.convolution(x, spread, plain))
  }

  @Test("Groups are convolutions of their own", arguments: [2, 3, 6])
  func groups(_ groups: Int) throws {
    var random = TestRandom("groups")
    let x = random.integers([2, 4, 3, 6])
    let depth = 6 / groups
    let w = random.integers([2, 2, depth, 12])
    let g = try Conv2DGeometry(input: x.shape, kernel: w.shape, groups: groups)
    let outputs = 12 / groups
    let parts = try (0..<groups).map { group in
      let part = x.channels(group * depth..<(group + 1) * depth)
      let kernel = w.channels(group * outputs..<(group + 1) * outputs)
      return Reference.convolution(
        part, kernel, try Conv2DGeometry(input: part.shape, kernel: kernel.shape))
    }
    expectEqual(Reference.convolution(x, w, g), concatenatedChannels(parts))
  }

  @Test("A 1x1 convolution is a matrix product")
  func pointwise() throws {
    var random = TestRandom("pointwise")
    let x = random.integers([2, 3, 4, 5])
    let w = random.integers([1, 1, 5, 7])
    let g = try Conv2DGeometry(input: x.shape, kernel: w.shape)
    let product = Reference.matmul(x.reshaped(24, 5), w.reshaped(5, 7))
    expectEqual(Reference.convolution(x, w, g).reshaped(24, 7), product)
  }

  @Test("A signal is an image of height 1")
  func signal() throws {
    // Differences of neighbours, then every second of them.
    let x = Tensor([1, 5, 1], [1, 4, 9, 16, 25])
    let w = Tensor([2, 1, 1], [-1, 1])
    let g = try Conv2DGeometry(input: [1, 1, 5, 1], kernel: [1, 2, 1, 1])
    expectEqual(Reference.convolution1D(x, w, g), Tensor([1, 4, 1], [3, 5, 7, 9]))
    let strided = try Conv2DGeometry(
      input: [1, 1, 5, 1], kernel: [1, 2, 1, 1], stride: [1, 2], policy: .floor)
    expectEqual(Reference.convolution1D(x, w, strided), Tensor([1, 2, 1], [3, 7]))
    // dx spreads -1, 1 from each place; dw sums x[i] and x[i + 1].
    let dy = Tensor.ones([1, 4, 1])
    expectEqual(
      Reference.convolution1DInputGradient(dy, w, g), Tensor([1, 5, 1], [-1, 0, 0, 0, 1]))
    expectEqual(
      Reference.convolution1DWeightGradient(x, dy, g), Tensor([2, 1, 1], [30, 54]))
  }

  @Test("A shape that is not the geometry's stops the program, both shapes named")
  func wrongShape() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let g = try Conv2DGeometry(input: [1, 5, 6, 2], kernel: [3, 3, 2, 4])
      _ = Reference.convolution(.zeros(g.inputShape), .zeros([3, 3, 4, 2]), g)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains("convolution, kernel: expected [3, 3, 2, 4], received [3, 3, 4, 2]"))
  }
}
