extension TrainingConfiguration {
  /// Checks every choice.
  ///
  /// - Throws: `DataError` naming the first field that is wrong, what was expected and what was found.
  public func validate() throws(DataError) {
    let models = ModelCatalog.entries.map(\.name)
    try check("model", model, among: models)
    if !OwnDataSet.isPath(data) { try check("data", data, among: DataSets.names) }
    try validateNumbers()
    try check(
      "patience", patience, "0, as no pictures are held back to stop by",
      patience == 0 || validationShare > 0 || hasOwnValidation)
  }

  /// Checks that what is to stay as given weights have it has been given any. That holds where a run begins: the later
  /// parts of an ensemble's one run begin with the weights of the part before.
  func validateBeginning() throws(DataError) {
    try check(
      "freezeBody", freezeBody, "false, as there are no weights to keep",
      !freezeBody || weights != nil)
  }

  /// As `validate`, but for what may be given otherwise: model, data, and what of these is held back.
  func validateNumbers() throws(DataError) {
    do throws(DataError) { try reading?.validate() } catch {
      throw DataError(
        "configuration", at: "reading.\(error.place ?? "")", expected: error.expected,
        found: error.found)
    }
    if let initializer, Initializer.named(initializer) == nil {
      throw .unknown(initializer, among: Initializer.names, at: "initializer")
    }
    try check("epochs", epochs, "1 to 1000000", (1...1_000_000).contains(epochs))
    try check("batchSize", batchSize, "1 to 65536 pictures", (1...65536).contains(batchSize))
    try validateOptimizer()
    try validateSchedule()
    try check("patience", patience, "0 or more", patience >= 0)
    try check("minDelta", minDelta, "0 or more, and finite", minDelta >= 0 && minDelta.isFinite)
    try check(
      "validationShare", validationShare, "0 or more and below 1", (0..<1).contains(validationShare)
    )
    try check(
      "checkpointSeconds", checkpointSeconds, "0 or more, and finite",
      checkpointSeconds >= 0 && checkpointSeconds.isFinite)
  }

  private func validateOptimizer() throws(DataError) {
    if let learningRate {
      try check(
        "learningRate", learningRate, "a number above 0 and at most 1000",
        learningRate > 0 && learningRate <= 1000)
    }
    // As the engine's scalar, in which 0.999999999 may be 1.
    func isShare(_ number: Double) -> Bool { (0..<1).contains(Scalar(number)) }
    try check("momentum", momentum, "0 or more and below 1", isShare(momentum))
    try check(
      "nesterov", nesterov, "false, as there is no momentum",
      !nesterov || momentum > 0 || optimizer != .sgd)
    try check("beta1", beta1, "0 or more and below 1", isShare(beta1))
    if let beta2 { try check("beta2", beta2, "0 or more and below 1", isShare(beta2)) }
    if let epsilon { try check("epsilon", epsilon, "0 to 1", (0...1).contains(epsilon)) }
    try check("weightDecay", weightDecay, "0 to 1000", (0...1000).contains(weightDecay))
    try check("l1", l1, "0 to 1000", (0...1000).contains(l1))
    // A bound that is 0 in single precision would be none to divide by.
    try check(
      "clipGradient", clipGradient, "0, or a number from 1e-30 to 1e9",
      clipGradient == 0 || (1e-30...1e9).contains(clipGradient))
    try check(
      "accumulation", accumulation, "1 to 65536 batches", (1...65536).contains(accumulation))
    try check("emaDecay", emaDecay, "0 or more and below 1", isShare(emaDecay))
    try check("freeze", freeze, "patterns that are not empty", !freeze.contains(""))
    for rule in groups {
      try check("groups.match", rule.match, "a pattern of names", !rule.match.isEmpty)
      for (field, value) in [
        ("rateFactor", rule.rateFactor), ("weightDecay", rule.weightDecay ?? 0),
        ("l1", rule.l1 ?? 0),
      ] {
        try check("groups.\(field)", value, "0 to 1000", (0...1000).contains(value))
      }
    }
    try check("smoothing", smoothing, "0 or more and below 1", isShare(smoothing))
  }

  private func validateSchedule() throws(DataError) {
    if let warmUpEpochs {
      try check(
        "warmUpEpochs", warmUpEpochs, "0 or more and at most 1 or half of the \(epochs) epochs",
        warmUpEpochs >= 0 && warmUpEpochs <= max(1, Double(epochs) / 2))
    }
    func isLength(_ number: Double) -> Bool { number > 0 && number <= 1e6 }
    let lengths = [("decayEpochs", decayEpochs), ("cycleEpochs", cycleEpochs)]
    for case (let field, let value?) in lengths {
      try check(field, value, "a number above 0 and at most 1000000", isLength(value))
    }
    try check(
      "decayMilestones", decayMilestones, "epochs above 0 and at most 1000000",
      decayMilestones.allSatisfy(isLength))
    try check(
      "decayMilestones", decayMilestones, "an epoch or more, as the schedule is multistep",
      !decayMilestones.isEmpty || schedule != .multistep)
    try check(
      "decayRate", decayRate, "a number above 0 and at most 1", decayRate > 0 && decayRate <= 1)
    try check(
      "decayRate", decayRate, "a number below 1, as the schedule is plateau",
      decayRate < 1 || schedule != .plateau)
    let rate = learningRate ?? optimizer.usualLearningRate
    try check(
      "minimumRate", minimumRate, "0 or more and at most the learning rate, \(rate)",
      minimumRate >= 0 && minimumRate <= rate)
    try check("power", power, "a number above 0 and at most 100", power > 0 && power <= 100)
    try check("cycleGrowth", cycleGrowth, "1 to 100", (1...100).contains(cycleGrowth))
    try check(
      "plateauPatience", plateauPatience, "0 to 1000000", (0...1_000_000).contains(plateauPatience))
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
