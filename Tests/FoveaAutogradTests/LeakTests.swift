import TestSupport
import Testing

@testable import FoveaAutograd
@testable import FoveaTensor

/// A graph's memory goes back whole: its values, and whatever its pullbacks hold. In a process of its own:
/// the shared allocator's counts are those of every test that runs beside it.
@Suite struct LeakTests {
  /// Twenty graphs of each operation, more than a thousand in all; every second is dropped without going
  /// backward.
  @Test func nothingIsLeftOfAnyOperation() async {
    await #expect(processExitsWith: .success) {
      for c in LeakTests.cases {
        var random = RandomSource(seed: 1)
        let inputs = c.shapes.map { Tensor(uniform: c.range, $0, using: &random) }
        func graph(backward: Bool) {
          let y = c.f(inputs.map { Variable($0, requiresGradient: true) })
          if backward { _ = y.backward(Tensor(repeating: 1, y.shape)) }
        }
        // What an operation makes once and keeps is no leak.
        graph(backward: true)
        let before = CachingAllocator.shared.statistics.liveBytes
        for step in 0..<20 { graph(backward: step % 2 == 0) }
        let left = CachingAllocator.shared.statistics.liveBytes - before
        precondition(left == 0, "\(c.name): \(left) bytes left after 20 graphs")
      }
    }
  }

  /// Operations in a chain, each holding what the one before made.
  @Test func nothingIsLeftAfterAThousandGraphs() async {
    await #expect(processExitsWith: .success) {
      func graph(backward: Bool) {
        let x = Variable(Tensor(repeating: 0.5, [32, 32]), requiresGradient: true)
        let weight = Parameter(Tensor(repeating: 0.1, [32, 32]))
        let hidden = x.matmul(weight.variable).relu().leakyReLU().tanh().sigmoid()
        let y = (hidden.softmax() + hidden * x).square().mean()
        if backward { _ = y.backward() }
      }
      graph(backward: true)
      let before = CachingAllocator.shared.statistics.liveBytes
      for step in 0..<1000 { graph(backward: step % 2 == 0) }
      let left = CachingAllocator.shared.statistics.liveBytes - before
      precondition(left == 0, "\(left) bytes left after 1000 graphs")
    }
  }

  /// Every operation whose gradient is checked.
  private static let cases: [GradientTests.Case] =
    GradientTests.arithmetic + GradientTests.activations + GradientTests.shapes
    + GradientTests.reductions + GradientTests.products + windows

  private static let windows: [GradientTests.Case] = [
    .init("convolution", [[2, 6, 5, 3], [3, 3, 3, 4], [4]]) {
      guard let geometry = try? Conv2DGeometry(input: $0[0].shape, kernel: $0[1].shape) else {
        preconditionFailure("geometry")
      }
      return $0[0].convolution($0[1], bias: $0[2], geometry)
    },
    .init("pooling", [[2, 6, 6, 3]]) {
      guard let geometry = try? Pool2DGeometry(input: $0[0].shape, window: 2) else {
        preconditionFailure("geometry")
      }
      return $0[0].maxPool(geometry) + $0[0].averagePool(geometry)
    },
  ]
}
