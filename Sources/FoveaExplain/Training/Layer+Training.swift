import FoveaData
import FoveaNN

extension Layer {
  /// Takes an optimiser's step for each batch: once through the pictures, as the topics that train do.
  ///
  /// - Parameters:
  ///   - batches: pictures in the order in which they are seen.
  ///   - optimizer: of this network's parameters.
  ///   - random: what is drawn while training.
  ///   - onGradients: is told the gradients of each step before it is taken.
  /// - Throws: what the optimiser throws.
  func train(
    on batches: Batches, by optimizer: any Optimizer, random: inout RandomSource,
    onGradients: (Gradients) -> Void = { _ in }
  ) throws {
    for batch in batches {
      let logits = self(Variable(batch.images), .training(&random))
      let gradients = softmaxCrossEntropy(logits, batch.labels).backward()
      onGradients(gradients)
      try optimizer.step(gradients)
    }
  }
}
