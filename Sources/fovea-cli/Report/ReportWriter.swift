import Fovea

/// Keeps a run's page up to date while the run goes.
final class ReportWriter {
  private let trainer: Trainer
  private let folder: RunFolder
  private let info: TrainingInfo
  private var data: ReportData

  /// One for a run that is about to start or to go on; nil for a run without a folder.
  ///
  /// - Parameter threads: their number and where it came from, in words.
  init?(_ trainer: Trainer, _ info: TrainingInfo, threads: String) {
    guard let folder = info.folder else { return nil }
    self.trainer = trainer
    self.folder = folder
    self.info = info
    let summary = try? ModelSummary(trainer.model, picture: info.inputShape)
    data = ReportData(
      configuration: info.configuration, classNames: info.classNames,
      facts: Self.facts(info, threads),
      tiles: summary.map {
        [
          ("parameters", $0.parameters.grouped),
          ("multiply-adds a picture", $0.multiplyAdds.grouped),
        ]
      } ?? [])
  }

  /// Writes the page as it is after an epoch.
  func write(after report: EpochReport) throws {
    if let evaluation = report.validation {
      data.trial = ReportData.Trial(
        name: "\(evaluation.count.grouped) pictures held back, epoch \(report.epoch)",
        evaluation: evaluation, mistakes: report.mistakes, data: info.validation)
    }
    let pictures = info.validation.count > 0 ? info.validation : info.test
    look(inside: trainer.model, "epoch \(report.epoch)", at: pictures) {
      trainer.featureMaps(ofPicture: 0, in: pictures)
    }
    try write()
  }

  /// Writes the page as it is at the end.
  func write(at result: TrainingResult) throws {
    data.status =
      switch (result.status, result.stoppedEarly?.lastEpoch) {
      case (.interrupted, _): .interrupted
      case (.finished, let last?): .stoppedEarly(after: last)
      case (.finished, nil): .finished
      }
    if let test = result.test, let model = try result.model {
      let best = result.best.map { ", weights of epoch \($0.epoch)" } ?? ""
      data.test = test
      data.trial = ReportData.Trial(
        name: "\(test.count.grouped) test pictures\(best)", evaluation: test,
        mistakes: result.mistakes, data: info.test)
      look(inside: model.model, result.best.map { "epoch \($0.epoch)" } ?? "the end", at: info.test)
      {
        model.featureMaps(of: info.test.images(at: CollectionOfOne(0)))
      }
    }
    try writeEnd()
  }

  /// Writes the page as it is when an error has ended the run.
  func write(failure: any Error) throws {
    data.status = .failed("\(failure)".printable)
    try writeEnd()
  }

  /// Writes the page for the last time. A run that ended before an epoch did, since it was started or resumed,
  /// leaves the page that is there, if there is one.
  private func writeEnd() throws {
    if data.trial != nil || data.inside != nil { try write() }
  }

  private func look(
    inside model: any Layer, _ name: String, at pictures: DataSet, _ maps: () -> [FeatureMaps]
  ) {
    let isPicture = [1, 3].contains(pictures.channels)
    data.inside = ReportData.Inside(
      name: name, kernels: FirstKernels(of: model),
      sample: isPicture ? pictures.picture(at: 0) : nil,
      sampleClass: info.classNames[pictures.labels[0]], maps: isPicture ? maps() : [])
  }

  private func write() throws {
    guard let metrics = try MetricsTable(contentsOf: folder.metricsPath) else { return }
    let report = RunReport(folder: folder, metrics: metrics, data: data)
    try AtomicFile.write(report.page.html, to: folder.reportPath)
  }

  private static func facts(
    _ info: TrainingInfo, _ threads: String
  ) -> [(name: String, value: String)] {
    [
      ("data", info.configuration.data.printable),
      ("pictures", info.inputShape.extents),
      ("to train with", info.trainingCount.grouped),
      ("held back", info.validationCount.grouped),
      ("to test", info.testCount.grouped),
      ("classes", "\(info.classNames.count)"),
      ("model", info.configuration.model.printable),
    ] + machineFacts(threads: threads).map { ($0.name, $0.parts.joined(separator: ", ")) }
  }
}

extension DataSet {
  /// Channels of a picture.
  var channels: Int { imageShape.rank == 3 ? imageShape[2] : 0 }
}
