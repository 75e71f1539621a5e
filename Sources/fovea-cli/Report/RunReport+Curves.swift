import Fovea

// What changed from epoch to epoch.
extension RunReport {
  /// Losses, accuracies, penalties where there are some, learning rate, throughput.
  var curves: HTML {
    Page.section(
      "Curves",
      note: "one point an epoch; the dashed lines mark the epoch whose weights are kept"
        + (stoppedEpoch == nil ? "" : ", and where early stopping ended the run"), isWide: true,
      Page.charts(
        [
          chart(
            "Loss", unit: "nats, mean over pictures",
            [("training", "train_loss", 1), ("validation", "validation_loss", 1)], isMarked: true),
          chart(
            "Accuracy", unit: "percent of pictures",
            [("training", "train_top1", 100), ("validation", "validation_top1", 100)]
              // Of five classes the right one is always among five.
              + (data.classNames.count > 5 ? [("among five", "validation_top5", 100)] : []),
            isMarked: true),
          chart("Penalties", unit: "added to the training loss", penalties),
          chart(
            "Weights that are zero", unit: "percent of weights",
            penalties.contains { $0.name == "L1" } ? [("zero", "sparsity", 100)] : []),
          chart("Learning rate", unit: "of the epoch's last step", [("rate", "learning_rate", 1)]),
          chart(
            "Throughput", unit: "pictures a second, without evaluation",
            [("training", "images_per_second", 1)]),
        ].compactMap { $0 }))
  }

  /// The columns of the penalties that were not zero throughout.
  private var penalties: [(name: String, column: String, factor: Double)] {
    [("L1", "l1_penalty", 1), ("L2", "l2_penalty", 1)].filter { _, column, _ in
      metrics[column].contains { ($0 ?? 0) > 0 }
    }
  }

  private var stoppedEpoch: Double? {
    if case .stoppedEarly(let last) = data.status { return Double(last) }
    return nil
  }

  /// A chart of columns of the metrics, each with a name and a factor; nil when none has a number.
  func chart(
    _ title: String, unit: String, _ columns: [(name: String, column: String, factor: Double)],
    scale: ChartScale = .linear, isMarked: Bool = false
  ) -> String? {
    let series = columns.compactMap { metrics.curve($0.column, $0.factor, name: $0.name) }
    if series.isEmpty { return nil }
    let marks = [
      bestEpoch.map { LineChart.Mark("best: epoch \(chartText($0))", x: $0) },
      stoppedEpoch.map { LineChart.Mark("stopped after epoch \(chartText($0))", x: $0) },
    ].compactMap { $0 }
    return LineChart(
      title, xLabel: "epoch", yLabel: unit, scale: scale, marks: isMarked ? marks : [],
      series: series
    ).svg(width: Self.chartSize.width, height: Self.chartSize.height)
  }

  /// All epochs in numbers.
  var epochs: HTML {
    var table = Table([
      .number("epoch"), .number("loss"), .number("accuracy"), .number("val loss"),
      .number("val accuracy"), .number("learning rate"), .number("seconds"),
    ])
    let columns = [
      "train_loss", "train_top1", "validation_loss", "validation_top1", "learning_rate", "seconds",
    ].map { metrics[$0] }
    for (row, epoch) in metrics["epoch"].enumerated() {
      func text(_ column: Int, _ body: (Double) -> String) -> String {
        columns[column][row].map(body) ?? "-"
      }
      table.append(
        (epoch.map(chartText) ?? "-") + (row == metrics.bestRow ? " (best)" : ""),
        text(0) { $0.fixed(4) }, text(1) { $0.percent + " %" }, text(2) { $0.fixed(4) },
        text(3) { $0.percent + " %" }, text(4) { $0.significant(3) }, text(5) { $0.fixed(2) })
    }
    return Page.section(
      "Epochs", isWide: true,
      Page.folded("all epochs in numbers, as in metrics.csv", table.html(isStacked: true)))
  }
}
