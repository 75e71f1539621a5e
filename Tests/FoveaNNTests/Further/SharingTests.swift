import FoveaNN
import TestSupport
import Testing

/// Tied weights: one parameter in two places.
@Suite struct SharingTests {
  private func network() -> (Sequential, Conv2D) {
    var random = RandomSource(seed: 4)
    let convolution = Conv2D(
      inputChannels: 1, outputChannels: 2, kernelSize: 3, padding: .same, random: &random)
    return (
      Sequential(convolution, Tanh(), ConvTranspose2D(tiedTo: convolution)), convolution
    )
  }

  @Test func countedListedAndSavedOnce() throws {
    let (network, convolution) = network()
    #expect(network.parameterCount == 9 * 2 + 2 + 1)
    #expect(network.state.map(\.name) == ["0.weight", "0.bias", "2.bias"])
    let (other, _) = self.network()
    other.parameters[0].value += 1
    try other.restore(Dictionary(uniqueKeysWithValues: network.state))
    expectSameBits(other.parameters[0].value, convolution.weight.value)
    let x = Variable(Tensor.ones([1, 4, 4, 1]))
    expectSameBits(other(x, .inference).value, network(x, .inference).value)
  }

  @Test func layersThatShareHaveOneParameter() {
    var random = RandomSource(seed: 4)
    let dense = Dense(3, 3, random: &random)
    #expect(Sequential(dense, Tanh(), Dense(sharing: dense)).parameterCount == 12)
    let fine = Conv2D(inputChannels: 2, outputChannels: 2, kernelSize: 3, random: &random)
    let coarse = Conv2D(sharing: fine, stride: 2, dilation: 3)
    #expect(Sequential(fine, coarse).parameterCount == fine.parameterCount)
    #expect(coarse.hyperparameters == "kernel 3x3, stride 2x2, dilation 3x3")
  }

  /// One step with a shared kernel moves it by the sum of what two separate ones would get.
  @Test func theOptimiserTakesOneStepWithBothGradients() throws {
    let (network, convolution) = network()
    let before = convolution.weight.value
    let x = Variable(Tensor([1, 3, 3, 1], (0..<9).map { Scalar($0) / 9 }))
    let apart = Sequential(
      Conv2D(weight: before, bias: .zeros([2]), padding: .same), Tanh(),
      ConvTranspose2D(weight: before, bias: .zeros([1]), padding: .same))
    let cotangent = Tensor.ones([1, 3, 3, 1])
    let separate = apart(x, .inference).backward(cotangent)
    let both = try #require(separate[apart.parameters[0]]) + #require(separate[apart.parameters[2]])

    let gradients = network(x, .inference).backward(cotangent)
    expectClose(try #require(gradients[convolution.weight]), both, reduction: 20)
    let optimizer = SGD(network.parameters, learningRate: 0.5)
    #expect(optimizer.parameters.count == 3)
    try optimizer.step(gradients)
    expectClose(convolution.weight.value, before - both * 0.5, reduction: 20)
    #expect(network.parameters[0] === convolution.weight)
  }

  @Test func anUnsharedLayerHasAKernelForEachPlace() throws {
    var random = RandomSource(seed: 1)
    let shared = Conv2D(inputChannels: 3, outputChannels: 4, kernelSize: 3, random: &random)
    let unshared = try LocallyConnected2D(
      inputSize: [8, 7], inputChannels: 3, outputChannels: 4, kernelSize: 3, random: &random)
    #expect(unshared.parameterCount == 6 * 5 * shared.parameterCount)
    var traces = (Trace(), Trace())
    _ = try shared.outputShape(for: [1, 8, 7, 3], &traces.0)
    _ = try unshared.outputShape(for: [1, 8, 7, 3], &traces.1)
    #expect(traces.0.rows[0].multiplyAdds == traces.1.rows[0].multiplyAdds)
    // With the same kernel everywhere it is the convolution.
    unshared.weight.value = shared.weight.value.reshaped(1, 27, 4).broadcast(to: [30, 27, 4])
    let x = Variable(Tensor(uniform: -1..<1, [2, 8, 7, 3], using: &random))
    expectClose(
      unshared(x, .inference).value, shared(x, .inference).value, reduction: 27, scale: 27)
    let error = #expect(throws: ShapeError.self) {
      try unshared.outputShape(for: [1, 9, 7, 3])
    }
    #expect(
      error?.description == "LocallyConnected2D: [batch, 8, 7, 3] expected, as each place has "
        + "kernels of its own, found [1, 9, 7, 3]")
  }
}
