import Foundation
import Fovea

/// Looks at each epoch for signs that something is wrong with the training, and says what may help.
struct TrainingHints {
  private var losses: [Double] = []
  private var given: Set<String> = []
  private var isDiagnosed = false

  /// What there is to say of a diagnosis of the learning rate; it goes before what an epoch alone could tell
  /// of it.
  mutating func hint(about diagnosis: LearningRateDiagnosis) -> String {
    isDiagnosed = true
    let verdict = diagnosis.kind == .tooLow ? "too low" : "too high"
    return "\(diagnosis.evidence): learning rate probably \(verdict), try --lr "
      + diagnosis.rate.significant(2)
  }

  /// What there is to say after an epoch; each hint is given once.
  mutating func hints(
    after report: EpochReport, _ configuration: TrainingConfiguration
  ) -> [String] {
    losses.append(report.loss)
    let rate = configuration.learningRate ?? 0
    var hints: [String] = []
    if let chance = chanceLoss(report, configuration.loss), !isDiagnosed,
      report.epoch >= 2 || report.epochs == 1,
      report.loss > 0.98 * chance
    {
      hints.append(
        report.loss > 1.5 * chance
          ? "the loss, \(report.loss.fixed(3)), is above that of guessing, \(chance.fixed(3)): the "
            + "learning rate may be too high, try --lr \((rate / 10).significant(2))"
          : "the loss stays near that of guessing, \(chance.fixed(3)): try another learning rate, "
            + "--lr \((rate / 10).significant(2)) or --lr \((rate * 10).significant(2))")
    }
    if let validation = report.validation, report.top1 - validation.top1 > 0.1 {
      hints.append(
        "training pictures are right \(report.top1.percent) % of the time, pictures held back only "
          + "\(validation.top1.percent) %: the model learns by heart, try --weight-decay "
          + "\((10 * max(configuration.weightDecay, 1e-4)).significant(2)) or fewer epochs")
    }
    hints += Self.hints(about: report.activations)
    return hints.filter { given.insert(String($0.prefix(20))).inserted }
  }

  /// The loss of a model that finds all classes equally likely.
  private func chanceLoss(_ report: EpochReport, _ loss: ClassificationLoss) -> Double? {
    report.validation.map { loss.ofGuessing(classes: $0.confusion.count) }
  }

  /// From these shares on something is said. Networks that learn well have some of either; where it begins
  /// to be much is a judgement, not a measurement.
  static let deadShare = 0.25, saturatedShare = 1.0 / 3

  private static func hints(about activations: [ActivationHealth]) -> [String] {
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
        "dead units: of \($0), never above 0 on \(pictures) pictures; they get no gradient, try a lower "
          + "--lr, or LeakyReLU in place of ReLU"
      },
      list(\.saturated, from: saturatedShare).map {
        "saturated outputs: of \($0), with a derivative below 0.001 on \(pictures) pictures; little "
          + "gradient passes, try a lower --lr, --init xavier-uniform, or ReLU in its place"
      },
    ].compactMap { $0 }
  }
}
