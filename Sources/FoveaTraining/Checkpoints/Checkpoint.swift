@_exported import FoveaInference

/// A training run held still: from here it goes on as if it had never stopped, bit for bit.
public struct Checkpoint: Sendable {
  /// Named tensors, in order.
  typealias Tensors = [(name: String, value: Tensor)]

  /// What the run was told.
  public let configuration: TrainingConfiguration
  /// The epoch with the best weights so far.
  public var best: BestEpoch? { progress.best }
  /// Epochs that are complete.
  public var epoch: Int { progress.epoch }
  /// Steps that were taken.
  public var step: Int { progress.step }

  let progress: Progress
  let data: DataFingerprint
  let preprocessing: Preprocessing?
  /// The model's parameters and buffers.
  let weights: Tensors
  /// The optimiser's.
  let optimizer: Tensors
  /// Those of the best epoch; empty while there is none.
  let bestWeights: Tensors
  /// The moving average of the weights; empty without.
  let average: Tensors
  /// The preprocessor's.
  let preprocessorTensors: Tensors

  /// What is remembered of the data, to notice when a run is to go on with others.
  struct DataFingerprint: Codable, Hashable, Sendable {
    let name: String
    let trainingPictures: Int
    let imageShape: [Int]
    let classNames: [String]
    /// A sum over the classes of all training pictures in order (FNV-1a).
    let labels: String

    init(_ data: DataSet) {
      name = data.name
      trainingPictures = data.count
      imageShape = data.imageShape.dimensions
      classNames = data.classNames
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for label in data.labels { hash = (hash ^ UInt64(label)) &* 0x100_0000_01B3 }
      labels = String(hash, radix: 16)
    }
  }
}
