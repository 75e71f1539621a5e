import ArgumentParser
import Fovea

/// The flags of what changes the weights.
struct OptimizerOptions: ParsableArguments {
  typealias Configuration = TrainingConfiguration

  @Option(
    parsing: .unconditional,
    help: help("Optimiser: \(Configuration.OptimizerKind.names).", \.optimizer.rawValue),
    completion: .names(Configuration.OptimizerKind.self), transform: choice)
  var opt: Configuration.OptimizerKind?

  @Option(
    parsing: .unconditional,
    help: """
      Learning rate at its highest; 'fovea lr-find' looks for one. (default: 0.05 for sgd, 0.01 for adagrad, \
      else 0.001)
      """,
    transform: number(1e-12...1000))
  var lr: Double?

  @Option(
    parsing: .unconditional,
    help: help("Share of the velocity that stays, with sgd and rmsprop.", \.momentum),
    transform: number(0...0.9999))
  var momentum: Double?

  @Flag(
    inversion: .prefixedNo,
    help: help("Look ahead along the velocity, with sgd.", \.nesterov, isFlag: true))
  var nesterov: Bool?

  @Option(
    parsing: .unconditional,
    help: help("Share of the mean gradient that stays, with adam and adamw.", \.beta1),
    transform: number(0...0.9999))
  var beta1: Double?

  @Option(
    parsing: .unconditional,
    help:
      "Share of the mean square that stays, with adam, adamw, rmsprop. (default: 0.999, rmsprop 0.99)",
    transform: number(0...0.999999))
  var beta2: Double?

  @Option(
    parsing: .unconditional,
    help: "Added to the root of the mean square. (default: 1e-8, adagrad 1e-10)",
    transform: number(0...1))
  var optEps: Double?

  @Flag(help: "Divide by the largest mean square so far, with adam and adamw.")
  var amsgrad = false

  @Flag(help: "Take the mean gradient off first, with rmsprop.")
  var centered = false

  @Option(
    parsing: .unconditional,
    help: help(
      "Factor of the L2 penalty on weights; biases and normalisation have none.", \.weightDecay),
    transform: number(0...1000))
  var weightDecay: Double?

  @Flag(help: "Decay beside the optimiser's rule, as adamw always does.")
  var decoupledDecay = false

  @Option(
    parsing: .unconditional, help: help("Factor of the L1 penalty on weights.", \.l1),
    transform: number(0...1000))
  var l1: Double?

  @Flag(
    help: """
      Apply L1 as a step of its own, which makes weights exactly 0. Momentum does not lengthen that step: for the same \
      effect --l1 has to be 1 / (1 - momentum) times as large.
      """)
  var l1Proximal = false

  @Option(
    parsing: .unconditional, help: "Bound on gradients. (default: none)", transform: number(0...1e9)
  )
  var clipGrad: Double?

  @Option(
    parsing: .unconditional,
    help: help(
      "What is bounded: \(Configuration.ClipMode.names) of all or of each.", \.clipMode.rawValue),
    completion: .names(Configuration.ClipMode.self), transform: choice)
  var clipMode: Configuration.ClipMode?

  @Option(
    name: [.customLong("grad-accum-steps"), .customLong("accumulate")], parsing: .unconditional,
    help: help("Batches that make one step.", \.accumulation),
    transform: wholeNumber(1...65536))
  var accumulation: Int?

  @Option(
    parsing: .unconditional,
    help:
      "Evaluate and keep a moving average of the weights, of which each step keeps this share. (default: none)",
    transform: number(0...0.999999))
  var emaDecay: Double?

  @Option(
    parsing: .unconditionalSingleValue,
    help:
      "Do not train what matches, as 'features*'; may be repeated. 'fovea summary' has the names.")
  var freeze: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: """
      Train what matches in its own way: 'features*:lr=0.1,weight-decay=0,l1=0', lr being a factor; may be \
      repeated, the first that matches decides.
      """,
    transform: parameterRule)
  var group: [ParameterRule] = []

  /// Puts what was given into a configuration.
  func apply(to configuration: inout Configuration) {
    configuration.set(opt, \.optimizer)
    if let lr { configuration.learningRate = lr }
    configuration.set(momentum, \.momentum)
    // Without momentum there is nothing to look ahead along.
    if momentum == 0, nesterov == nil { configuration.nesterov = false }
    configuration.set(nesterov, \.nesterov)
    configuration.set(beta1, \.beta1)
    if let beta2 { configuration.beta2 = beta2 }
    if let optEps { configuration.epsilon = optEps }
    if amsgrad { configuration.amsgrad = true }
    if centered { configuration.centered = true }
    configuration.set(weightDecay, \.weightDecay)
    if decoupledDecay { configuration.decoupledDecay = true }
    configuration.set(l1, \.l1)
    if l1Proximal { configuration.proximalL1 = true }
    configuration.set(clipGrad, \.clipGradient)
    configuration.set(clipMode, \.clipMode)
    configuration.set(accumulation, \.accumulation)
    configuration.set(emaDecay, \.emaDecay)
    if !freeze.isEmpty { configuration.freeze = freeze }
    if !group.isEmpty { configuration.groups = group }
  }

  /// Refuses flags that would change nothing.
  ///
  /// - Parameter varied: flags that get several values, by which others may come to matter.
  func checkRelevance(to configuration: Configuration, varied: Set<String>) throws {
    let flags = GivenFlags(given, varied)
    func refuse(_ flag: String, unless kinds: Configuration.OptimizerKind...) throws {
      try flags.refuse(flag, unless: "--opt", configuration.optimizer, isOneOf: kinds)
    }
    func require(
      _ factor: String, _ value: Double, _ field: KeyPath<ParameterRule, Double?>? = nil,
      for flag: String
    ) throws {
      let isUsed =
        value > 0 || varied.contains(factor)
        || configuration.groups.contains { rule in
          (field.flatMap { rule[keyPath: $0] } ?? 0) > 0
        }
      guard flags.contain(flag), !isUsed else { return }
      throw ValidationError("\(flag): expected \(factor) above 0, found none")
    }
    try refuse("--momentum", unless: .sgd, .rmsprop)
    try refuse("--nesterov", unless: .sgd)
    try refuse("--beta1", unless: .adam, .adamw)
    try refuse("--beta2", unless: .adam, .adamw, .rmsprop)
    try refuse("--opt-eps", unless: .adam, .adamw, .rmsprop, .adagrad)
    try refuse("--amsgrad", unless: .adam, .adamw)
    try refuse("--centered", unless: .rmsprop)
    try require("--l1", configuration.l1, \.l1, for: "--l1-proximal")
    try require(
      "--weight-decay", configuration.weightDecay, \.weightDecay, for: "--decoupled-decay")
    try require("--clip-grad", configuration.clipGradient, for: "--clip-mode")
  }

  /// The flags that were given.
  var given: [String] {
    let given: [(String, Bool)] = [
      ("--opt", opt != nil), ("--lr", lr != nil), ("--momentum", momentum != nil),
      ("--nesterov", nesterov != nil), ("--beta1", beta1 != nil), ("--beta2", beta2 != nil),
      ("--opt-eps", optEps != nil), ("--amsgrad", amsgrad), ("--centered", centered),
      ("--weight-decay", weightDecay != nil), ("--decoupled-decay", decoupledDecay),
      ("--l1", l1 != nil), ("--l1-proximal", l1Proximal), ("--clip-grad", clipGrad != nil),
      ("--clip-mode", clipMode != nil), ("--grad-accum-steps", accumulation != nil),
      ("--ema-decay", emaDecay != nil), ("--freeze", !freeze.isEmpty), ("--group", !group.isEmpty),
    ]
    return given.filter(\.1).map(\.0)
  }
}

/// Reads a pattern of names and what is different for them: "features*:lr=0.1,weight-decay=0".
@Sendable private func parameterRule(_ text: String) throws -> ParameterRule {
  let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2, !parts[0].isEmpty else {
    throw ValidationError("expected a pattern, a colon and what is different: 'features*:lr=0.1'")
  }
  var rule = ParameterRule(match: String(parts[0]))
  for choice in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
    let sides = choice.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2, let value = Double(sides[1]), (0...1000).contains(value) else {
      throw ValidationError("expected NAME=NUMBER with a number from 0 to 1000, found '\(choice)'")
    }
    switch sides[0] {
    case "lr": rule.rateFactor = value
    case "weight-decay": rule.weightDecay = value
    case "l1": rule.l1 = value
    default: throw ValidationError("expected lr, weight-decay or l1, found '\(sides[0])'")
    }
  }
  return rule
}
