import FoveaData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension TrainingConfiguration {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case model, data, dataFolder, epochs, batchSize, optimizer, learningRate, momentum, nesterov
    case weightDecay, l1, smoothing, schedule, warmUpEpochs, seed, preprocessing, validationShare
    case dropLast, checkpointSeconds, initializationSeed, orderSeed, bootstrapSeed
  }

  /// Reads the fields that are given; the others keep their defaults.
  ///
  /// - Throws: `DataError` naming a field that there is none of, or that holds something else.
  public init(from decoder: any Decoder) throws {
    self.init()
    let fields = try StrictFields<CodingKeys>(decoder)
    try fields.read(.model, "a name", into: &model)
    try fields.read(.data, "a name", into: &data)
    try fields.read(.dataFolder, "a path", into: &dataFolder)
    try fields.read(.epochs, "a whole number", into: &epochs)
    try fields.read(.batchSize, "a whole number", into: &batchSize)
    try fields.readChoice(.optimizer, into: &optimizer)
    try fields.read(.learningRate, "a number", into: &learningRate)
    try fields.read(.momentum, "a number", into: &momentum)
    try fields.read(.nesterov, "true or false", into: &nesterov)
    try fields.read(.weightDecay, "a number", into: &weightDecay)
    try fields.read(.l1, "a number", into: &l1)
    try fields.read(.smoothing, "a number", into: &smoothing)
    try fields.readChoice(.schedule, into: &schedule)
    try fields.read(.warmUpEpochs, "a number", into: &warmUpEpochs)
    try fields.read(.seed, "a whole number of 0 or more", into: &seed)
    try fields.read(.initializationSeed, "a whole number of 0 or more", into: &initializationSeed)
    try fields.read(.orderSeed, "a whole number of 0 or more", into: &orderSeed)
    try fields.read(.bootstrapSeed, "a whole number of 0 or more", into: &bootstrapSeed)
    try fields.readChoice(.preprocessing, into: &preprocessing)
    try fields.read(.validationShare, "a number", into: &validationShare)
    try fields.read(.dropLast, "true or false", into: &dropLast)
    try fields.read(.checkpointSeconds, "a number", into: &checkpointSeconds)
  }

  /// Reads a configuration from a JSON file; fields that are left out keep their defaults.
  ///
  /// - Throws: `DataError` naming the file and the field in it. Nothing else is checked; see `validate`.
  public init(contentsOf path: String) throws(DataError) {
    let text = try readText(path, limit: 1 << 20)
    // Says where the text is no JSON; Foundation does not.
    var scanner = JSONScanner(Array(text.utf8), path: path, kind: .text)
    try scanner.value()
    try scanner.end()
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    } catch let error as DataError {
      throw error.from(path)
    } catch {
      throw DataError(
        path, expected: "a configuration in JSON", found: jsonFault(error),
        advice: "see `fovea train --print-config` for one")
    }
  }

  /// The configuration as JSON, one field a line, in alphabetical order.
  public var json: String { jsonText(self, pretty: true) }
}
