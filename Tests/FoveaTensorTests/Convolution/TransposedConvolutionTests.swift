import FoveaReference
import FoveaTensor
import TestSupport
import Testing

@Suite struct TransposedConvolutionTests {
  /// Every window of the table as the way back of a convolution that fits.
  @Test("Equals the definition, in integers exactly", arguments: WindowCase.sparseParts)
  func definition(_ part: WindowCase.Part) throws {
    for window in part.cases {
      let forward = try window.convolution()
      var random = TestRandom(window.description)
      let x = random.integers(forward.outputShape)
      let kernel = random.integers(forward.kernelShape)
      let bias = random.integers([forward.inputChannels])
      poisonFreeMemory()
      expectEqual(
        transposedConvolution(x, kernel, bias: bias, forward, algorithm: .im2col),
        Reference.transposedConvolution(x, kernel, bias: bias, forward), "\(window)")
    }
  }

  @Test("Sizes: (N - 1) S - 2P + D (K - 1) + 1 + output padding")
  func sizes() throws {
    func extent(
      _ n: Int, _ k: Int, stride: Int = 1, padding: Padding = .narrow, extra: Int = 0,
      dilation: Int = 1
    ) throws -> Int {
      try Conv2DGeometry(
        transposing: [2, n, n, 3], kernel: [k, k, 5, 3], stride: IntPair(stride),
        padding: padding, outputPadding: IntPair(extra), dilation: IntPair(dilation)
      ).inputShape[1]
    }
    #expect(try extent(4, 3) == 6)
    #expect(try extent(4, 3, stride: 2) == 9)
    #expect(try extent(4, 3, stride: 2, padding: .zeros(1)) == 7)
    #expect(try extent(4, 3, stride: 2, padding: .zeros(1), extra: 1) == 8)
    #expect(try extent(4, 3, stride: 2, padding: .same) == 8)
    #expect(try extent(4, 4, stride: 2, padding: .zeros(1)) == 8)
    #expect(try extent(4, 3, padding: .full) == 2)
    #expect(try extent(4, 3, dilation: 2) == 8)
    #expect(try extent(4, 3, stride: 2, extra: 1, dilation: 2) == 12)
  }

  @Test("What does not fit is said")
  func refused() {
    func refusal(_ make: () throws -> Conv2DGeometry) -> String {
      do { return "\(try make())" } catch { return "\(error)" }
    }
    let start = "transposed convolution of [1, 4, 4, 3] with kernel [3, 3, 5, 3]: "
    #expect(
      refusal {
        try Conv2DGeometry(
          transposing: [1, 4, 4, 3], kernel: [3, 3, 5, 3], stride: 2, outputPadding: 2)
      } == start + "height: output padding below the stride 2, none with .same, expected, found 2")
    #expect(
      refusal {
        try Conv2DGeometry(
          transposing: [1, 4, 4, 3], kernel: [3, 3, 5, 3], padding: .zeros(3))
      } == start + "height: padding below the output's 6 places expected")
    #expect(
      refusal { try Conv2DGeometry(transposing: [1, 4, 4, 2], kernel: [3, 3, 5, 3]) }
        .hasSuffix("[height, width, outputs, channels] expected"))
    for extreme in [Int.min, -(1 << 40), -1, 0, 1 << 40, .max] {
      #expect(
        refusal {
          try Conv2DGeometry(
            transposing: [1, 4, 4, 3], kernel: [3, 3, 5, 3], groups: extreme)
        }.hasPrefix(start), "groups \(extreme)")
      guard extreme.magnitude > 1 else { continue }
      for padding in [
        Padding.zeros(IntPair(extreme, 0)), .sides(top: 1, bottom: extreme, left: 0, right: 0),
      ] {
        #expect(
          refusal {
            try Conv2DGeometry(
              transposing: [1, 4, 4, 3], kernel: [3, 3, 5, 3], padding: padding)
          }.hasPrefix(start), "\(padding)")
      }
    }
  }

  @Test("PyTorch's figures, in groups, strided, padded, with output padding")
  func peers() throws {
    let x = PeerFigures.ramp([1, 3, 2, 4])
    let kernel = PeerFigures.ramp([3, 2, 2, 4])
    let g = try Conv2DGeometry(
      transposing: x.shape, kernel: kernel.shape, stride: [2, 3],
      padding: .sides(top: 1, bottom: 1, left: 0, right: 0), outputPadding: [1, 2], groups: 2)
    expectClose(
      transposedConvolution(x, kernel, bias: Tensor([0.5, -1, 2, 0]), g), PeerFigures.transposed,
      reduction: 16)
  }
}

/// Locally connected layers and larger images against their definitions.
@Suite struct UnsharedAndUpsampledTests {
  @Test("Kernels of their own at each place", arguments: WindowCase.sparseParts)
  func locallyConnectedDefinition(_ part: WindowCase.Part) throws {
    for (place, window) in part.cases.enumerated() where window.groups == 1 {
      let g = try window.convolution()
      var random = TestRandom(window.description)
      let x = random.integers(g.inputShape)
      let kernels = random.integers(g.placesShape)
      poisonFreeMemory()
      expectEqual(
        locallyConnected(x, kernels, g), Reference.locallyConnected(x, kernels, g), "\(window)")
      // Gradients cost more than they tell in every one of them.
      guard place % 3 == 0 else { continue }
      let real = random.uniform(g.inputShape)
      let terms = g.batch * g.outputPixels * (g.patchSize + g.outputChannels)
      expectAdjoint(
        { locallyConnected($0, kernels, g) },
        { locallyConnectedInputGradient($0, kernels, g) }, at: real, reduction: terms, &random,
        "\(window)")
      expectAdjoint(
        { locallyConnected(x, $0, g) }, { locallyConnectedWeightGradient(x, $0, g) },
        at: random.uniform(g.placesShape), reduction: terms, &random, "\(window), kernels")
    }
  }

  @Test("With the same kernel everywhere it is a convolution")
  func sharedKernels() throws {
    var random = TestRandom("shared kernels")
    let g = try Conv2DGeometry(input: [2, 5, 6, 3], kernel: [3, 2, 3, 4], padding: .same)
    let kernel = random.integers(g.kernelShape)
    let repeated = kernel.reshaped(1, g.patchSize, 4).broadcast(to: g.placesShape)
    let x = random.integers(g.inputShape)
    expectEqual(locallyConnected(x, repeated, g), convolution(x, kernel, g))
  }

  @Test("Larger images equal the definition; their gradient is the transpose")
  func upsampling() {
    var random = TestRandom("upsampling")
    for interpolation in Interpolation.allCases {
      for (shape, scale) in [
        (Shape([2, 3, 5, 3]), IntPair(2, 3)), ([1, 1, 4, 8], [3, 1]), ([3, 2, 1, 17], 4),
      ] {
        let x = random.uniform(shape)
        poisonFreeMemory()
        expectClose(
          upsampled(x, scale, interpolation), Reference.upsampled(x, scale, interpolation),
          reduction: 6, scale: 1, "\(shape) by \(scale), \(interpolation)")
        expectAdjoint(
          { upsampled($0, scale, interpolation) },
          { upsampledInputGradient($0, input: shape, scale, interpolation) }, at: x,
          reduction: 4 * scale.height * scale.width + 8, &random)
      }
    }
    let x = PeerFigures.ramp([1, 2, 3, 2])
    expectClose(upsampled(x, [3, 2], .bilinear), PeerFigures.bilinear, reduction: 8)
  }

  @Test("Nearest neighbours keep values as they are, NaN to itself")
  func nearest() {
    let x = Tensor([1, 1, 2, 1], [.nan, .infinity])
    let y = upsampled(x, 2, .nearest).elements
    #expect(y[0].isNaN && y[1].isNaN && y[4].isNaN && y[5].isNaN)
    #expect([y[2], y[3], y[6], y[7]] == Array(repeating: .infinity, count: 4))
  }

  @Test("What is not finite stays with the outputs that have a share of it")
  func interpolatedInfinity() {
    // Three times as many rows: the second lies on the first input, those after it between both.
    let down = Tensor([1, 2, 2, 1], [1, 2, .infinity, .infinity])
    let y = upsampled(down, 3, .bilinear)
    #expect(y.shape == [1, 6, 6, 1])
    for column in 0..<6 {
      #expect(y[0, 0, column, 0].isFinite && y[0, 1, column, 0].isFinite)
      #expect((2..<6).allSatisfy { y[0, $0, column, 0] == .infinity })
    }
    let across = upsampled(Tensor([1, 2, 2, 1], [1, .infinity, 2, .infinity]), 3, .bilinear)
    for row in 0..<6 {
      #expect(across[0, row, 0, 0].isFinite && across[0, row, 1, 0].isFinite)
      #expect((2..<6).allSatisfy { across[0, row, $0, 0] == .infinity })
    }
  }

  @Test("The same bits with 1, 2 and 5 threads")
  func threads() throws {
    var random = TestRandom("unshared threads")
    let g = try Conv2DGeometry(input: [37, 8, 9, 5], kernel: [3, 3, 5, 6], padding: .same)
    let (x, kernels) = (random.uniform(g.inputShape), random.uniform(g.placesShape))
    let dy = random.uniform(g.outputShape)
    let back = try Conv2DGeometry(
      transposing: [6, 14, 15, 8], kernel: [4, 4, 7, 8], stride: 2, padding: .zeros(1))
    let (z, kernel) = (random.uniform(back.outputShape), random.uniform(back.kernelShape))
    let results = withThreads([1, 2, 5]) { _ in
      let y = upsampled(x, 3, .bilinear)
      return [
        locallyConnected(x, kernels, g), locallyConnectedInputGradient(dy, kernels, g),
        locallyConnectedWeightGradient(x, dy, g), y,
        upsampledInputGradient(y, input: x.shape, 3, .bilinear),
        transposedConvolution(z, kernel, back),
      ]
    }
    for tensors in results.dropFirst() {
      for (many, one) in zip(tensors, results[0]) { expectSameBits(many, one) }
    }
  }
}
