import Fovea

/// A run as a page, `report.html` in its folder: how it went so far, what the network gets wrong, what it looks like
/// inside.
///
/// What changes from epoch to epoch is drawn from the run's metrics, so that a run that was resumed has all of its
/// epochs.
struct RunReport {
  let folder: RunFolder
  let metrics: MetricsTable
  let data: ReportData

  /// Width and height of a chart: narrow enough that its letters can be read on a phone, and that four lie side by
  /// side in a wide window.
  static let chartSize = (width: 300.0, height: 230.0)

  /// The page.
  var page: Page {
    let configuration = data.configuration
    return Page(
      "\(configuration.model) on \(configuration.data)".printable,
      subtitle: "\(folder.path.printable): \(statusText)", refresh: isRunning ? 20 : nil,
      sections: [overview, curves, classes, mistakes, inside, layers, epochs, about])
  }

  var isRunning: Bool {
    if case .running = data.status { return true }
    return false
  }

  private var statusText: String {
    let done = metrics["epoch"].count
    let epochs = "\(done) of \(data.configuration.epochs.counted("epoch"))"
    switch data.status {
    case .running: return "running, \(epochs) done"
    case .interrupted: return "interrupted, \(epochs) done"
    case .finished: return "finished, \(epochs) done"
    case .stoppedEarly(let last): return "stopped early after epoch \(last), \(epochs) done"
    case .failed(let reason): return "failed, \(epochs) done: \(reason)"
    }
  }

  /// The epoch whose weights are kept.
  var bestEpoch: Double? { metrics.bestRow.flatMap { metrics["epoch"][$0] } }

  private var overview: HTML {
    func value(_ column: String) -> Double? { metrics.bestRow.flatMap { metrics[column][$0] } }
    let pictures = metrics["images_per_second"].last.flatMap { $0 }
    let tiles: [(String, String?)] = [
      ("best epoch", bestEpoch.map { chartText($0) }),
      ("validation accuracy", value("validation_top1").map { $0.percent + " %" }),
      ("test accuracy", data.test.map { $0.top1.percent + " %" }),
      ("validation loss", value("validation_loss").map { $0.fixed(4) }),
      ("test loss", data.test.map { $0.loss.fixed(4) }),
      ("training time", metrics.seconds.duration),
      ("pictures a second", pictures.flatMap { Int(exactly: $0.rounded())?.grouped }),
    ]
    return Page.section(
      "At a glance", isWide: true,
      Page.tiles(tiles.compactMap { name, value in value.map { (name, $0) } } + data.tiles))
  }

  /// A whole number as such.
  func chartText(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : number.significant(3)
  }
}
