import FoveaNN
import TestSupport
import Testing

/// What layers do beyond the operations that they are made of.
@Suite struct LayerTests {
  @Test func dropoutKeepsTheMeanInTrainingAndTheInputInInference() {
    let layer = Dropout(p: 0.3)
    let x = Variable(Tensor.ones([200, 500]))
    var random = RandomSource(seed: 9)
    let y = layer(x, .training(&random)).value
    let dropped = y.elements.filter { $0 == 0 }.count
    // 100,000 draws: five standard deviations are 725.
    #expect(abs(dropped - 30_000) < 725)
    #expect(Set(y.elements) == [0, 1 / (1 - 0.3)])
    #expect(layer(x, .inference).value.sharesStorage(with: x.value))
  }

  @Test func dropoutDropsOthersInEachPassAndTheSameForTheSameSource() {
    let layer = Dropout()
    let x = Variable(Tensor.ones([64]))
    var random = RandomSource(seed: 9)
    var same = RandomSource(seed: 9)
    let first = layer(x, .training(&random)).value.elements
    let second = layer(x, .training(&random)).value.elements
    #expect(first != second)
    #expect(first == layer(x, .training(&same)).value.elements)
  }

  @Test func twoDropoutsOfOnePassDropDifferently() {
    var random = RandomSource(seed: 9)
    let mode = Mode.training(&random)
    let x = Variable(Tensor.ones([64]))
    #expect(Dropout()(x, mode).value.elements != Dropout()(x, mode).value.elements)
  }

  @Test func shapesAreRefusedByName() {
    var random = RandomSource(seed: 1)
    let network = Sequential(
      Conv2D(inputChannels: 1, outputChannels: 2, kernelSize: 3, stride: 3, random: &random))
    var trace = Trace(naming: network)
    #expect {
      try network.outputShape(for: [1, 7, 7, 1], &trace)
    } throws: {
      "\($0)".hasPrefix("0 (Conv2D): convolution of [1, 7, 7, 1] with kernel [3, 3, 1, 2]: ")
        && "\($0)".contains("doesn't fit") && "\($0)".contains("2.33")
    }
    #expect {
      try Dense(400, 10, random: &random).outputShape(for: [1, 5, 5, 16])
    } throws: {
      "\($0)" == "Dense: [batch, 400] expected, found [1, 5, 5, 16]; put a Flatten before it"
    }
  }

  /// Windows from floor(i N / M) to ceil((i + 1) N / M), as PyTorch has them, written out.
  @Test(arguments: [(6, 6), (6, 3), (7, 6), (5, 3), (3, 4), (1, 3), (13, 6)])
  func adaptiveAveragesAreThoseOfTheirWindows(inputs: Int, outputs: Int) throws {
    let x = Tensor([1, inputs, 1, 1], (0..<inputs).map { Scalar($0 * $0) })
    let expected = (0..<outputs).map { i in
      let window = (i * inputs / outputs)..<((i + 1) * inputs + outputs - 1) / outputs
      return window.reduce(0) { $0 + Scalar($1 * $1) } / Scalar(window.count)
    }
    let tall = AdaptiveAvgPool2D([outputs, 1])
    expectClose(
      tall(Variable(x), .inference).value, Tensor([1, outputs, 1, 1], expected), reduction: 4)
    let wide = AdaptiveAvgPool2D([1, outputs])
    let turned = Variable(x.reshaped(1, 1, inputs, 1))
    expectClose(
      wide(turned, .inference).value, Tensor([1, 1, outputs, 1], expected), reduction: 4)
    #expect(try wide.outputShape(for: [2, 1, inputs, 5]) == [2, 1, outputs, 5])
  }

  @Test func adaptiveAveragesRefuseWhatIsNoPicture() {
    for shape: Shape in [[2, 9], [2, 0, 4, 3]] {
      #expect {
        try AdaptiveAvgPool2D(2).outputShape(for: shape)
      } throws: {
        "\($0)" == "AdaptiveAvgPool2D: [batch, height, width, channels] with pixels expected, "
          + "found \(shape)"
      }
    }
  }

  @Test func conv1DIsTheDotProductAlongTheSequence() {
    let layer = Conv1D(weight: Tensor([3, 1, 1], [1, 2, -1]), bias: Tensor([10]))
    let y = layer(Variable(Tensor([1, 5, 1], [1, 2, 3, 4, 5])), .inference).value
    #expect(y.shape == [1, 3, 1])
    #expect(y.elements == [12, 14, 16])
  }
}
