extension Layer {
  /// Writes parameters and buffers by their paths to a safetensors file, which appears whole or not at
  /// all.
  ///
  /// The file holds weights only; `TrainedModel` writes what is needed to use them as well.
  ///
  /// - Throws: `DataError` when the file cannot be written.
  public func save(to path: String) throws {
    try Safetensors(state).write(to: path)
  }

  /// Takes parameters and buffers from a safetensors file: all of them or, when it throws, none.
  ///
  /// The file may be one that `save` or `TrainedModel` wrote; preprocessing in it is passed over.
  ///
  /// - Throws: `DataError` for a file that is missing or not sound, `StateError` naming the file, the
  ///   tensor, and the expected and found shape when it does not fit the model.
  public func load(from path: String) throws {
    let file = try Safetensors(contentsOf: path)
    guard file.metadata[RunFile.checkpointKey] == nil else {
      throw DataError(
        path, expected: "a model's weights", found: "a checkpoint",
        advice: "resume from it, or load \(RunFile.best) beside it")
    }
    let weights = file.tensors.filter { !$0.name.hasPrefix(TrainedModel.preprocessingPrefix) }
    try restore(Dictionary(uniqueKeysWithValues: weights), from: path)
  }

  /// As `restore(_:)`, with the file's name in the error.
  func restore(_ values: [String: Tensor], from path: String) throws(StateError) {
    do { try restore(values) } catch { throw StateError("\(path): \(error)") }
  }
}
