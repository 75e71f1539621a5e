import FoveaTensor

extension TrainedModel {
  /// The model as a checkpoint has it: as the run's last step left it, not its best epoch. Where the run keeps a moving
  /// average of the weights, with that, which is what it tests.
  ///
  /// - Parameters:
  ///   - path: the checkpoint of a training run.
  ///   - make: makes the network; nil for the catalogue's model that the run trains.
  /// - Throws: `DataError`, `StateError` or `ShapeError`, each one line that names the file, for a file that is missing,
  ///   not sound, no checkpoint, or of another model.
  public static func load(
    checkpoint path: String, model make: ModelMaker? = nil
  ) throws -> TrainedModel {
    let checkpoint = try Checkpoint(contentsOf: path)
    let (configuration, data) = (checkpoint.configuration, checkpoint.data)
    do {
      let preprocessor = try checkpoint.restoredPreprocessor
      let maker = try make ?? catalogMaker(configuration.model, in: path)
      let picture = try preprocessor.outputShape(for: Shape(data.imageShape))
      let model = try makeModelToRestore(maker, picture, data.classNames.count)
      try model.restore(checkpoint.weights.byName.merging(checkpoint.average.byName) { $1 })
      try checkFinite(model.state)
      let description = ModelDescription(
        configuration, imageShape: Shape(data.imageShape), classNames: data.classNames,
        preprocessing: checkpoint.preprocessing, data: data.name)
      return TrainedModel(model, preprocessor, description)
    } catch {
      throw naming(path, error)
    }
  }
}
