import Fovea

/// The line that stays of an epoch: losses, accuracy with the error in brackets, learning rate, time.
struct EpochLine {
  private let parts: [String]

  init(_ report: EpochReport) {
    let number = "\(report.epoch)".fitted(to: "\(report.epochs)".count, isNumber: true)
    var parts = ["epoch \(number)/\(report.epochs)", "loss \(report.loss.fixed(3))"]
    if let validation = report.validation {
      parts += ["val \(validation.loss.fixed(3))", validation.accuracies]
    } else {
      // Without pictures held back, the training pictures' own accuracy, each before its step.
      parts.append(accuracyText("train Acc@1", report.top1))
    }
    parts += ["lr \(report.learningRate.significant(3))", report.seconds.clock]
    if report.isBest, report.validation != nil { parts.append("best") }
    self.parts = parts
  }

  /// In one line.
  var text: String { parts.joined(separator: "  ") }

  /// In as many lines as it takes: on a narrow terminal it is broken between its parts.
  func text(width: Int?) -> String {
    guard let width, text.count > width else { return text }
    var lines = [parts[0]]
    for part in parts.dropFirst() {
      if lines[lines.count - 1].count + 2 + part.count <= width {
        lines[lines.count - 1] += "  \(part)"
      } else {
        lines.append("  \(part)")
      }
    }
    return lines.joined(separator: "\n")
  }
}
