import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// The engine's pooling against the definition, over the windows of convolution's table.
@Suite struct PoolingGridTests {
  @Test(
    "Maximum: values, switches and gradient equal, with many ties",
    arguments: WindowCase.poolingParts)
  func maximum(_ part: WindowCase.Part) throws {
    for window in part.cases {
      let g = try window.pooling()
      var random = TestRandom(window.description)
      let x = random.integers(g.inputShape)
      let dy = random.integers(g.outputShape)
      let expected = Reference.maxPool(x, g)
      poisonFreeMemory()
      let result = maxPool(x, g)
      expectEqual(result.values, expected.values, "\(window)")
      expectEqual(maxPoolValues(x, g), expected.values, "\(window), values alone")
      #expect(result.switches == expected.switches, "\(window)")
      expectEqual(
        maxPoolInputGradient(dy, switches: result.switches, g),
        Reference.maxPoolInputGradient(dy, switches: expected.switches, g), "\(window), gradient")
    }
  }

  @Test(
    "Maximum: NaN, infinities and negative zeros as defined", arguments: WindowCase.poolingParts)
  func specials(_ part: WindowCase.Part) throws {
    let values: [Scalar] = [.nan, -.infinity, -.infinity, -.infinity, .infinity, -0.0, 0]
    for window in part.cases {
      let g = try window.pooling()
      var random = TestRandom(window.description)
      let x = Tensor(
        g.inputShape,
        (0..<g.inputShape.count).map { _ in
          values[Int.random(in: values.indices, using: &random)]
        })
      let expected = Reference.maxPool(x, g)
      let result = maxPool(x, g)
      expectSameBits(result.values, expected.values, "\(window)")
      expectSameBits(maxPoolValues(x, g), expected.values, "\(window), values alone")
      #expect(result.switches == expected.switches, "\(window)")
    }
  }

  @Test(
    "Average: value and gradient, padding counted or not", arguments: WindowCase.poolingParts)
  func average(_ part: WindowCase.Part) throws {
    for window in part.cases {
      let g = try window.pooling()
      var random = TestRandom(window.description)
      let x = random.uniform(g.inputShape)
      let dy = random.uniform(g.outputShape)
      let terms = g.vertical.kernel * g.horizontal.kernel
      poisonFreeMemory()
      for includingPadding in [true, false] {
        // The sum, and the division, which may be a product with the reciprocal.
        expectClose(
          averagePool(x, g, includingPadding: includingPadding),
          Reference.averagePool(x, g, includingPadding: includingPadding), reduction: terms + 2,
          scale: 1, "\(window), padding counted: \(includingPadding)")
        expectClose(
          averagePoolInputGradient(dy, g, includingPadding: includingPadding),
          Reference.averagePoolInputGradient(dy, g, includingPadding: includingPadding),
          reduction: terms + 2, scale: 1,
          "\(window), gradient, padding counted: \(includingPadding)")
      }
    }
  }

  @Test("The same bits with 1, 2 and 5 threads")
  func threads() throws {
    var random = TestRandom("pooling threads")
    let g = try Pool2DGeometry(
      input: [5, 33, 41, 19], window: 3, stride: 2, padding: .zeros(1), policy: .floor)
    let x = random.uniform(g.inputShape)
    let dy = random.uniform(g.outputShape)
    let results = withThreads([1, 2, 5]) { _ in
      let pooled = maxPool(x, g)
      return (
        [
          pooled.values, maxPoolInputGradient(dy, switches: pooled.switches, g),
          averagePool(x, g), averagePoolInputGradient(dy, g),
        ], pooled.switches
      )
    }
    for (tensors, switches) in results.dropFirst() {
      #expect(switches == results[0].1)
      for (many, one) in zip(tensors, results[0].0) { expectSameBits(many, one) }
    }
  }

  @Test("Over the whole image")
  func global() throws {
    var random = TestRandom("global pooling")
    let x = random.integers([3, 4, 8, 11])
    let g = try Pool2DGeometry.global(input: x.shape)
    expectEqual(averagePool(x, g).reshaped(3, 11), Reference.globalAveragePool(x))
    expectEqual(maxPool(x, g).values, Reference.maxPool(x, g).values)
  }
}
