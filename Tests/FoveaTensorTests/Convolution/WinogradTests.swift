import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// Winograd's algorithm rounds more than the others: by how much, and when it is not used.
@Suite struct WinogradTests {
  /// Layers deep enough that errors add up, at stride 1.
  static let layers: [(kernel: Int, channels: Int, outputs: Int, size: Int)] = [
    (3, 3, 16, 33), (3, 64, 32, 14), (3, 256, 16, 11), (3, 512, 24, 7), (5, 3, 16, 33),
    (5, 64, 24, 13), (5, 256, 16, 7),
  ]

  /// The error relative to the largest output, against sums in double precision; Design states it.
  static let bound = 300 * unitOfRounding

  @Test("The error of each pass, relative to its largest result", arguments: layers)
  func accuracy(_ layer: (kernel: Int, channels: Int, outputs: Int, size: Int)) throws {
    let g = try Conv2DGeometry(
      input: [1, layer.size, layer.size, layer.channels],
      kernel: [layer.kernel, layer.kernel, layer.channels, layer.outputs], padding: .same)
    var random = TestRandom("winograd accuracy \(layer)")
    let x = random.uniform(g.inputShape)
    let w = random.uniform(g.kernelShape)
    let dy = random.uniform(g.outputShape)
    #expect(ConvolutionAlgorithm.winograd.resolved(for: g, .forward) == .winograd)
    expectNear(
      convolution(x, w, g, algorithm: .winograd), Reference.convolution(x, w, g), "forward")
    expectNear(
      convolutionInputGradient(dy, w, g, algorithm: .winograd),
      Reference.convolutionInputGradient(dy, w, g), "input gradient")
    expectNear(
      convolutionWeightGradient(x, dy, g, algorithm: .winograd),
      Reference.convolutionWeightGradient(x, dy, g), "weight gradient")
  }

  @Test("What is not finite spoils its tiles, where the direct algorithm keeps it to its windows")
  func infinity() throws {
    let g = try Conv2DGeometry(input: [1, 12, 12, 16], kernel: [3, 3, 16, 16], padding: .same)
    let x = Tensor(g.inputShape) { $0 == [0, 1, 1, 0] ? .infinity : 1 }
    let w = Tensor.ones(g.kernelShape)
    func finite(_ algorithm: ConvolutionAlgorithm) -> [[Bool]] {
      let y = convolution(x, w, g, algorithm: algorithm)
      return (0..<12).map { row in (0..<12).map { y[0, row, $0, 0].isFinite } }
    }
    func beyond(_ reach: Int) -> [[Bool]] {
      (0..<12).map { row in (0..<12).map { row >= reach || $0 >= reach } }
    }
    #expect(finite(.direct) == beyond(3))
    #expect(finite(.winograd) == beyond(4))
  }

  /// Few tiles: the kernel goes in parts of 112 columns, whole where nine threads want more.
  @Test(
    "A kernel in parts gives the same bits as whole, and what the direct algorithm gives",
    arguments: [3, 5])
  func parts(_ kernel: Int) throws {
    let g = try Conv2DGeometry(
      input: [1, 7, 6, 256], kernel: [kernel, kernel, 256, 136], padding: .same)
    var random = TestRandom("winograd parts \(kernel)")
    let x = random.uniform(g.inputShape)
    let w = random.uniform(g.kernelShape)
    let dy = random.uniform(g.outputShape)
    func passes(_ algorithm: ConvolutionAlgorithm) -> [Tensor] {
      [
        convolution(x, w, g, algorithm: algorithm),
        convolutionInputGradient(dy, w, g, algorithm: algorithm),
        convolutionWeightGradient(x, dy, g, algorithm: algorithm),
      ]
    }
    let byWidth = withThreads([1, 2, 9]) { _ in passes(.winograd) }
    for (pass, direct) in zip(["forward", "input", "weights"], passes(.direct)).enumerated() {
      expectNear(byWidth[0][pass], direct.1, direct.0)
      expectSameBits(byWidth[1][pass], byWidth[0][pass], "2 threads, \(direct.0)")
      expectSameBits(byWidth[2][pass], byWidth[0][pass], "9 threads, \(direct.0)")
    }
  }

  private func expectNear(_ found: Tensor, _ expected: Tensor, _ context: String) {
    let largest = expected.elements.map { abs(Double($0)) }.max() ?? 0
    let error =
      zip(found.elements, expected.elements)
      .map { abs(Double($0) - Double($1)) }.max() ?? .infinity
    #expect(error <= Self.bound * largest, "\(context): \(error / largest / unitOfRounding) units")
  }

  @Test("Weights that are huge, denormal or not finite go the direct way, bit for bit")
  func extremeWeights() throws {
    let g = try Conv2DGeometry(
      input: [1, 12, 12, 32], kernel: [3, 3, 32, 32], padding: .same)
    var random = TestRandom("winograd extremes")
    let x = random.uniform(g.inputShape)
    let w = random.uniform(g.kernelShape)
    let dy = random.uniform(g.outputShape)
    let large = Scalar.greatestFiniteMagnitude / 8
    for factor in [large, Scalar.leastNonzeroMagnitude * 64, .infinity, .nan] {
      let extreme = w * factor
      expectSameBits(
        convolution(x, extreme, g, algorithm: .winograd),
        convolution(x, extreme, g, algorithm: .direct), "\(factor), forward")
      expectSameBits(
        convolutionInputGradient(dy, extreme, g, algorithm: .winograd),
        convolutionInputGradient(dy, extreme, g, algorithm: .direct), "\(factor), input gradient")
    }
    // All zero is none of these.
    let nothing = convolution(x, .zeros(g.kernelShape), g, algorithm: .winograd)
    #expect(nothing.elements.allSatisfy { $0 == 0 })
  }

  @Test("A fused ReLU is what ReLU after it gives, in every algorithm")
  func fusedActivation() throws {
    let geometries = [
      try Conv2DGeometry(input: [2, 9, 11, 20], kernel: [3, 3, 20, 24], padding: .same),
      try Conv2DGeometry(input: [2, 9, 11, 20], kernel: [5, 5, 20, 24], padding: .same),
      try Conv2DGeometry(input: [2, 9, 11, 20], kernel: [1, 1, 20, 24]),
      try Conv2DGeometry(
        input: [2, 9, 11, 20], kernel: [3, 3, 1, 40], padding: .same, groups: 20),
    ]
    for g in geometries {
      var random = TestRandom("fused \(g)")
      let x = random.uniform(g.inputShape)
      let w = random.uniform(g.kernelShape)
      let bias = random.uniform([g.outputChannels])
      for algorithm in ConvolutionAlgorithm.allCases {
        expectSameBits(
          convolution(x, w, bias: bias, g, activation: .relu, algorithm: algorithm),
          convolution(x, w, bias: bias, g, algorithm: algorithm).relu(), "\(algorithm)")
      }
    }
  }
}
