import FoveaData

extension ModelDescription {
  /// Of a model that was trained as a configuration says, on pictures of this set.
  init(
    _ configuration: TrainingConfiguration, trainedOn data: DataSet,
    preprocessing: Preprocessing?
  ) {
    self.init(
      configuration, imageShape: data.imageShape, classNames: data.classNames,
      preprocessing: preprocessing, data: data.name)
  }

  /// Of a model that was trained as a configuration says, on pictures of which this is known.
  init(
    _ configuration: TrainingConfiguration, imageShape: Shape, classNames: [String],
    preprocessing: Preprocessing?, data: String
  ) {
    self.init(
      model: configuration.model, imageShape: imageShape, classNames: classNames,
      preprocessing: preprocessing, data: data)
    loss = configuration.loss == .multiClass ? nil : configuration.loss
  }
}
