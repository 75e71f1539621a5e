import Foundation
import Fovea

/// Looks at each epoch for signs that something is wrong with the training, and says what may help.
struct TrainingHints {
  private var isDiagnosed = false
  /// Whether the network itself is wrong, against which no rate helps: none is spoken of then.
  private var isNetworkWrong = false
  private var given: Set<String> = []

  /// What is probably a mistake before the first step.
  mutating func hints(before info: TrainingInfo) -> [String] {
    isNetworkWrong = !info.warnings.isEmpty
    return info.warnings + info.configuration.idleChoices
  }

  /// What there is to say of a diagnosis of the learning rate; it goes before what an epoch alone could tell
  /// of it. nil where no rate would help.
  mutating func hint(about diagnosis: LearningRateDiagnosis) -> String? {
    if isNetworkWrong { return nil }
    isDiagnosed = true
    let verdict = diagnosis.kind == .tooLow ? "too low" : "too high"
    return "\(diagnosis.evidence): learning rate probably \(verdict), try --lr "
      + diagnosis.rate.significant(2)
  }

  /// What there is to say after an epoch; each hint is given once.
  mutating func hints(
    after report: EpochReport, _ configuration: TrainingConfiguration
  ) -> [String] {
    var hints: [String] = []
    if !isDiagnosed, !isNetworkWrong, report.epoch >= 2 || report.epochs == 1 {
      hints += [hintAboutGuessing(report, configuration)].compactMap { $0 }
    }
    if let validation = report.validation, report.top1 - validation.top1 > 0.1 {
      hints.append(
        "training pictures are right \(report.top1.percent) % of the time, pictures held back only "
          + "\(validation.top1.percent) %: the model learns by heart, try --weight-decay "
          + (10 * max(configuration.weightDecay, 1e-4)).significant(2)
          // While the pictures held back still gain, there are not too many.
          + (report.isBest ? "" : " or fewer epochs"))
    }
    hints += Self.hints(
      about: report.activations,
      lowering: !isNetworkWrong && report.rateVerdict?.kind != .tooLow)
    return hints.filter { given.insert(String($0.prefix(20))).inserted }
  }

  /// Whether the epoch's end is no better than guessing, and what to try: a rate only in the direction that the size
  /// of the steps calls for.
  ///
  /// The epoch's own mean has all steps in it, from before anything was learned: the pictures held back tell of its
  /// end, and either loss below that of guessing tells of learning.
  private func hintAboutGuessing(
    _ report: EpochReport, _ configuration: TrainingConfiguration
  ) -> String? {
    guard let validation = report.validation else { return nil }
    let chance = configuration.loss.ofGuessing(classes: validation.confusion.count)
    let loss = min(report.loss, validation.loss)
    guard loss > 0.98 * chance else { return nil }
    let found =
      loss > 1.5 * chance
      ? "the loss, \(loss.fixed(3)), is above that of guessing, \(chance.fixed(3))"
      : "the loss stays near that of guessing, \(chance.fixed(3))"
    guard let verdict = report.rateVerdict else {
      return found
        + ": the size of the steps says nothing against the rate; give it more epochs, or look for one with "
        + "'fovea lr-find'"
    }
    let direction = verdict.kind == .tooLow ? "low" : "high"
    return found + ", and a step changes the weights by \(verdict.ratio.significant(2)) of their "
      + "size, where a thousandth is healthy: learning rate probably too \(direction), try --lr "
      + verdict.rate.significant(2)
  }

  /// From these shares on something is said. Networks that learn well have some of either; where it begins
  /// to be much is a judgement, not a measurement.
  static let deadShare = 0.25, saturatedShare = 1.0 / 3

  private static func hints(
    about activations: [ActivationHealth], lowering isRateToBlame: Bool
  ) -> [String] {
    let lower = isRateToBlame ? "a lower --lr, " : ""
    func list(_ share: KeyPath<ActivationHealth, Double?>, from limit: Double) -> String? {
      let found = activations.filter { ($0[keyPath: share] ?? 0) >= limit }
      if found.isEmpty { return nil }
      let named = found.prefix(3).map {
        "\($0.path) (\($0.activation), \(($0[keyPath: share] ?? 0).percent) %)"
      }
      let rest = found.count > 3 ? " and \(found.count - 3) more" : ""
      return named.joined(separator: ", ") + rest
    }
    let pictures = Trainer.monitoredPictures
    return [
      list(\.dead, from: deadShare).map {
        "dead units: of \($0), never above 0 on \(pictures) pictures; they get no gradient, try "
          + "\(lower)--init he-normal or, in a program of your own, LeakyReLU in place of ReLU"
      },
      list(\.saturated, from: saturatedShare).map {
        "saturated outputs: of \($0), with a derivative below 0.001 on \(pictures) pictures; little "
          + "gradient passes, try \(lower)--init xavier-uniform or, in a program of your own, ReLU in its place"
      },
    ].compactMap { $0 }
  }
}

extension TrainingConfiguration {
  /// Choices that change nothing, or go by something else than they say, a sentence each; none for most.
  var idleChoices: [String] {
    var found: [String] = []
    let late = decayMilestones.filter { $0 >= Double(epochs) }
    if schedule == .multistep, !late.isEmpty {
      found.append(
        "--decay-milestones \(late.map { $0.significant(4) }.joined(separator: ",")): at or after the end of "
          + "\(epochs.counted("epoch")), where nothing decays any more")
    }
    if schedule == .plateau, validationShare == 0, !hasOwnValidation {
      found.append(
        "--sched plateau goes by the training loss, as no pictures are held back; see --val-share")
    }
    return found
  }
}
