import FoveaData

extension ModelDescription {
  /// Of a model that was trained as a configuration says, on pictures of this set.
  init(
    _ configuration: TrainingConfiguration, trainedOn data: DataSet,
    preprocessing: Preprocessing?
  ) {
    self.init(
      model: configuration.model, imageShape: data.imageShape, classNames: data.classNames,
      preprocessing: preprocessing, data: data.name)
    loss = configuration.loss == .multiClass ? nil : configuration.loss
  }
}
