import Fovea

/// The result of a search as a table and a picture.
struct SearchReport {
  private let plan: SearchPlan
  private let result: SearchResult

  init(_ plan: SearchPlan, _ result: SearchResult) {
    self.plan = plan
    self.result = result
  }

  /// The trials, the best first.
  var table: Table {
    var table = Table(
      [.number("trial"), .text("stage"), .number("epochs")]
        + plan.parameters.map { .number($0.name) }
        + [.number("Acc@1"), .number("error"), .number("loss"), .shortened("outcome")])
    for trial in result.trials {
      let values = plan.parameters.map { trial.values[$0.field.field]?.description ?? "-" }
      table.append(
        ["\(trial.trial)", plan.stageName(trial.stage), "\(trial.epochs)"] + values
          + [
            trial.top1?.percent ?? "-", trial.top1.map(errorPercent) ?? "-",
            trial.loss?.fixed(4) ?? "-", outcome(of: trial),
          ])
    }
    return table
  }

  private func outcome(of trial: TrialRecord) -> String {
    switch trial.status {
    case .trained where trial.epochs < plan.stages[trial.stage].epochs:
      return result.isFinished ? "stopped early" : "so far"
    case .trained: return "best in epoch \(trial.bestEpoch ?? 0)"
    case .exploded: return "exploded: \(trial.note ?? "")"
    case .notFinite: return "not finite: \(trial.note ?? "")"
    case .refused: return "refused: \(trial.note ?? "")"
    }
  }

  /// What to know beside the table.
  func lines(_ folder: SearchFolder) -> [String] {
    guard let best = result.trials.first, result.best != nil else { return [] }
    let values = plan.parameters.map { parameter in
      "\(parameter.name) \(best.values[parameter.field.field]?.description ?? "-")"
    }
    var lines = [
      "best     trial \(best.trial): \(values.joined(separator: ", "))",
      "         \(folder.bestPath.printable)", "trials   \(folder.recordsPath.printable)",
    ]
    if hasPicture { lines.append("picture  \(folder.picturePath.printable)") }
    return lines
  }

  /// A best value at the end of what was searched is seldom the best that there is.
  var hints: [String] {
    guard let best = result.trials.first else { return [] }
    return result.atEnd.compactMap { parameter in
      best.values[parameter.field.field].map { value in
        "the best \(parameter.name), \(value), lies at an end of its range, \(parameter.description): "
          + "search on beyond it"
      }
    }
  }

  /// Whether there is anything to draw.
  var hasPicture: Bool { !result.trials.isEmpty }

  /// The trials across parallel axes: what was chosen, and what came of it.
  var picture: ParallelCoordinates {
    let sound = result.trials.count { $0.status == .trained }
    let quarter = max(1, (sound + 3) / 4)
    let lines = result.trials.enumerated().map { rank, trial in
      let values = plan.parameters.map { parameter in
        trial.values[parameter.field.field].map(parameter.drawn)
      }
      let isSound = trial.status == .trained
      return ParallelCoordinates.Line(
        "trial \(trial.trial)\(trial.top1.map { ": \($0.percent) %" } ?? "")",
        values: values + [isSound ? trial.top1.map { .number(100 * $0) } : nil],
        emphasis: !isSound ? .muted : rank == 0 ? .best : rank < quarter ? .good : .muted)
    }
    return ParallelCoordinates(
      "Search: \(plan.configuration.model) on \(plan.configuration.data)",
      legend: [.best: "best trial", .good: "best quarter", .muted: "others"],
      axes: plan.parameters.map(\.axis) + [.init("validation Acc@1 %", .numbers(.linear))],
      lines: lines)
  }
}

extension SearchPlan {
  /// What a stage is called: "coarse", "fine", "fine 2".
  func stageName(_ stage: Int) -> String {
    stage == 0 ? "coarse" : stages.count == 2 ? "fine" : "fine \(stage)"
  }
}

extension SearchParameter {
  fileprivate var axis: ParallelCoordinates.Axis {
    switch domain {
    case .linear: .init(name, .numbers(.linear))
    case .logarithmic: .init(name, .numbers(.logarithmic))
    // Numbers among which to choose are names too: at equal distances, and no others beside them.
    case .choices(let values): .init(name, .names(values.map(\.description)))
    }
  }

  fileprivate func drawn(_ value: SearchValue) -> ParallelCoordinates.Value {
    if case .choices = domain { return .name(value.description) }
    return value.number.map { .number($0) } ?? .name(value.description)
  }
}

/// A search's end as `--json` prints it.
struct SearchClosing: Encodable {
  let event: String
  let best: TrialRecord?
  let trials: Int
  let folder: String
  let configuration: String?

  init(_ plan: SearchPlan, _ result: SearchResult, _ folder: SearchFolder) {
    event = result.isFinished ? "finished" : "interrupted"
    best = result.best == nil ? nil : result.trials.first
    trials = result.trials.count
    self.folder = folder.path
    configuration = result.best == nil ? nil : folder.bestPath
  }
}
