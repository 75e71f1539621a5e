import Foundation
import Fovea

/// Writes what a run says of itself for TensorBoard, an entry an epoch: `tensorboard --logdir runs` shows it.
final class TensorBoardWriter {
  private let path: String
  private let model: any Layer
  private let info: TrainingInfo

  /// Begins a file of its own in the run's folder; nil for a run without one.
  ///
  /// - Throws: `DataError` when the folder takes no file.
  init?(_ model: any Layer, _ info: TrainingInfo) throws {
    guard let folder = info.folder else { return nil }
    self.model = model
    self.info = info
    let seconds = Int(Date().timeIntervalSince1970)
    path = "\(folder.path)/events.out.tfevents.\(seconds).\(getpid()).fovea"
    try append(.version(time: now))
    if info.completedEpochs > 0 {
      try append(.restart(time: now, step: info.completedEpochs + 1))
    }
  }

  /// Adds an epoch.
  func write(_ report: EpochReport) throws {
    try append(
      TensorBoardEvent(
        time: now, step: report.epoch,
        values: scalars(report).map { ($0, .scalar($1)) } + pictures(report) + histograms))
  }

  private func scalars(_ report: EpochReport) -> [(String, Double)] {
    var scalars = [
      ("loss/training", report.loss), ("accuracy/training", report.top1),
      ("learning rate", report.learningRate), ("pictures a second", report.imagesPerSecond),
    ]
    if let validation = report.validation {
      scalars += [
        ("loss/validation", validation.loss), ("accuracy/validation", validation.top1),
        ("accuracy/validation, among five", validation.top5),
      ]
    }
    for norm in report.norms {
      scalars.append(("weight norm/\(norm.path)", norm.weight))
      norm.gradient.map { scalars.append(("gradient norm/\(norm.path)", $0)) }
    }
    for health in report.activations {
      health.dead.map { scalars.append(("dead units/\(health.path)", $0)) }
      health.saturated.map { scalars.append(("saturated outputs/\(health.path)", $0)) }
    }
    return scalars
  }

  private func pictures(_ report: EpochReport) -> [(String, TensorBoardEvent.Value)] {
    var sheets: [(String, Picture)] = []
    if let kernels = FirstKernels(of: model) {
      sheets.append(("kernels/\(kernels.path)", kernels.sheet))
    }
    if !report.mistakes.isEmpty, [1, 3].contains(info.validation.channels) {
      let pictures = report.mistakes.map { info.validation.picture(at: $0.index).fitted(into: 96) }
      sheets.append(("worst mistakes", ContactSheet(pictures, columns: 8).picture))
    }
    return sheets.compactMap { name, sheet in
      guard let png = try? PNG.encoded(sheet) else { return nil }
      return (
        name,
        .picture(png: png, width: sheet.width, height: sheet.height, channels: sheet.channels)
      )
    }
  }

  private var histograms: [(String, TensorBoardEvent.Value)] {
    model.namedParameters.compactMap { name, parameter in
      ValueHistogram(parameter.value.elements.lazy.map { Double($0) })
        .map { ("weights/\(name)", .histogram($0)) }
    }
  }

  private var now: Double { Date().timeIntervalSince1970 }

  private func append(_ event: TensorBoardEvent) throws { try appendEntry(event.record, to: path) }
}
