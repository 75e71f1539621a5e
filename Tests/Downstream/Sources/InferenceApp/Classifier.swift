import FoveaInference

/// A trained model for all of an app: whoever asks waits, nobody computes on the main thread, and one picture at a
/// time goes through the network.
actor Classifier {
  private let model: TrainedModel

  /// Reads the model from its file.
  init(_ path: String) throws { model = try TrainedModel.load(path) }

  /// What a picture shows, the likeliest first.
  func classes(of picture: Picture, count: Int = 3) throws -> [Prediction.Candidate] {
    try model.predict([picture])[0].top(count)
  }

  /// What the network looked at, drawn over the picture.
  func attention(for picture: Picture) throws -> Picture {
    let shape = model.description.imageShape
    let map = try model.gradCAM(picture.tensor(fitting: shape))[0]
    return try map.picture(over: picture.fitted(to: shape))
  }
}
