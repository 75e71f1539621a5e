import FoveaKernels
import FoveaNN
import FoveaTensor
import FoveaTraining

/// What a shift of the pictures by one pixel changes before and after each max pooling of a trained network: the
/// lecture's figure, measured.
///
/// Real numbers nearly all change a little, so a value counts as changed when it moves by more than a share of the
/// root mean square of its layer. Beside the layer as it is, the same window is tried at stride 1, as on the slide: a
/// stride picks every other place, which costs some of the invariance.
public struct TrainedPoolInvariance: Sendable {
  /// How much of a row of values changed.
  public struct Change: Hashable, Sendable {
    /// The share of values that changed, 0 to 1.
    public let share: Double
    /// The mean change's magnitude by the mean magnitude of the unshifted values.
    public let relative: Double
  }

  /// One max pooling of the network.
  public struct Layer: Sendable {
    /// Its path in the network, as in "features.2".
    public let path: String
    /// Its window and stride, as in "window 2x2, stride 2".
    public let window: String
    /// What goes in: the detector stage.
    public let inputs: Change
    /// What comes out: the pooling stage.
    public let outputs: Change
    /// What would come out at stride 1.
    public let outputsAtEveryPlace: Change
  }

  /// The max poolings in the order in which pictures meet them; none for a network without any.
  public let layers: [Layer]
  /// The pictures that were measured.
  public let pictures: Int
  /// By what share of a layer's root mean square a value must move to count as changed.
  public let threshold: Double

  /// Measures a network.
  ///
  /// - Parameters:
  ///   - network: from preprocessed pictures to logits.
  ///   - pictures: [pictures, height, width, channels] as the data set has them, one or more.
  ///   - prepare: what pictures go through before the network; nothing by default.
  ///   - threshold: the share of a layer's root mean square from which on a value counts as changed; a tenth by
  ///     default.
  public init(
    _ network: any FoveaNN.Layer, pictures: Tensor, prepare: (Tensor) -> Tensor = { $0 },
    threshold: Double = 0.1
  ) {
    require(
      pictures.rank == 4 && pictures.count > 0,
      "TrainedPoolInvariance: [pictures, height, width, channels] expected, received \(pictures.shape)"
    )
    require(
      threshold >= 0,
      "TrainedPoolInvariance: a threshold of 0 or more expected, received \(threshold)")
    let monitor = PoolingMonitor(network)
    let still = monitor.seen(prepare(pictures))
    let moved = monitor.seen(prepare(pictures.shiftedRight))
    self.pictures = pictures.shape[0]
    self.threshold = threshold
    layers = zip(still, moved).map { still, moved in
      let pool = still.layer.atEveryPlace
      let dense = [still, moved].map { seen in
        withoutGradients { pool(Variable(seen.input), .inference).value }
      }
      return Layer(
        path: still.path, window: still.layer.hyperparameters,
        inputs: Change(from: still.input, to: moved.input, threshold),
        outputs: Change(from: still.output, to: moved.output, threshold),
        outputsAtEveryPlace: Change(from: dense[0], to: dense[1], threshold))
    }
  }
}

extension TrainedPoolInvariance {
  /// Measures a trained model, preprocessing included.
  ///
  /// - Throws: `ShapeError` when the pictures are not of the model's extents.
  public init(of model: TrainedModel, pictures: Tensor, threshold: Double = 0.1) throws(ShapeError)
  {
    let picture = model.description.imageShape
    guard pictures.rank == 4, pictures.count > 0,
      Array(pictures.shape.dimensions[1...]) == picture.dimensions
    else {
      throw ShapeError(
        "[pictures, \(picture[0]), \(picture[1]), \(picture[2])] expected, found \(pictures.shape)")
    }
    self.init(
      model.model, pictures: pictures,
      prepare: { model.preprocessor?.transform($0) ?? $0 }, threshold: threshold)
  }
}

extension TrainedPoolInvariance.Change {
  fileprivate init(from still: Tensor, to moved: Tensor, _ threshold: Double) {
    let difference = (moved - still).abs()
    let rootMeanSquare = Double(still.square().mean().item).squareRoot()
    let bound = Scalar(threshold * rootMeanSquare)
    share = Double(difference.elements.count { $0 > bound }) / Double(max(1, difference.count))
    let magnitude = max(Double(still.abs().mean().item), .leastNormalMagnitude)
    relative = Double(difference.mean().item) / magnitude
  }
}

extension Tensor {
  /// Pictures moved by one pixel to the right; their left edge comes in once more, as nothing else is known of what
  /// is there.
  fileprivate var shiftedRight: Tensor {
    let edge = slice(axis: 2, 0..<1)
    return .concatenated([edge, slice(axis: 2, 0..<shape[2] - 1)], axis: 2)
  }
}
