import Fovea

/// An epoch as `--json` prints it.
struct EpochRecord: Encodable {
  /// How the weights do on pictures.
  struct Accuracy: Encodable {
    let loss: Double
    let top1: Double
    let top5: Double
    let pictures: Int

    init(_ evaluation: Evaluation) {
      loss = evaluation.loss
      top1 = evaluation.top1
      top5 = evaluation.top5
      pictures = evaluation.count
    }
  }

  let event = "epoch"
  let epoch: Int
  let epochs: Int
  let loss: Double
  let top1: Double
  let penalty: Double
  let l1Penalty: Double
  let l2Penalty: Double
  let sparsity: Double
  let validation: Accuracy?
  let learningRate: Double
  let seconds: Double
  let imagesPerSecond: Double
  let dataWaitShare: Double
  let isBest: Bool
  let systemAllocations: Int
  let peakTensorBytes: Int
  let activations: [ActivationHealth]

  init(_ report: EpochReport) {
    epoch = report.epoch
    epochs = report.epochs
    loss = report.loss
    top1 = report.top1
    penalty = report.penalty
    l1Penalty = report.penalties.l1
    l2Penalty = report.penalties.l2
    sparsity = report.sparsity
    validation = report.validation.map(Accuracy.init)
    learningRate = report.learningRate
    seconds = report.seconds
    imagesPerSecond = report.imagesPerSecond
    dataWaitShare = report.dataWaitShare
    isBest = report.isBest
    systemAllocations = report.systemAllocations
    peakTensorBytes = report.peakTensorBytes
    activations = report.activations
  }

  private enum CodingKeys: CodingKey {
    case event, epoch, epochs, loss, top1, penalty, l1Penalty, l2Penalty, sparsity, validation
    case learningRate, seconds
    case imagesPerSecond, dataWaitShare, isBest, systemAllocations, peakTensorBytes, activations
  }
}

/// A whole run as `--json` prints it at the end.
struct RunRecord: Encodable {
  let event: String
  let bestEpoch: Int?
  let stoppedEarlyAfter: Int?
  let validation: EpochRecord.Accuracy?
  let test: EpochRecord.Accuracy?
  let folder: String?
  let model: String?
  let checkpoint: String?
  let metrics: String?
  let curves: String?
  let report: String?

  init(_ result: TrainingResult, hasReport: Bool) {
    event = result.status == .finished ? "finished" : "interrupted"
    bestEpoch = result.best?.epoch
    stoppedEarlyAfter = result.stoppedEarly?.lastEpoch
    validation = result.best?.validation.map(EpochRecord.Accuracy.init)
    test = result.test.map(EpochRecord.Accuracy.init)
    folder = result.folder?.path
    model = result.best == nil ? nil : result.folder?.bestPath
    checkpoint = result.folder?.checkpointPath
    metrics = result.folder?.metricsPath
    curves = result.best == nil ? nil : result.folder?.curvesPath
    report = result.best == nil || !hasReport ? nil : result.folder?.reportPath
  }
}
