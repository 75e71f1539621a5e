import FoveaData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension TrainingConfiguration {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case model, data, dataFolder, reading, initializer, weights, freezeBody, loss, epochs, batchSize
    case optimizer, learningRate, momentum, nesterov, beta1, beta2, epsilon, amsgrad, centered
    case weightDecay, decoupledDecay, l1, proximalL1, clipGradient, clipMode, accumulation, emaDecay
    case freeze, groups, smoothing
    case schedule, warmUpEpochs, decayEpochs, decayMilestones, decayRate, minimumRate, power
    case cycleEpochs, cycleGrowth, cycleMomentum, plateauPatience
    case patience, minDelta, restoreBest, monitor
    case seed, preprocessing, augmentation, unsafeAugmentation, validationShare, dropLast
    case checkpointSeconds, initializationSeed, orderSeed, bootstrapSeed
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
    try fields.read(.reading, "an object such as {\"imageSize\": 64}", into: &reading)
    try fields.read(.initializer, "a name", into: &initializer)
    try fields.read(.weights, "a path", into: &weights)
    try fields.read(.freezeBody, "true or false", into: &freezeBody)
    try fields.readChoice(.loss, into: &loss)
    try fields.read(.epochs, "a whole number", into: &epochs)
    try fields.read(.batchSize, "a whole number", into: &batchSize)
    try readOptimizer(fields)
    try readSchedule(fields)
    try fields.read(.patience, "a whole number", into: &patience)
    try fields.read(.minDelta, "a number", into: &minDelta)
    try fields.read(.restoreBest, "true or false", into: &restoreBest)
    try fields.readChoice(.monitor, into: &monitor)
    try fields.read(.seed, "a whole number of 0 or more", into: &seed)
    try fields.read(.initializationSeed, "a whole number of 0 or more", into: &initializationSeed)
    try fields.read(.orderSeed, "a whole number of 0 or more", into: &orderSeed)
    try fields.read(.bootstrapSeed, "a whole number of 0 or more", into: &bootstrapSeed)
    try fields.readChoice(
      .preprocessing, into: &preprocessing, advice: PreprocessingKind.reason(against:))
    try fields.read(.validationShare, "a number", into: &validationShare)
    try fields.read(.dropLast, "true or false", into: &dropLast)
    try fields.read(.checkpointSeconds, "a number", into: &checkpointSeconds)
    try readAugmentation(fields)
  }

  private mutating func readAugmentation(_ fields: StrictFields<CodingKeys>) throws {
    var recipe = augmentation.description
    try fields.read(.augmentation, "a recipe such as \"shift:2,flip\"", into: &recipe)
    do { augmentation = try AugmentationRecipe(recipe) } catch {
      throw DataError(
        "configuration", at: "augmentation" + (error.place.map { " \($0)" } ?? ""),
        expected: error.expected, found: error.found, advice: error.advice)
    }
    try fields.read(.unsafeAugmentation, "true or false", into: &unsafeAugmentation)
  }

  private mutating func readOptimizer(_ fields: StrictFields<CodingKeys>) throws {
    try fields.readChoice(.optimizer, into: &optimizer)
    try fields.read(.learningRate, "a number", into: &learningRate)
    try fields.read(.momentum, "a number", into: &momentum)
    try fields.read(.nesterov, "true or false", into: &nesterov)
    try fields.read(.beta1, "a number", into: &beta1)
    try fields.read(.beta2, "a number", into: &beta2)
    try fields.read(.epsilon, "a number", into: &epsilon)
    try fields.read(.amsgrad, "true or false", into: &amsgrad)
    try fields.read(.centered, "true or false", into: &centered)
    try fields.read(.weightDecay, "a number", into: &weightDecay)
    try fields.read(.decoupledDecay, "true or false", into: &decoupledDecay)
    try fields.read(.l1, "a number", into: &l1)
    try fields.read(.proximalL1, "true or false", into: &proximalL1)
    try fields.read(.clipGradient, "a number", into: &clipGradient)
    try fields.readChoice(.clipMode, into: &clipMode)
    try fields.read(.accumulation, "a whole number", into: &accumulation)
    try fields.read(.emaDecay, "a number", into: &emaDecay)
    try fields.read(.freeze, "a list of patterns of names", into: &freeze)
    try fields.read(.groups, "a list of groups, each with match", into: &groups)
    try fields.read(.smoothing, "a number", into: &smoothing)
  }

  private mutating func readSchedule(_ fields: StrictFields<CodingKeys>) throws {
    try fields.readChoice(.schedule, into: &schedule)
    try fields.read(.warmUpEpochs, "a number", into: &warmUpEpochs)
    try fields.read(.decayEpochs, "a number", into: &decayEpochs)
    try fields.read(.decayMilestones, "a list of numbers", into: &decayMilestones)
    try fields.read(.decayRate, "a number", into: &decayRate)
    try fields.read(.minimumRate, "a number", into: &minimumRate)
    try fields.read(.power, "a number", into: &power)
    try fields.read(.cycleEpochs, "a number", into: &cycleEpochs)
    try fields.read(.cycleGrowth, "a whole number", into: &cycleGrowth)
    try fields.read(.cycleMomentum, "true or false", into: &cycleMomentum)
    try fields.read(.plateauPatience, "a whole number", into: &plateauPatience)
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
