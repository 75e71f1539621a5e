/// A trained model's weights to begin another training with: fine-tuning, when the early layers are frozen.
///
/// The same model for another number of classes has a head of another shape. That part begins at random, all
/// else as it was trained.
struct PretrainedWeights {
  private let values: [String: Tensor]

  /// - Parameters:
  ///   - path: the file of a trained model.
  ///   - name: the name of the model that is to be trained.
  ///   - make: makes it.
  ///   - picture: what it sees, [height, width, channels], which may be of another size than the file's where
  ///     the model has no weights that depend on it.
  /// - Throws: `DataError`, `ShapeError` or `StateError`, one line that names the file, when it is missing or not
  ///   sound, or of another model.
  init(_ path: String, model name: String, _ make: ModelMaker, _ picture: Shape) throws {
    let file = try Safetensors(contentsOf: path)
    let description = try TrainedModel.description(in: file, from: path)
    guard description.model == name else {
      throw DataError(
        path, at: "model", expected: name, found: description.model,
        advice: "train \(description.model), or begin with weights of \(name)")
    }
    do {
      // That all of the file fits is checked with a model of as many classes as its own.
      let whole = try makeModelToRestore(make, picture, description.classNames.count)
      try TrainedModel.restore(whole, from: file)
      values = Dictionary(uniqueKeysWithValues: whole.state)
    } catch {
      throw naming(path, error)
    }
  }

  /// Gives a model these weights.
  ///
  /// - Returns: the names of what keeps its own values, as its shape goes with the number of classes.
  func copy(to model: any Layer) throws -> [String] {
    var kept: [String] = []
    var state: [String: Tensor] = [:]
    for (name, value) in model.state {
      let trained = values[name].flatMap { $0.shape == value.shape ? $0 : nil }
      if trained == nil { kept.append(name) }
      state[name] = trained ?? value
    }
    try model.restore(state)
    return kept
  }
}

extension Setup {
  /// The weights in the file of a trained model that the run begins with.
  func pretrained(_ path: String) throws -> PretrainedWeights {
    try PretrainedWeights(path, model: configuration.model, make, inputShape)
  }
}
