import FoveaData
import FoveaKernels

/// The mean of several sets of weights of one network.
///
/// It costs no more than a single model at prediction: the cheap cousin of an ensemble. It works for weights
/// that lie in one valley of the loss, as those of one run's last epochs do.
///
/// Source: Izmailov et al. (2018).
public enum MeanWeights {
  /// The mean of each tensor.
  ///
  /// - Parameter sets: named tensors, the same names and shapes in each.
  /// - Throws: `StateError` naming what one set has not.
  public static func of(_ sets: [[String: Tensor]]) throws(StateError) -> [String: Tensor] {
    guard let first = sets.first else {
      throw StateError("weights to average expected, found none")
    }
    var mean: [String: Tensor] = [:]
    for (name, value) in first.sorted(by: { $0.key < $1.key }) {
      // In double, so that the order in which sets are added tells nobody anything.
      var sum = [Double](repeating: 0, count: value.count)
      for set in sets {
        guard let other = set[name], other.shape == value.shape, set.count == first.count else {
          throw StateError(
            "\(name) of shape \(value.shape) expected in all weights to average, found "
              + (set[name].map { "\($0.shape)" } ?? "none of that name"))
        }
        for (place, element) in other.elements.enumerated() { sum[place] += Double(element) }
      }
      mean[name] = Tensor(value.shape, sum.map { Scalar($0 / Double(sets.count)) })
    }
    return mean
  }
}

extension Layer {
  /// Computes the running statistics of each batch normalisation anew, as the mean over batches.
  ///
  /// Averaged weights need this: the means and variances that they give rise to are no averages of those of
  /// the weights that were averaged.
  ///
  /// - Parameters:
  ///   - batches: what the network was trained with, preprocessed.
  ///   - random: for layers that draw; dropout drops, as it did in training.
  /// - Source: Izmailov et al. (2018), section 3.2.
  public func recomputeRunningStatistics(over batches: some Sequence<Batch>, random: RandomSource) {
    var norms: [BatchNorm] = []
    forEachLayer { _, layer in
      if let norm = layer as? BatchNorm, norm.momentum > 0 { norms.append(norm) }
    }
    if norms.isEmpty { return }
    var random = random
    var sums = norms.map { _ in (mean: [Double](), variance: [Double]()) }
    var count = 0.0
    for batch in batches {
      // From 0, an update by momentum m leaves m times the batch's own statistics.
      for norm in norms {
        norm.mean.value = .zeros(norm.mean.value.shape)
        norm.variance.value = .zeros(norm.variance.value.shape)
      }
      withoutGradients { _ = self(Variable(batch.images), .training(&random)) }
      for (place, norm) in norms.enumerated() {
        add(norm.mean.value, to: &sums[place].mean, norm.momentum)
        add(norm.variance.value, to: &sums[place].variance, norm.momentum)
      }
      count += 1
    }
    guard count > 0 else { return }
    for (norm, sum) in zip(norms, sums) {
      norm.mean.value = Tensor(norm.mean.value.shape, sum.mean.map { Scalar($0 / count) })
      norm.variance.value = Tensor(
        norm.variance.value.shape, sum.variance.map { Scalar($0 / count) })
    }
  }
}

private func add(_ value: Tensor, to sum: inout [Double], _ momentum: Scalar) {
  if sum.isEmpty { sum = [Double](repeating: 0, count: value.count) }
  for (place, element) in value.elements.enumerated() {
    sum[place] += Double(element) / Double(momentum)
  }
}

extension EnsembleTraining {
  /// The file of the averaged weights, made of the last weights of all members.
  func average() throws {
    let checkpoints = try (1...plan.members).map {
      try Checkpoint(contentsOf: folder.run(of: $0).checkpointPath)
    }
    let first = checkpoints[0]
    let preprocessor = try first.restoredPreprocessor
    let setup = try Setup(first.configuration, make, data, nil, preprocessor: preprocessor)
    let model = try makeModelToRestore(setup.make, setup.inputShape, setup.training.classCount)
    try model.restore(MeanWeights.of(checkpoints.map(\.weights.byName)))
    var order = RandomSource(seed: first.configuration.seed)
    let batches = setup.training.batches(
      of: first.configuration.batchSize, shuffledBy: &order, preprocessor: preprocessor)
    model.recomputeRunningStatistics(over: batches, random: order)
    var description = ModelDescription(
      first.configuration, trainedOn: setup.training, preprocessing: preprocessor?.configuration)
    if setup.validation.count > 0 {
      description.validationAccuracy =
        Evaluation(of: model, on: setup.validation, preprocessor: preprocessor).top1
    }
    description.testAccuracy =
      Evaluation(of: model, on: setup.test, preprocessor: preprocessor).top1
    // Beside the model, as beside a run's: how its data are read.
    try AtomicFile.write(
      first.configuration.json, to: RunFolder(folder.path).configurationPath)
    try TrainedModel(model, preprocessor, description).save(to: folder.averagePath)
  }
}
