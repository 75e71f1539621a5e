/// A trained model's values without the model: they may go from one thread to another.
struct ModelSnapshot: Sendable {
  let description: ModelDescription
  let preprocessor: (any Preprocessor)?
  let weights: Checkpoint.Tensors
  /// The extents of a picture that the network sees.
  let inputShape: Shape
  let make: ModelMaker

  /// The model with these values, whose memory it shares until they are changed.
  func model() throws -> TrainedModel {
    let network = try makeModelToRestore(make, inputShape, description.classNames.count)
    try network.restore(weights.byName)
    return TrainedModel(network, preprocessor, description)
  }
}
