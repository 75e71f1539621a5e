// One safetensors file holds everything: tensors under the prefixes below, the rest as one JSON text.
extension Checkpoint {
  /// The text of the file that holds everything but tensors.
  static let metadataKey = RunFile.checkpointKey

  private enum Prefix {
    static let weights = "model."
    static let optimizer = "optimizer."
    static let best = "best."
    static let average = "ema."
    static let preprocessing = "preprocessing."
  }

  private struct Header: Codable {
    static let currentFormat = 1

    var format = currentFormat
    var engine = engineVersion
    /// What the tensors were computed in.
    var scalar = Safetensors.ElementType.scalar.rawValue
    let configuration: TrainingConfiguration
    let progress: Progress
    let data: DataFingerprint
    let preprocessing: Preprocessing?
  }

  /// Writes the checkpoint; the file appears whole or not at all.
  ///
  /// - Throws: `DataError` when the file cannot be written.
  public func write(to path: String) throws(DataError) {
    let header = Header(
      configuration: configuration, progress: progress, data: data, preprocessing: preprocessing)
    let tensors =
      Self.named(weights, Prefix.weights) + Self.named(optimizer, Prefix.optimizer)
      + Self.named(bestWeights, Prefix.best) + Self.named(average, Prefix.average)
      + Self.named(preprocessorTensors, Prefix.preprocessing)
    try Safetensors(tensors, metadata: [Self.metadataKey: jsonText(header)]).write(to: path)
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: `DataError` for a file that is missing, not sound, no checkpoint, or of a build that
  ///   computes in another precision: its bits could not be continued.
  public init(contentsOf path: String) throws(DataError) {
    let file = try Safetensors(contentsOf: path)
    guard let text = file.metadata[Self.metadataKey] else {
      throw DataError(
        path, expected: "a checkpoint", found: RunFile.kind(of: file.metadata),
        advice: "resume from \(RunFolder.checkpointName) of a training run")
    }
    let header = try decodeJSON(Header.self, text, at: Self.metadataKey, of: path)
    try ModelDescription.check(
      format: header.format, Header.currentFormat, engine: header.engine, path)
    let scalar = Safetensors.ElementType.scalar.rawValue
    guard header.scalar == scalar else {
      throw DataError(
        path, at: "scalar", expected: "\(scalar), which this build computes in",
        found: header.scalar, advice: "build with or without the trait DoublePrecision")
    }
    do { try header.configuration.validateNumbers() } catch { throw error.from(path) }
    try Self.check(header.progress, header.configuration, path)
    // Before anything is made of the sizes.
    try ModelDescription.check(picture: header.data.imageShape, path)
    try ModelDescription.check(classNames: header.data.classNames, path)
    configuration = header.configuration
    progress = header.progress
    data = header.data
    preprocessing = header.preprocessing
    weights = Self.under(Prefix.weights, of: file)
    optimizer = Self.under(Prefix.optimizer, of: file)
    bestWeights = Self.under(Prefix.best, of: file)
    average = Self.under(Prefix.average, of: file)
    preprocessorTensors = Self.under(Prefix.preprocessing, of: file)
  }

  private static func check(
    _ progress: Progress, _ configuration: TrainingConfiguration, _ path: String
  ) throws(DataError) {
    let counts = [
      progress.epoch, progress.batch, progress.step, progress.sums.images, progress.sums.correct,
      progress.doctor?.steps ?? 0,
    ]
    guard counts.allSatisfy({ (0...Int.max >> 16).contains($0) }) else {
      throw DataError(path, at: "progress", expected: "counts of 0 or more", found: "\(counts)")
    }
    guard progress.order.source != nil, progress.random.source != nil else {
      throw DataError(
        path, at: "progress", expected: "the states of two random sources", found: "others")
    }
  }

  private static func named(_ tensors: Tensors, _ prefix: String) -> Tensors {
    tensors.map { (prefix + $0.name, $0.value) }
  }

  private static func under(_ prefix: String, of file: Safetensors) -> Tensors {
    file.tensors.filter { $0.name.hasPrefix(prefix) }
      .map { (String($0.name.dropFirst(prefix.count)), $0.value) }
  }
}

extension Array where Element == (name: String, value: Tensor) {
  /// The tensors by name.
  var byName: [String: Tensor] { Dictionary(map { ($0.name, $0.value) }) { first, _ in first } }
}
