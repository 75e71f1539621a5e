import Fovea

extension RunComparison {
  /// The comparison as a page: the table, and the runs' curves in common charts.
  var page: Page {
    let charts = [
      chart("Validation loss", "nats, mean over pictures", "validation_loss", 1),
      chart("Validation accuracy", "percent of pictures", "validation_top1", 100),
      chart("Training loss", "nats, mean over pictures", "train_loss", 1),
      chart("Training accuracy", "percent of pictures", "train_top1", 100),
      chart("Learning rate", "of the epoch's last step", "learning_rate", 1),
      chart("Throughput", "pictures a second, without evaluation", "images_per_second", 1),
    ].compactMap { $0 }
    return Page(
      "\(runs.count) runs compared", subtitle: runs.map(\.name.printable).joined(separator: ", "),
      sections: [
        Page.section(
          "Runs",
          note: differing.isEmpty
            ? "the settings are the same"
            : "settings that differ, and what came of them", isWide: true,
          // More columns than a window has room for become rows.
          (rows.count > 10 ? turned : table).html(isStacked: true)),
        Page.section(
          "Curves", note: "one point an epoch; beyond six runs colours begin again", isWide: true,
          Page.charts(charts)),
      ])
  }

  private func chart(
    _ title: String, _ unit: String, _ column: String, _ factor: Double
  ) -> String? {
    let series = runs.compactMap { $0.metrics?.curve(column, factor, name: $0.name.printable) }
    if series.isEmpty { return nil }
    return LineChart(title, xLabel: "epoch", yLabel: unit, series: series)
      .svg(width: RunReport.chartSize.width, height: RunReport.chartSize.height)
  }
}
