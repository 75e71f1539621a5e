extension TrainingConfiguration {
  /// Checks every choice.
  ///
  /// - Throws: `DataError` naming the first field that is wrong, what was expected and what was found.
  public func validate() throws(DataError) {
    let models = ModelCatalog.entries.map(\.name)
    try check("model", model, among: models)
    try check("data", data, among: DataSets.names)
    try validateNumbers()
  }

  /// As `validate`, but for the names of model and data: both may be given otherwise.
  func validateNumbers() throws(DataError) {
    if let initializer, Initializer.named(initializer) == nil {
      throw .unknown(initializer, among: Initializer.names, at: "initializer")
    }
    try check("epochs", epochs, "1 to 1000000", (1...1_000_000).contains(epochs))
    try check("batchSize", batchSize, "1 to 65536 pictures", (1...65536).contains(batchSize))
    if let learningRate {
      try check(
        "learningRate", learningRate, "a number above 0 and at most 1000",
        learningRate > 0 && learningRate <= 1000)
    }
    // As the engine's scalar, in which 0.999999999 may be 1.
    try check("momentum", momentum, "0 or more and below 1", (0..<1).contains(Scalar(momentum)))
    try check(
      "nesterov", nesterov, "false, as there is no momentum",
      !nesterov || momentum > 0 || optimizer != .sgd)
    try check("weightDecay", weightDecay, "0 to 1000", (0...1000).contains(weightDecay))
    try check("l1", l1, "0 to 1000", (0...1000).contains(l1))
    try check("smoothing", smoothing, "0 or more and below 1", (0..<1).contains(Scalar(smoothing)))
    try check(
      "warmUpEpochs", warmUpEpochs, "0 or more and at most 1 or half of the \(epochs) epochs",
      warmUpEpochs >= 0 && warmUpEpochs <= max(1, Double(epochs) / 2))
    try check(
      "validationShare", validationShare, "0 or more and below 1", (0..<1).contains(validationShare)
    )
    try check(
      "checkpointSeconds", checkpointSeconds, "0 or more, and finite",
      checkpointSeconds >= 0 && checkpointSeconds.isFinite)
  }

  private func check<T>(
    _ field: String, _ value: T, _ expected: String, _ isRight: Bool
  ) throws(DataError) {
    guard isRight else {
      throw DataError("configuration", at: field, expected: expected, found: "\(value)")
    }
  }

  private func check(_ field: String, _ name: String, among names: [String]) throws(DataError) {
    guard names.contains(name) else { throw .unknown(name, among: names, at: field) }
  }
}

extension DataError {
  /// A name that is none of those there are, with the one that may have been meant.
  static func unknown(
    _ name: String, among names: [String], at place: String, in source: String = "configuration"
  ) -> DataError {
    DataError(
      source, at: place, expected: "one of \(names.joined(separator: ", "))",
      found: "\"\(name)\"",
      advice: nearestName(to: name, among: names).map { "did you mean \($0)?" })
  }

  /// The same error of another source.
  func from(_ source: String) -> DataError {
    DataError(source, at: place, expected: expected, found: found, advice: advice)
  }
}
