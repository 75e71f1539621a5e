/// A trained model's weights to begin another training with: fine-tuning, when the early layers are frozen.
///
/// The same model for another number of classes has a head of another shape. That part begins at random, all
/// else as it was trained.
struct PretrainedWeights {
  private let values: [String: Tensor]

  /// The weights in a file, by the names and of the shapes that the model has them in.
  init(_ state: [(name: String, value: Tensor)]) {
    values = Dictionary(uniqueKeysWithValues: state)
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
