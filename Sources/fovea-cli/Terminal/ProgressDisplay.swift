import Fovea

/// Shows on standard error how training goes: on a terminal a line that is redrawn, elsewhere whole lines
/// now and then.
///
/// Lines between, on either stream, go through `say` and `result`, so that they do not run into the bar.
final class ProgressDisplay {
  private let stream = Stream.notes
  private let isQuiet: Bool
  private let isLive: Bool
  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant
  /// Characters of the line that stands on the terminal.
  private var drawn = 0

  /// Times between two showings: a fluent picture without work for the terminal; a log that stays short.
  private static let liveInterval = Duration.milliseconds(100)
  private static let plainInterval = Duration.seconds(10)

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    isLive = Stream.notes.isLive
    lastShown = clock.now
  }

  /// Shows a step, when it is time to.
  func show(_ report: StepReport, epochs: Int) {
    let status = ProgressStatus(report: report, epochs: epochs)
    show(live: status.line, plain: status.plain)
  }

  /// Shows how things stand, when it is time to: a line of so many columns on a terminal, all of it elsewhere.
  func show(live: (_ width: Int) -> String, plain: @autoclosure () -> String) {
    if isQuiet { return }
    let now = clock.now
    let interval = isLive ? Self.liveInterval : Self.plainInterval
    guard now - lastShown >= interval || (isLive && drawn == 0) else { return }
    lastShown = now
    if isLive { draw(live(stream.width ?? 80)) } else { stream.line(plain()) }
  }

  /// A line for standard error.
  func say(_ text: String) {
    if isQuiet { return }
    erase()
    stream.line(text)
  }

  /// A line for standard error that is prose: where it is longer than the terminal's, it is broken between words.
  func prose(_ text: String) {
    say(stream.width.map { text.wrapped(to: $0, indent: 2).joined(separator: "\n") } ?? text)
  }

  /// A line for standard output.
  func result(_ text: String) {
    erase()
    Stream.results.line(text)
  }

  /// A line of JSON for standard output.
  func json(_ value: some Encodable) {
    erase()
    Stream.results.json(value)
  }

  /// Takes the bar away.
  func erase() {
    if drawn > 0 { stream.write(clearing) }
    drawn = 0
  }

  private func draw(_ line: String) {
    stream.write((drawn > 0 ? clearing : "") + line)
    drawn = line.count
  }

  /// What clears the line that stands there. Where the terminal became narrower it has wrapped onto
  /// several rows, and all of them go.
  private var clearing: String {
    let rows = (drawn - 1) / max(1, stream.width ?? 80)
    let up = rows > 0 ? "\u{1B}[\(rows)A" : ""
    return "\r\(up)\u{1B}[J"
  }
}
