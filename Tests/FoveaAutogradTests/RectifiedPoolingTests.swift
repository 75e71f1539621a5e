import FoveaAutograd
import TestSupport
import Testing

/// Convolution, ReLU and max pooling as one operation.
@Suite struct RectifiedPoolingTests {
  private func layer() throws -> (Conv2DGeometry, Pool2DGeometry) {
    let g = try Conv2DGeometry(
      input: [2, 9, 8, 3], kernel: [3, 3, 3, 9], padding: .zeros(IntPair(1, 1)))
    // Overlapping windows with padding.
    let pool = try Pool2DGeometry(
      input: g.outputShape, window: 3, stride: 2, padding: .zeros(IntPair(1, 1)), policy: .floor)
    return (g, pool)
  }

  @Test("The same bits as one operation after the other, gradients too")
  func sameBits() throws {
    let (g, pool) = try layer()
    var random = TestRandom("rectified pooling")
    let values = [g.inputShape, g.kernelShape, [g.outputChannels]].map { random.uniform($0) }
    let cotangent = random.uniform(pool.outputShape)
    func results(_ f: (Variable, Variable, Variable) -> Variable) -> [Tensor?] {
      let inputs = values.map { Variable($0, requiresGradient: true) }
      let y = f(inputs[0], inputs[1], inputs[2])
      let gradients = y.backward(cotangent)
      return [y.value] + inputs.map { gradients[$0] }
    }
    let one = results { $0.convolution($1, bias: $2, g, rectifiedAndPooledBy: pool) }
    let steps = results { $0.convolution($1, bias: $2, g).relu().maxPool(pool) }
    #expect(one.count == 4)
    for (a, b) in zip(one, steps) { expectSameBits(try #require(a), try #require(b)) }
  }

  @Test("Gradients by central differences")
  func gradients() throws {
    let (g, pool) = try layer()
    var random = TestRandom("rectified pooling gradients")
    let values = [g.inputShape, g.kernelShape, [g.outputChannels]].map { random.uniform($0) }
    expectGradients(of: values) {
      $0[0].convolution($0[1], bias: $0[2], g, rectifiedAndPooledBy: pool)
    }
  }
}
