import FoveaNN
import TestSupport
import Testing

/// The lecture: pooling means fewer parameters, downstream.
@Suite struct SavingsTests {
  @Test func poolingSavesParametersOfTheNextDenseLayer() throws {
    var random = RandomSource(seed: 1)
    let network = Sequential(
      Conv2D(inputChannels: 1, outputChannels: 4, kernelSize: 3, padding: .same, random: &random),
      ReLU(), MaxPool2D(2),
      Conv2D(inputChannels: 4, outputChannels: 8, kernelSize: 3, padding: .same, random: &random),
      AvgPool2D([2, 1]), Flatten(), Dense(4 * 8 * 8, 10, random: &random))
    var trace = Trace()
    _ = try network.outputShape(for: [1, 16, 16, 1], &trace)
    // Without the first, 8 x 16 x 8 go in; without the second, 8 x 8 x 8. 4 x 8 x 8 do.
    #expect(trace.denseParametersSaved(byRow: 2) == (8 * 16 * 8 - 256) * 10)
    #expect(trace.denseParametersSaved(byRow: 4) == (8 * 8 * 8 - 256) * 10)
    // No pooling, nothing to say.
    #expect(trace.denseParametersSaved(byRow: 0) == nil)
    // As counted: the same network without its second pooling.
    let unpooled = Dense(8 * 8 * 8, 10, random: &random)
    #expect(
      unpooled.parameterCount - network.layers[6].parameterCount
        == trace.denseParametersSaved(byRow: 4))
  }

  @Test func globalPoolingSavesTheWholeMap() throws {
    var random = RandomSource(seed: 1)
    let network = Sequential(GlobalAvgPool(), Dense(8, 10, random: &random))
    var trace = Trace()
    _ = try network.outputShape(for: [1, 7, 5, 8], &trace)
    #expect(trace.denseParametersSaved(byRow: 0) == 34 * 8 * 10)
  }

  @Test func nothingIsSaidWhereLayersWouldNotTakeTheLargerMap() throws {
    var random = RandomSource(seed: 1)
    // A strict stride of 3 takes 5 but not 10.
    let network = Sequential(
      MaxPool2D(2),
      Conv2D(inputChannels: 1, outputChannels: 1, kernelSize: 2, stride: 3, random: &random),
      Flatten(), Dense(4, 2, random: &random))
    var trace = Trace()
    _ = try network.outputShape(for: [1, 10, 10, 1], &trace)
    #expect(trace.denseParametersSaved(byRow: 0) == nil)
    var alone = Trace()
    _ = try MaxPool2D(2).outputShape(for: [1, 4, 4, 1], &alone)
    #expect(alone.denseParametersSaved(byRow: 0) == nil)
  }
}
