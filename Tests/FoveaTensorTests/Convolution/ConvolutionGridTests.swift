import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// The engine's convolution against the definition, over the table of geometries, in every algorithm.
@Suite struct ConvolutionGridTests {
  @Test("Small integers: every bit equal in all three passes", arguments: WindowCase.parts)
  func exact(_ part: WindowCase.Part) throws {
    for window in part.cases { try checkExactly(window) }
  }

  private func checkExactly(_ window: WindowCase) throws {
    let g = try window.convolution()
    var random = TestRandom(window.description)
    let x = random.integers(g.inputShape)
    let w = random.integers(g.kernelShape)
    let dy = random.integers(g.outputShape)
    // With a bias and without: the engine initialises its output in two ways.
    let bias = Bool.random(using: &random) ? random.integers([g.outputChannels]) : nil

    let y = Reference.convolution(x, w, bias: bias, g)
    let dx = Reference.convolutionInputGradient(dy, w, g)
    let dw = Reference.convolutionWeightGradient(x, dy, g)
    for algorithm in ConvolutionAlgorithm.allCases {
      poisonFreeMemory()
      func expectAgreement(_ actual: Tensor, _ expected: Tensor, _ pass: ConvolutionPass) {
        let context = "\(window), \(algorithm), \(pass)"
        // Winograd's transforms multiply by up to 10 a dimension and divide by 24: not exact on integers, and
        // a rounding grows by about a hundred on its way.
        if algorithm.resolved(for: g, pass) == .winograd {
          expectClose(actual, expected, reduction: 100 * g.patchSize, context)
        } else {
          expectEqual(actual, expected, context)
        }
      }
      expectAgreement(
        convolution(x, w, bias: bias, g, algorithm: algorithm), y, .forward)
      expectAgreement(
        convolutionInputGradient(dy, w, g, algorithm: algorithm), dx, .inputGradient)
      expectAgreement(
        convolutionWeightGradient(x, dy, g, algorithm: algorithm), dw, .weightGradient)
    }
  }

  @Test(
    "Random reals: each gradient is the transpose of the forward pass",
    arguments: WindowCase.sparseParts)
  func adjoint(_ part: WindowCase.Part) throws {
    for window in part.cases {
      let g = try window.convolution()
      var random = TestRandom(window.description)
      let x = random.uniform(g.inputShape)
      let w = random.uniform(g.kernelShape)
      for algorithm in ConvolutionAlgorithm.allCases {
        // See `checkExactly`.
        func growth(_ gradient: ConvolutionPass) -> Int {
          [.forward, gradient].contains { algorithm.resolved(for: g, $0) == .winograd } ? 100 : 1
        }
        expectAdjoint(
          { convolution($0, w, g, algorithm: algorithm) },
          { convolutionInputGradient($0, w, g, algorithm: algorithm) }, at: x,
          reduction: growth(.inputGradient) * g.patchSize * g.outputChannels, &random,
          "\(window), \(algorithm), input")
        expectAdjoint(
          { convolution(x, $0, g, algorithm: algorithm) },
          { convolutionWeightGradient(x, $0, g, algorithm: algorithm) }, at: w,
          reduction: growth(.weightGradient) * (g.patchSize + g.batch * g.outputPixels), &random,
          "\(window), \(algorithm), weights")
      }
    }
  }

  @Test(
    "Random reals: the same bits with 1, 2 and 5 threads", arguments: WindowCase.sparseParts)
  func threads(_ part: WindowCase.Part) throws {
    for window in part.cases {
      let g = try window.convolution()
      var random = TestRandom(window.description)
      let x = random.uniform(g.inputShape)
      let w = random.uniform(g.kernelShape)
      let b = random.uniform([g.outputChannels])
      let dy = random.uniform(g.outputShape)
      for algorithm in ConvolutionAlgorithm.allCases {
        // Many of these are too small to share; `shared` has one of each algorithm that is not.
        let results = withThreads([1, 2, 5], isOneTask: true) { _ in
          [
            convolution(x, w, bias: b, g, algorithm: algorithm),
            convolutionInputGradient(dy, w, g, algorithm: algorithm),
            convolutionWeightGradient(x, dy, g, algorithm: algorithm),
          ]
        }
        for (width, result) in zip([2, 5], results.dropFirst()) {
          for (pass, (many, one)) in zip(ConvolutionPass.allCases, zip(result, results[0])) {
            expectSameBits(
              many, one, "\(window), \(algorithm), \(pass.rawValue), \(width) threads")
          }
        }
      }
    }
  }

  @Test("Layers worth sharing: the same bits with 1, 2 and 5 threads")
  func shared() throws {
    let dense = try Conv2DGeometry(
      input: [4, 24, 24, 32], kernel: [3, 3, 32, 48], padding: .same)
    let one = try Conv2DGeometry(input: [4, 24, 24, 64], kernel: [1, 1, 64, 96])
    let each = try Conv2DGeometry(
      input: [8, 48, 48, 64], kernel: [3, 3, 1, 64], padding: .same, groups: 64)
    let first = try Conv2DGeometry(input: [64, 28, 28, 1], kernel: [5, 5, 1, 6], padding: .same)
    let cases: [(ConvolutionAlgorithm, Conv2DGeometry)] = [
      (.im2col, dense), (.direct, dense), (.winograd, dense), (.pointwise, one), (.direct, one),
      (.depthwise, each), (.direct, first),
    ]
    for (algorithm, g) in cases {
      #expect(algorithm.isPossible(for: g, .forward))
      var random = TestRandom("shared \(g)")
      let (x, w) = (random.uniform(g.inputShape), random.uniform(g.kernelShape))
      let dy = random.uniform(g.outputShape)
      let passes: [() -> Tensor] = [
        { convolution(x, w, g, algorithm: algorithm) },
        { convolutionInputGradient(dy, w, g, algorithm: algorithm) },
        { convolutionWeightGradient(x, dy, g, algorithm: algorithm) },
      ]
      for (index, pass) in passes.enumerated() {
        let results = withThreads([1, 2, 5]) { _ in pass() }
        for result in results.dropFirst() {
          expectSameBits(result, results[0], "\(algorithm), pass \(index) of \(g)")
        }
      }
    }
  }
}
