import Fovea

/// Runs that are trained side by side, as one line of status shows them.
struct RunsUnderWay {
  private let start = ContinuousClock.now
  /// The runs under way: where each is, and its loss.
  private var running: [Int: StepReport] = [:]

  /// Takes note of a step.
  mutating func step(_ run: Int, _ report: StepReport) { running[run] = report }

  /// Takes note of a run's end.
  mutating func end(_ run: Int) { running[run] = nil }

  /// "4/30 trials  0:34  #13 epoch 1 40/90 loss 1.204  ..."
  ///
  /// - Parameter heads: what comes first.
  func status(_ heads: String...) -> StatusLine {
    let elapsed = Double((ContinuousClock.now - start).components.seconds)
    let runs = running.sorted { $0.key < $1.key }.map { run, report in
      "#\(run) epoch \(report.epoch) \(report.step)/\(report.steps) loss \(report.meanLoss.fixed(3))"
    }
    return StatusLine(parts: heads + [elapsed.clock] + runs)
  }
}

/// Parts of a line, of which as many are shown as fit.
struct StatusLine {
  let parts: [String]

  /// As many parts as fit a terminal of `width` columns; see `ProgressStatus.line`.
  func line(_ width: Int) -> String {
    let room = width == .max ? .max : max(1, width - 3)
    var line = ""
    for part in parts {
      let longer = line.isEmpty ? part : line + "  " + part
      if longer.count > room { break }
      line = longer
    }
    return line.isEmpty ? String(parts.joined().prefix(room)) : line
  }
}

extension ProgressDisplay {
  /// Shows as much of a status as fits.
  func show(_ status: StatusLine) { show(live: status.line, plain: status.line(.max)) }
}
