extension Trainer {
  /// What the present weights make of a picture, see `TrainedModel.featureMaps`.
  ///
  /// - Parameters:
  ///   - index: its place in the data set.
  ///   - data: pictures as the run has them.
  public func featureMaps(ofPicture index: Int, in data: DataSet) -> [FeatureMaps] {
    mapsBySize(of: model, preprocessor.transform(data.images(at: CollectionOfOne(index))))
  }
}
