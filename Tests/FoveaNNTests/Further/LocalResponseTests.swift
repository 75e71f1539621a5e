import FoveaNN
import FoveaReference
import TestSupport
import Testing

/// Local response normalisation against its definition, and the gates and tables that came with it.
@Suite struct LocalResponseTests {
  @Test(arguments: [1, 2, 3, 4, 5, 9, 40]) func equalsTheDefinition(_ size: Int) {
    var random = TestRandom("local response \(size)")
    for shape: Shape in [[3, 1], [2, 3, 2, 5], [1, 2, 2, 16], [2, 3, 37], [1, 1, 1, 96]] {
      for beta: Scalar in [0.75, 0.5] {
        let x = random.uniform(shape) * 3
        poisonFreeMemory()
        let y = Variable(x).localResponseNormalized(size: size, alpha: 0.3, beta: beta, k: 1.5)
        expectClose(
          y.value,
          Reference.localResponseNormalized(x, size: size, alpha: 0.3, beta: beta, k: 1.5),
          reduction: size + 12, scale: 3, "\(shape), size \(size), beta \(beta)")
      }
    }
  }

  /// The transpose of a window's sum is the sum of the window turned round.
  @Test func windowSumsAndTheirTranspose() {
    var random = TestRandom("window sums")
    for (before, after) in [(0, 0), (1, 2), (2, 2), (3, 0), (30, 1)] {
      let (x, y) = (random.integers([4, 21]), random.integers([4, 21]))
      let forward = (x.channelWindowSums(before: before, after: after) * y).sum().item
      let back = (x * y.channelWindowSums(before: after, after: before)).sum().item
      #expect(forward == back)
    }
  }

  @Test func theSameBitsWithAnyNumberOfThreads() {
    var random = TestRandom("local response threads")
    let (x, g) = (random.uniform([2000, 19]), random.uniform([2000, 19]))
    let results = withThreads([1, 2, 5]) { _ in
      let v = Variable(x, requiresGradient: true)
      let y = v.localResponseNormalized(size: 5, alpha: 1, beta: 0.75, k: 1)
      return [y.value.elements, y.backward(g)[v]?.elements ?? []]
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    #expect(results[0][1].count == 38_000)
  }

  @Test func whatDoesNotFitIsAnErrorThatNamesTheLayer() {
    var random = RandomSource(seed: 1)
    let table = TableConv2D(inputChannels: 2, table: [[0], [1]], kernelSize: 3, random: &random)
    let cases: [(any Layer, Shape, String)] = [
      (LocalResponseNorm(), [3], "LocalResponseNorm: [batch, ..., channels] expected, found [3]"),
      (
        SqueezeExcite(4, random: &random), [2, 3, 3, 5],
        "SqueezeExcite: [batch, height, width, 4] or [batch, length, 4] expected, found [2, 3, 3, 5]"
      ),
      (
        Subsample2D(4), [2, 4, 4, 5],
        "Subsample2D: [batch, height, width, 4] expected, found [2, 4, 4, 5]"
      ),
      (Subsample2D(4), [2, 5, 4, 4], "Subsample2D: pooling of [2, 5, 4, 4] with window 2x2"),
      (table, [1, 4, 4, 3], "TableConv2D: "),
    ]
    for (layer, shape, text) in cases {
      #expect {
        try layer.outputShape(for: shape)
      } throws: {
        "\($0)".hasPrefix(text) && !"\($0)".contains("\n")
      }
    }
  }

  /// A mean of the paper's: the gate is a number a channel and input, between 0 and 1.
  @Test func theGateDependsOnTheInputAndScalesWholeChannels() {
    var random = RandomSource(seed: 4)
    // As wide a bottleneck as there are channels: with two units both may be dead.
    let layer = SqueezeExcite(6, reduction: 1, random: &random)
    let x = Tensor(uniform: 0.5..<1.5, [2, 3, 4, 6], using: &random)
    let gates = (layer(Variable(x), .inference).value / x).reshaped(2, 12, 6)
    for image in 0..<2 {
      for channel in 0..<6 {
        let gate = gates.slice(axis: 0, image..<image + 1).slice(axis: 2, channel..<channel + 1)
        #expect(gate.elements.allSatisfy { abs($0 - gate.elements[0]) < 1e-5 && 0 < $0 && $0 < 1 })
      }
    }
    #expect(gates.elements[0] != gates.elements[72])
    // 2 C^2 / r + C / r + C.
    #expect(layer.parameterCount == 2 * 6 * 6 + 6 + 6)
  }

  @Test func aTableOfAllConnectionsIsAConvolution() {
    var random = RandomSource(seed: 4)
    let table = TableConv2D(
      inputChannels: 3, table: [[0, 1, 2], [0, 1, 2]], kernelSize: 2, random: &random)
    let x = Tensor(uniform: -1..<1, [2, 4, 5, 3], using: &random)
    // Connections are kernel after kernel: [height, width, kernel, input] as [height, width, input, kernel].
    let kernel = table.weight.value.reshaped(2, 2, 2, 3).transposed(axes: [0, 1, 3, 2])
    let plain = Conv2D(weight: kernel, bias: table.bias.value)
    expectClose(
      table(Variable(x), .inference).value, plain(Variable(x), .inference).value, reduction: 12)
    #expect(table.hyperparameters == "kernel 2x2, 6 of 6 connections")
  }

  @Test func subsamplingStartsAsTheMeanAndHasTwoNumbersAChannel() {
    let layer = Subsample2D(2)
    let x = Variable(Tensor([1, 2, 2, 2], [1, 10, 2, 20, 3, 30, 4, 40]))
    #expect(layer(x, .inference).value.elements == [2.5, 25])
    layer.scale.value = Tensor([1, 0.5])
    layer.bias.value = Tensor([-1, 3])
    #expect(layer(x, .inference).value.elements == [9, 53])
    #expect(layer.parameterCount == 4 && layer.parameters.allSatisfy { !$0.isPenalized })
  }
}
