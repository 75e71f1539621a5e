import FoveaData
import FoveaExplain
import FoveaModels
import FoveaTraining
import TestSupport
import Testing

/// The lecture's figure measured on networks whose answer is known, and on one that has learned.
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

  /// Row D8. A shift by a pixel moves what pooling gives, at stride 1 as on the slide, by less than what it is given;
  /// and of the first pooling's outputs fewer change than of its inputs. (Behind the second convolution most inputs are
  /// 0 and stay so, while each that changes is in four windows: there the share of outputs is the larger one.)
  @Test func poolingInATrainedNetworkChangesLessThanItsInputs() throws {
    let training = try Shapes(.train, count: 600, size: 16).data
    let test = try Shapes(.test, count: 100, size: 16).data
    let preprocessor = try Preprocessing.standardize(per: .channel).fitted(on: training)
    var random = RandomSource(seed: 1)
    let network = try SmallCNN(size: 16, random: &random)
    let optimizer = Adam(network.parameters, learningRate: 0.003)
    for _ in 0..<6 {
      for batch in training.batches(of: 20, shuffledBy: &random, preprocessor: preprocessor) {
        let logits = network(Variable(batch.images), .training(&random))
        try optimizer.step(softmaxCrossEntropy(logits, batch.labels).backward())
      }
    }
    // Guessing is right of a tenth.
    #expect(Evaluation(of: network, on: test, preprocessor: preprocessor).top1 > 0.5)
    let figure = TrainedPoolInvariance(
      network, pictures: test.images(at: 0..<100), prepare: preprocessor.transform)
    #expect(figure.layers.count == 2)
    for layer in figure.layers {
      #expect(layer.outputsAtEveryPlace.relative < 0.9 * layer.inputs.relative, "\(layer.path)")
    }
    let first = try #require(figure.layers.first)
    #expect(first.inputs.share > 0.2)
    #expect(first.outputsAtEveryPlace.share < first.inputs.share)
  }

  @Test func whatPicturesGoThroughIsPartOfIt() throws {
    let network = Sequential(MaxPool2D(IntPair(1, 2)))
    let figure = TrainedPoolInvariance(
      network, pictures: row, prepare: { Tensor.zeros($0.shape) }, threshold: 0)
    #expect(figure.layers.map(\.inputs.share) == [0])
    #expect(TrainedPoolInvariance(Sequential(Flatten()), pictures: row).layers.isEmpty)
  }
}
