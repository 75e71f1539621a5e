import FoveaTensor
import TestSupport
import Testing

/// What `automatic` chooses, and that the geometry alone decides.
@Suite struct ConvolutionChoiceTests {
  @Test(
    "Channels by themselves go depthwise, deep 3x3 kernels Winograd's way, first layers not",
    // Without fused multiply-adds, OpenBLAS's own kernels win over all of our blocks.
    .enabled(if: kernelInstructionSet != "baseline"))
  func choice() throws {
    let depthwise = try Conv2DGeometry(
      input: [8, 56, 56, 128], kernel: [3, 3, 1, 128], padding: .same, groups: 128)
    let deep = try Conv2DGeometry(
      input: [4, 28, 28, 512], kernel: [3, 3, 512, 512], padding: .same)
    let first = try Conv2DGeometry(
      input: [8, 224, 224, 3], kernel: [7, 7, 3, 64], stride: 2, padding: .zeros(3), policy: .floor)
    for pass in ConvolutionPass.allCases {
      #expect(ConvolutionAlgorithm.automatic.resolved(for: depthwise, pass) == .depthwise)
      #expect(ConvolutionAlgorithm.automatic.resolved(for: deep, pass) == .winograd)
      #expect(ConvolutionAlgorithm.automatic.resolved(for: first, pass) != .winograd)
      // The first candidate is the choice; each has a price.
      let candidates = ConvolutionCost.candidates(for: deep, pass)
      #expect(candidates.first?.algorithm == .winograd)
      #expect(candidates.count == 3)
      #expect(candidates.allSatisfy { $0.products > 0 && $0.movement >= 0 })
    }
  }

  @Test("An algorithm that cannot do a geometry leaves it to the engine's choice")
  func fallback() throws {
    let g = try Conv2DGeometry(input: [1, 9, 9, 4], kernel: [7, 7, 4, 4], padding: .same)
    for algorithm in [ConvolutionAlgorithm.winograd, .pointwise, .depthwise] {
      #expect(!algorithm.isPossible(for: g, .forward))
      #expect(
        algorithm.resolved(for: g, .forward)
          == ConvolutionAlgorithm.automatic.resolved(for: g, .forward))
    }
  }
}
