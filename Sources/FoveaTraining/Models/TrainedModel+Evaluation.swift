extension TrainedModel {
  /// How well the model does on a data set of such pictures.
  ///
  /// - Throws: `ShapeError` when pictures or classes are not the model's.
  public func evaluate(on data: DataSet) throws(ShapeError) -> Evaluation {
    try evaluate(on: data, mistakes: 0).evaluation
  }

  /// How well the model does, and the mistakes that it was surest of, in one pass.
  ///
  /// - Parameters:
  ///   - data: pictures as the model takes them, of its classes.
  ///   - count: how many mistakes at most, the surest first: wrong labels, often, and classes that look alike.
  /// - Throws: `ShapeError` when pictures or classes are not the model's.
  public func evaluate(
    on data: DataSet, mistakes count: Int
  ) throws(ShapeError) -> (evaluation: Evaluation, mistakes: [Mistake]) {
    try check(data)
    let pass = EvaluationPass(
      of: frozen, on: data, preprocessor: preprocessor, loss: description.criterion,
      mistakes: count)
    return (pass.evaluation, pass.mistakes)
  }

  /// Throws `ShapeError` when pictures or classes are not the model's.
  func check(_ data: DataSet) throws(ShapeError) {
    guard data.imageShape == description.imageShape,
      data.classCount == description.classNames.count
    else {
      throw ShapeError(
        "\(data.name): pictures \(description.imageShape) of \(description.classNames.count) "
          + "classes expected, found \(data.imageShape) of \(data.classCount)")
    }
  }
}
