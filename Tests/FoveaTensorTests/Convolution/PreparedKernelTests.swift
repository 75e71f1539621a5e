import FoveaReference
import TestSupport
import Testing

@testable import FoveaTensor

/// Kernels that were packed or transformed before, and layers of few pixels, whose tasks are panels.
@Suite struct PreparedKernelTests {
  /// (input, kernel, groups, padding): some with few pixels and many outputs, one of them no multiple of 16.
  private static let layers: [(Shape, Shape, Int, Int)] = [
    ([1, 7, 7, 8], [3, 3, 8, 83], 1, 1), ([2, 5, 6, 3], [3, 3, 3, 70], 1, 0),
    ([1, 13, 13, 8], [1, 1, 8, 64], 1, 0), ([3, 9, 8, 16], [3, 3, 8, 32], 2, 1),
    ([1, 30, 31, 4], [5, 5, 4, 64], 1, 2),
  ]

  private func geometry(_ layer: (Shape, Shape, Int, Int)) throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: layer.0, kernel: layer.1, padding: .zeros(IntPair(layer.3, layer.3)), groups: layer.2)
  }

  @Test("The definition's output, the first time and the second", arguments: layers.indices)
  func values(_ index: Int) throws {
    let g = try geometry(Self.layers[index])
    var random = TestRandom("prepared \(index)")
    let (x, w) = (random.integers(g.inputShape), random.integers(g.kernelShape))
    let bias = random.integers([g.outputChannels])
    let expected = Reference.convolution(x, w, bias: bias, g).relu()
    for algorithm in ConvolutionAlgorithm.allCases {
      let prepared = PreparedKernel(w, groups: g.groups)
      let rounds = prepared.resolved(algorithm, for: g) == .winograd
      for _ in 0..<2 {
        poisonFreeMemory()
        let y = convolution(x, prepared, bias: bias, g, activation: .relu, algorithm: algorithm)
        // Winograd's roundings grow by about a hundred; see ConvolutionGridTests.
        if rounds {
          expectClose(y, expected, reduction: 100 * g.patchSize, "\(algorithm)")
        } else {
          expectEqual(y, expected, "\(algorithm)")
        }
      }
    }
  }

  @Test("One kernel for pictures of several sizes")
  func sizes() throws {
    var random = TestRandom("prepared sizes")
    let w = random.integers([3, 3, 16, 64])
    let prepared = PreparedKernel(w)
    for size in [5, 40, 7] {
      let g = try Conv2DGeometry(input: [1, size, size, 16], kernel: w.shape)
      let x = random.integers(g.inputShape)
      for algorithm in [ConvolutionAlgorithm.direct, .winograd] {
        expectClose(
          convolution(x, prepared, g, algorithm: algorithm), Reference.convolution(x, w, g),
          reduction: 100 * g.patchSize, "\(size), \(algorithm)")
      }
    }
  }

  @Test("Weights that are huge go the direct way")
  func huge() throws {
    let g = try Conv2DGeometry(input: [1, 8, 8, 16], kernel: [3, 3, 16, 16])
    let prepared = PreparedKernel(Tensor(repeating: 1e30, g.kernelShape))
    #expect(prepared.resolved(.winograd, for: g) == .direct)
  }

  @Test("The same bits with 1, 2 and 5 threads", arguments: layers.indices)
  func threads(_ index: Int) throws {
    let g = try geometry(Self.layers[index])
    var random = TestRandom("prepared threads \(index)")
    let (x, w) = (random.uniform(g.inputShape), random.uniform(g.kernelShape))
    let results = withThreads([1, 2, 5]) { _ in
      [.direct, .winograd, .automatic].map { (algorithm: ConvolutionAlgorithm) in
        convolution(x, PreparedKernel(w, groups: g.groups), g, algorithm: algorithm)
      }
    }
    for result in results.dropFirst() {
      for (a, b) in zip(result, results[0]) { expectSameBits(a, b) }
    }
  }
}
