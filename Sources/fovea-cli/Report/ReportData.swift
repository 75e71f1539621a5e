import Fovea

/// All that a run's page shows beside its metrics and configuration, which lie in files.
struct ReportData {
  /// Whether the run goes on, and if not, how it ended.
  enum Status {
    case running, interrupted, finished
    case stoppedEarly(after: Int)
    /// By an error, in one line.
    case failed(String)
  }

  /// A set of pictures that a model was tried with.
  struct Trial {
    /// As "pictures held back, weights of epoch 3".
    let name: String
    let evaluation: Evaluation
    let mistakes: [Mistake]
    let data: DataSet
  }

  /// The network as it stood, looked at from inside.
  struct Inside {
    /// Whose weights: as "epoch 3".
    let name: String
    let kernels: FirstKernels?
    let sample: Picture?
    let sampleClass: String
    let maps: [FeatureMaps]
  }

  var status = Status.running
  let configuration: TrainingConfiguration
  let classNames: [String]
  /// About the run's data, model and machine.
  let facts: [(name: String, value: String)]
  /// The network in numbers.
  let tiles: [(name: String, value: String)]
  var trial: Trial?
  var test: Evaluation?
  var inside: Inside?
}
