import FoveaExplain
import FoveaNN
import TestSupport
import Testing

/// The lecture's figure measured on networks whose answer is known.
@Suite struct TrainedPoolInvarianceTests {
  /// A row of detector outputs; the left edge comes in once more.
  private let row = Tensor([1, 1, 4, 1], [0.1, 1, 0.2, 0.1])

  @Test func theSlidesRowThroughAWindowOfThreeAtStrideOne() throws {
    let network = Sequential(MaxPool2D(IntPair(1, 3), stride: 1, padding: .zeros(IntPair(0, 1))))
    let figure = TrainedPoolInvariance(network, pictures: row, threshold: 0.01)
    let layer = try #require(figure.layers.first)
    // [.1, 1, .2, .1] becomes [.1, .1, 1, .2]; pooled [1, 1, 1, .2] becomes [.1, 1, 1, 1].
    #expect(layer.inputs.share == 0.75)
    #expect(layer.outputs.share == 0.5)
    #expect(layer.outputsAtEveryPlace == layer.outputs)
    // |0, -.9, .8, .1| by |.1, 1, .2, .1|, and |-.9, 0, 0, .8| by |1, 1, 1, .2|.
    expectClose(layer.inputs.relative, 1.8 / 1.4, reduction: 8)
    expectClose(layer.outputs.relative, 1.7 / 3.2, reduction: 8)
    #expect(figure.layers.count == 1 && figure.pictures == 1 && layer.path == "0")
  }

  @Test func whatMovesByLessThanTheThresholdHasNotChanged() throws {
    let network = Sequential(MaxPool2D(IntPair(1, 2), stride: 2))
    // Root mean square of the inputs: 0.5147; changes 0, 0.9, 0.8, 0.1. Of the outputs [1, 0.2]: 0.7211; 0.9, 0.8.
    func shares(_ threshold: Double) throws -> [Double] {
      let figure = TrainedPoolInvariance(network, pictures: row, threshold: threshold)
      let layer = try #require(figure.layers.first)
      return [layer.inputs.share, layer.outputs.share, layer.outputsAtEveryPlace.share]
    }
    // At stride 1 [1, 1, .2] becomes [.1, 1, 1]: root mean square 0.8246.
    #expect(try shares(0.1) == [0.75, 1, 2.0 / 3])
    #expect(try shares(0.2) == [0.5, 1, 2.0 / 3])
    #expect(try shares(1.2) == [0.5, 0.5, 0])
    #expect(try shares(0).first == 0.75)
  }

  @Test func whatPicturesGoThroughIsPartOfIt() throws {
    let network = Sequential(MaxPool2D(IntPair(1, 2)))
    let figure = TrainedPoolInvariance(
      network, pictures: row, prepare: { Tensor.zeros($0.shape) }, threshold: 0)
    #expect(figure.layers.map(\.inputs.share) == [0])
    #expect(TrainedPoolInvariance(Sequential(Flatten()), pictures: row).layers.isEmpty)
  }
}
