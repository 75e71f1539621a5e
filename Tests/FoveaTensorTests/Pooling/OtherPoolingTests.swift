import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// Lp, stochastic and region pooling against their definitions, over the windows of convolution's table.
@Suite struct OtherPoolingTests {
  @Test("p-norms", arguments: WindowCase.poolingParts)
  func norms(_ part: WindowCase.Part) throws {
    for window in everyThird(part) {
      let g = try window.pooling()
      var random = TestRandom(window.description)
      let x = random.awayFromZero(g.inputShape)
      let terms = g.vertical.kernel * g.horizontal.kernel
      for p: Scalar in [1, 2, 3] {
        poisonFreeMemory()
        // A power is good to some units, and a root keeps relative errors or shrinks them.
        expectClose(
          lpPool(x, p: p, g), Reference.lpPool(x, p: p, g), reduction: terms + 12,
          "\(window), p \(p)")
      }
    }
  }

  @Test("Large exponents come near the maximum")
  func limit() throws {
    var random = TestRandom("p-norm limit")
    let x = random.uniform([2, 4, 6, 3], 0.5...1)
    let g = try Pool2DGeometry(input: x.shape, window: 2)
    let (norm, largest) = (lpPool(x, p: 60, g), maxPool(x, g).values)
    for (a, b) in zip(norm.elements, largest.elements) {
      // At most four elements as large as the largest: its 4^(1/60)-fold.
      #expect(a >= b * (1 - 1e-5) && a <= b * 1.0235)
    }
  }

  @Test("Stochastic choices: the definition's elements", arguments: WindowCase.poolingParts)
  func stochastic(_ part: WindowCase.Part) throws {
    for window in everyThird(part) {
      let g = try window.pooling()
      var random = TestRandom(window.description)
      // Whole numbers and eighths: sums are exact, so both pass the same share at the same element.
      let x = random.integers(g.inputShape)
      let choice = random.integers(g.outputShape, 0...7) / 8
      poisonFreeMemory()
      let result = stochasticPool(x, choice: choice, g)
      expectEqual(result.values, Reference.stochasticPool(x, choice: choice, g), "\(window)")
      let plane = g.vertical.input * g.horizontal.input
      let (values, inputs) = (result.values.elements, x.elements)
      for (output, place) in result.switches.enumerated() {
        let perImage = g.outputShape.count / g.batch
        let at = (output / perImage * plane + Int(place)) * g.channels + output % g.channels
        #expect(values[output] == max(0, inputs[at]), "\(window), output \(output)")
      }
    }
  }

  @Test("Each element is chosen as often as its share says")
  func shares() throws {
    let g = try Pool2DGeometry(input: [1, 1, 4, 1], window: [1, 4])
    let x = Tensor([1, 1, 4, 1], [1, -5, 3, 4])
    var counts: [Int32: Int] = [:]
    var random = RandomSource(seed: testSeed())
    for _ in 0..<4000 {
      let choice = Tensor(uniform: 0..<1, g.outputShape, using: &random)
      counts[stochasticPool(x, choice: choice, g).switches[0], default: 0] += 1
    }
    #expect(counts[1] == nil)
    for (place, share) in [(Int32(0), 1.0 / 8), (2, 3.0 / 8), (3, 4.0 / 8)] {
      // Five standard deviations of a binomial count.
      let slack = 5 * (4000 * share * (1 - share)).squareRoot()
      #expect(abs(Double(counts[place] ?? 0) - 4000 * share) < slack)
    }
  }

  @Test("A window without a positive element gives 0; one with NaN or infinity is not a number")
  func specials() throws {
    let g = try Pool2DGeometry(input: [1, 1, 6, 1], window: [1, 2])
    let x = Tensor([1, 1, 6, 1], [-1, -2, .nan, 1, 1, .infinity])
    let y = stochasticPool(x, choice: Tensor([1, 1, 3, 1], [0.5, 0.5, 0.5]), g).values.elements
    #expect(y[0] == 0 && y[1].isNaN && y[2].isNaN)
  }

  @Test("Regions: maxima of windows of any place and size")
  func regions() throws {
    var random = TestRandom("regions")
    for channels in [1, 8, 11] {
      let x = random.integers([3, 6, 9, channels])
      let regions = try PoolRegions(
        input: x.shape, rows: [0..<2, 1..<6, 5..<6], columns: [3..<4, 0..<9])
      let result = maxPool(x, regions)
      expectEqual(result.values, Reference.maxPool(x, regions))
      let adaptive = try PoolRegions.adaptive(input: x.shape, output: [4, 12])
      expectEqual(maxPool(x, adaptive).values, Reference.maxPool(x, adaptive))
    }
    let window = try Pool2DGeometry(input: [2, 6, 4, 5], window: 2)
    let same = try PoolRegions.adaptive(input: [2, 6, 4, 5], output: [3, 2])
    let x = random.integers([2, 6, 4, 5])
    #expect(maxPool(x, same).switches == maxPool(x, window).switches)
  }

  @Test("Regions beyond the image are refused")
  func refusedRegions() {
    let error = #expect(throws: ShapeError.self) {
      try PoolRegions(input: [1, 4, 4, 1], rows: [0..<5], columns: [0..<1])
    }
    #expect(
      error?.description == "pooling of [1, 4, 4, 1]: rows within 0 ..< 4 expected, found 0 ..< 5")
    #expect(throws: ShapeError.self) {
      try PoolRegions(input: [1, 4, 4, 1], rows: [2..<2], columns: [0..<1])
    }
    for outputs in [-1, 0] {
      #expect(throws: ShapeError.self) {
        try PoolRegions.adaptive(input: [1, 4, 4, 1], output: [outputs, 2])
      }
    }
  }

  @Test("A last window for the rest, as PyTorch has it")
  func ceiling() throws {
    let x = PeerFigures.ramp([1, 6, 7, 2])
    let padded = try Pool2DGeometry(
      input: x.shape, window: 3, stride: 2, padding: .zeros(1), policy: .ceil)
    #expect(padded.overhang == [1, 0])
    expectClose(averagePool(x, padded), PeerFigures.ceilAverageCounted, reduction: 12, scale: 1)
    expectClose(
      averagePool(x, padded, includingPadding: false), PeerFigures.ceilAverageUncounted,
      reduction: 12, scale: 1)
    let plain = try Pool2DGeometry(input: x.shape, window: 3, stride: 2, policy: .ceil)
    expectEqual(maxPool(x, plain).values, PeerFigures.ceilMaximum)
    var random = TestRandom("ceil")
    expectAdjoint(
      { averagePool($0, padded) }, { averagePoolInputGradient($0, padded) }, at: x,
      reduction: 12, &random)
    // A window that would see nothing but padding is not added.
    let jump = try Pool2DGeometry(
      input: [1, 2, 5, 1], window: [1, 1], stride: [1, 3], policy: .ceil)
    #expect(jump.outputShape == [1, 2, 2, 1])
  }

  @Test("PyTorch's figures")
  func peers() throws {
    let x = PeerFigures.ramp([1, 6, 7, 2])
    let g = try Pool2DGeometry(input: x.shape, window: 2, policy: .floor)
    expectClose(lpPool(x, p: 3, g), PeerFigures.lp3, reduction: 16)
    let regions = try PoolRegions.adaptive(input: x.shape, output: [4, 3])
    expectEqual(maxPool(x, regions).values, PeerFigures.adaptiveMaximum)
  }

  @Test("The same bits with 1, 2 and 5 threads")
  func threads() throws {
    var random = TestRandom("other pooling threads")
    let g = try Pool2DGeometry(
      input: [5, 33, 41, 19], window: 3, stride: 2, padding: .zeros(1), policy: .ceil)
    let x = random.uniform(g.inputShape)
    let choice = random.uniform(g.outputShape, 0...0.99)
    let regions = try PoolRegions.adaptive(input: x.shape, output: [23, 27])
    let results = withThreads([1, 2, 5]) { _ in
      let y = lpPool(x, p: 2, g)
      return [
        y, lpPoolInputGradient(y, input: x, output: y, p: 2, g),
        stochasticPool(x, choice: choice, g).values, maxPool(x, regions).values,
      ]
    }
    for tensors in results.dropFirst() {
      for (many, one) in zip(tensors, results[0]) { expectSameBits(many, one) }
    }
  }
}

/// Enough of a part for what costs a definition and three exponents.
private func everyThird(_ part: WindowCase.Part) -> [WindowCase] {
  stride(from: 0, to: part.cases.count, by: 3).map { part.cases[$0] }
}
