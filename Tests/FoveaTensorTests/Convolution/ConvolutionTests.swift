import FoveaTensor
import TestSupport
import Testing

@Suite struct ConvolutionTests {
  @Test("Lecture's 6x6 image", arguments: Slide6x6.figures)
  func slide(_ figure: Slide6x6.Figure) throws {
    let g = try Conv2DGeometry(
      input: Slide6x6.image.shape, kernel: figure.kernel.shape, stride: IntPair(figure.stride),
      policy: .floor)
    for algorithm in ConvolutionAlgorithm.allCases {
      let map = convolution(Slide6x6.image, figure.kernel, g, algorithm: algorithm)
      if algorithm == .winograd {
        // The only one that rounds: it divides by 24.
        expectClose(map, figure.map, reduction: 300)
      } else {
        expectEqual(map, figure.map)
      }
    }
  }

  @Test("Linear: f(a x + b y) = a f(x) + b f(y)")
  func linear() throws {
    var random = TestRandom("linear")
    let g = try Conv2DGeometry(
      input: [2, 6, 5, 3], kernel: [3, 2, 3, 4], stride: [1, 2],
      padding: .sides(
        top: 1, bottom: 1, left: 0, right: 1))
    let (x, y) = (random.integers(g.inputShape), random.integers(g.inputShape))
    let w = random.integers(g.kernelShape)
    func combined(_ a: Tensor, _ b: Tensor) -> Tensor {
      Tensor(a.shape, zip(a.elements, b.elements).map { 2 * $0 - 3 * $1 })
    }
    expectEqual(
      convolution(combined(x, y), w, g), combined(convolution(x, w, g), convolution(y, w, g)))
  }

  @Test("An empty batch gives empty outputs and a weight gradient of zeros")
  func emptyBatch() throws {
    let g = try Conv2DGeometry(input: [0, 5, 6, 3], kernel: [3, 3, 3, 4])
    let w = Tensor.ones(g.kernelShape)
    for algorithm in ConvolutionAlgorithm.allCases {
      poisonFreeMemory()
      let x = Tensor.zeros(g.inputShape)
      let y = convolution(x, w, g, algorithm: algorithm)
      #expect(y.shape == [0, 3, 4, 4])
      #expect(convolutionInputGradient(y, w, g, algorithm: algorithm).shape == g.inputShape)
      expectEqual(
        convolutionWeightGradient(x, y, g, algorithm: algorithm), .zeros(g.kernelShape))
    }
  }

  @Test("NaN and infinity reach exactly the outputs whose windows hold them")
  func notANumber() throws {
    let g = try Conv2DGeometry(
      input: [1, 5, 6, 9], kernel: [2, 3, 9, 2], padding: .zeros([1, 0]))
    let x = Tensor(g.inputShape) { $0 == [0, 2, 3, 8] ? .nan : 1 }
    let w = Tensor.ones(g.kernelShape)
    for algorithm in [ConvolutionAlgorithm.automatic, .im2col] {
      let y = convolution(x, w, g, algorithm: algorithm)
      let expected = Tensor(g.outputShape) { index in
        let touches = 2...3 ~= index[1] && 1...3 ~= index[2]
        let rows: Scalar = index[1] == 0 || index[1] == 5 ? 1 : 2
        return touches ? .nan : rows * 27
      }
      expectEqual(y, expected, "\(algorithm)")
    }
  }

  @Test("The patch buffer stays under 4 MiB whatever the batch", arguments: [1, 8, 512])
  func patchBuffer(_ batch: Int) throws {
    let g = try Conv2DGeometry(
      input: [batch, 56, 56, 256], kernel: [3, 3, 256, 256], padding: .same)
    #expect(g.im2colPatchBytes < 4 << 20)
  }

  @Test("A shape that is not the geometry's stops the program, both shapes named")
  func wrongShape() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let g = try Conv2DGeometry(input: [1, 5, 6, 2], kernel: [3, 3, 2, 4])
      _ = convolution(.zeros([1, 6, 5, 2]), .zeros(g.kernelShape), g)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "convolution: input of shape [1, 5, 6, 2] expected, received [1, 6, 5, 2]"))
  }
}
