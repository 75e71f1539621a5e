import Fovea

/// How a training run stands, in words of different lengths.
struct ProgressStatus {
  let report: StepReport
  let epochs: Int
  /// Whether a terminal shows more than ASCII.
  var isUnicode = speaksUTF8

  /// Everything in one line: for logs.
  var plain: String {
    let share = Double(report.step) / Double(max(1, report.steps))
    return [
      "epoch \(report.epoch)/\(epochs)", "step \(report.step)/\(report.steps)",
      "\((100 * share).fixed(0))%", "elapsed \(report.seconds.clock)", "left \(left.clock)",
      "\(rate) images/s", "waiting \((100 * report.dataWaitShare).fixed(0))%",
      "loss \(losses)", "acc \(accuracies)", "run \(runLeft.clock) left",
    ].joined(separator: "  ")
  }

  /// As much of it as fits a terminal of `width` columns, with a bar.
  ///
  /// Three columns stay free: a line that reaches the last one would wrap, and Ctrl-C leaves "^C" behind
  /// the cursor.
  func line(width: Int) -> String {
    var parts = self.parts
    let room = max(1, width - 3)
    func length() -> Int {
      parts.reduce(0) { $0 + ($1.isBar ? shortestBar : $1.text.count) + 2 } - 2
    }
    while length() > room, let least = parts.map(\.weight).min(), parts.count > 1 {
      parts.removeAll { $0.weight == least }
    }
    let barWidth = min(shortestBar + room - length(), longestBar)
    let line = parts.map { $0.isBar ? bar(barWidth) : $0.text }.joined(separator: "  ")
    return String(line.prefix(room))
  }

  private struct Part {
    let text: String
    /// The least is left out first.
    let weight: Int
    var isBar = false
  }

  private var parts: [Part] {
    [
      Part(text: "epoch \(report.epoch)/\(epochs)", weight: 6),
      Part(text: "\(report.step)/\(report.steps)", weight: 9),
      Part(text: "", weight: 7, isBar: true),
      Part(text: report.seconds.clock, weight: 2),
      Part(text: "\(left.clock) left", weight: 5),
      Part(text: "\(rate) images/s", weight: 3),
      Part(text: "waiting \((100 * report.dataWaitShare).fixed(0))%", weight: 1),
      Part(text: "loss \(losses)", weight: 8),
      Part(text: "acc \(accuracies)", weight: 4),
      Part(text: "run \(runLeft.clock) left", weight: 0),
    ]
  }

  /// The batch's, and the epoch's so far in brackets.
  private var losses: String { "\(report.loss.fixed(3)) (\(report.meanLoss.fixed(3)))" }
  private var accuracies: String { "\(report.accuracy.percent) (\(report.meanAccuracy.percent))" }
  private var rate: String { Int(min(report.imagesPerSecond, 1e15)).grouped }

  /// Seconds to the epoch's end at the speed so far.
  private var left: Double {
    guard report.step > 0 else { return .infinity }
    return report.seconds / Double(report.step) * Double(report.steps - report.step)
  }

  /// Seconds to the run's end at the speed so far.
  private var runLeft: Double {
    guard report.step > 0 else { return .infinity }
    let epoch = report.seconds / Double(report.step) * Double(report.steps)
    return left + epoch * Double(epochs - report.epoch)
  }

  private func bar(_ width: Int) -> String {
    let filled = width * report.step / max(1, report.steps)
    let (full, empty) = isUnicode ? ("━", "─") : ("#", "-")
    return String(repeating: full, count: filled) + String(repeating: empty, count: width - filled)
  }
}

private let shortestBar = 6
private let longestBar = 40
