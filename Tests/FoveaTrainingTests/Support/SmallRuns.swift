import TestSupport

@testable import FoveaTraining

/// Some pictures of shapes, 12 x 12.
func smallData(training: Int = 150, test: Int = 40) throws -> TrainingData {
  try TrainingData(
    train: Shapes(.train, count: training, size: 12).data,
    test: Shapes(.test, count: test, size: 12).data)
}

/// A configuration for `testNetwork` on `smallData`: 135 pictures to train with make 5 batches an epoch,
/// the last of 7.
func smallConfiguration(
  _ change: (inout TrainingConfiguration) -> Void = { _ in }
) -> TrainingConfiguration {
  var configuration = TrainingConfiguration()
  configuration.model = "test"
  configuration.data = "shapes"
  configuration.epochs = 3
  configuration.batchSize = 32
  configuration.weightDecay = 1e-3
  configuration.l1 = 1e-4
  configuration.smoothing = 0.1
  change(&configuration)
  return configuration
}

/// A run of `testNetwork` on `smallData`.
func smallTrainer(
  _ configuration: TrainingConfiguration = smallConfiguration(), folder: RunFolder? = nil
) throws -> Trainer {
  try Trainer(configuration, model: testNetwork, data: smallData(), folder: folder)
}

extension Checkpoint {
  /// The same run gone on with.
  func resumed(epochs: Int? = nil, folder: RunFolder? = nil) throws -> Trainer {
    try Trainer(
      resuming: self, epochs: epochs, model: testNetwork, data: smallData(), folder: folder)
  }

  /// Every bit of it but the clock's: two runs that are as far and give the same cannot differ later.
  var bits: [String] {
    let tensors = [weights, optimizer, bestWeights, average, preprocessorTensors].flatMap { $0 }
    var progress = self.progress
    progress.sums.seconds = 0
    progress.sums.dataSeconds = 0
    return tensors.map { name, value in
      // FNV-1a of the elements, so that a failure can be read.
      let hash = value.elements.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3
      }
      return "\(name) \(value.shape) \(hash)"
    } + ["\(progress)"]
  }
}

extension EpochReport {
  /// The same without its confusion matrix, which older reports of a run have not.
  var withoutConfusion: EpochReport {
    var report = self
    report.validation = validation?.withoutConfusion
    return report
  }
}

/// The catalogue's names as errors list them.
let modelNames = ModelCatalog.entries.map(\.name).joined(separator: ", ")
