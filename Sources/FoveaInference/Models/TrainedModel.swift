/// A model with all that is needed to use it: preprocessing, the names of its classes, the size of its
/// pictures. One file holds everything.
public final class TrainedModel {
  /// What is known of the model.
  public package(set) var description: ModelDescription
  /// The network itself, from preprocessed pictures to logits.
  public let model: any Layer
  /// What pictures go through first; nil for nothing.
  public let preprocessor: (any Preprocessor)?
  /// The network as predictions use it, with the values that it had at the first of them.
  package private(set) lazy var frozen = FrozenModel(model)

  /// The text of the file that holds the description.
  package static let metadataKey = "fovea"
  /// What the names of the preprocessing's tensors begin with.
  package static let preprocessingPrefix = "preprocessing."

  /// A model together with what belongs to it; `description.preprocessing` is that of `preprocessor`.
  package init(
    _ model: any Layer, _ preprocessor: (any Preprocessor)?, _ description: ModelDescription
  ) {
    self.model = model
    self.preprocessor = preprocessor
    self.description = description
  }

  /// Reads a model from a file that `save` or a training run wrote.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - make: makes the network; nil for the catalogue's model of the name in the file.
  /// - Throws: `DataError`, `StateError` or `ShapeError`, each one line that names the file, for a file
  ///   that is missing, not sound, no trained model, or of another model.
  public static func load(_ path: String, model make: ModelMaker? = nil) throws -> TrainedModel {
    let file = try Safetensors(contentsOf: path)
    let description = try description(in: file, from: path)
    do {
      let preprocessor = try description.preprocessing?.restored(
        from: file.tensors(under: preprocessingPrefix))
      let picture = try preprocessor.outputShape(for: description.imageShape)
      let maker = try make ?? catalogMaker(description.model, in: path)
      // Before the file's weights are known to fit it, the model takes no memory for its own.
      let model = try makeModelToRestore(maker, picture, description.classNames.count)
      try restore(model, from: file)
      return TrainedModel(model, preprocessor, description)
    } catch let error {
      throw naming(path, error)
    }
  }

  /// Writes the model, its preprocessing and its description; the file appears whole or not at all.
  ///
  /// - Throws: `DataError` when the file cannot be written.
  public func save(to path: String) throws(DataError) {
    try Self.file(model.state, preprocessor, description).write(to: path)
  }

  /// The file of a model that has these weights.
  package static func file(
    _ weights: [(name: String, value: Tensor)], _ preprocessor: (any Preprocessor)?,
    _ description: ModelDescription
  ) -> Safetensors {
    let preprocessing = (preprocessor?.tensors ?? []).map {
      (name: preprocessingPrefix + $0.name, value: $0.tensor)
    }
    return Safetensors(
      weights + preprocessing, metadata: [metadataKey: jsonText(description)])
  }

  /// What a file says of the model in it, checked.
  package static func description(
    in file: Safetensors, from path: String
  ) throws(DataError) -> ModelDescription {
    try description(in: file.metadata, from: path)
  }

  /// What a trained model's file says of it; the weights are not read.
  ///
  /// - Throws: `DataError` for a file that is missing, not sound, or no trained model.
  public static func description(of path: String) throws(DataError) -> ModelDescription {
    try description(in: Safetensors.metadata(of: path), from: path)
  }

  private static func description(
    in metadata: [String: String], from path: String
  ) throws(DataError) -> ModelDescription {
    guard let text = metadata[metadataKey] else {
      throw DataError(
        path, expected: "a trained model", found: RunFile.kind(of: metadata),
        advice: "load \(RunFile.best) of a training run")
    }
    let description = try decodeJSON(ModelDescription.self, text, at: metadataKey, of: path)
    try description.check(path)
    return description
  }

  /// Gives a model the weights in a file.
  ///
  /// - Throws: `StateError` when they are not the model's, or no finite numbers.
  package static func restore(_ model: any Layer, from file: Safetensors) throws {
    let weights = file.tensors.filter { !$0.name.hasPrefix(preprocessingPrefix) }
    try model.restore(Dictionary(uniqueKeysWithValues: weights))
    try checkFinite(weights)
  }

  package static func checkFinite(_ weights: [(name: String, value: Tensor)]) throws {
    for (name, value) in weights where !value.isFinite {
      throw StateError("\(name) of finite numbers expected, found others; the training had failed")
    }
  }
}

extension Optional where Wrapped == any Preprocessor {
  /// The pictures as the model should see them; as they are without preprocessing.
  package func transform(_ images: Tensor) -> Tensor { self?.transform(images) ?? images }

  /// The extents of a picture that the model sees.
  package func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape {
    guard let self else { return imageShape }
    return try self.outputShape(for: imageShape)
  }
}

/// The error with the file that it came from before it, unless it names that already.
package func naming(_ path: String, _ error: any Error) -> any Error {
  switch error {
  case let error as DataError:
    error.source.hasPrefix(path) ? error : error.from("\(path): \(error.source)")
  case let error as StateError:
    error.description.hasPrefix(path) ? error : StateError("\(path): \(error)")
  case let error as ShapeError: ShapeError("\(path): \(error)")
  default: error
  }
}
