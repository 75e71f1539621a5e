import FoveaKernels
import FoveaTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Reference {
  /// The softmax along the last axis, computed in double precision.
  ///
  ///     p[r, i] = exp(z[r, i] - max z[r]) / sum over j of exp(z[r, j] - max z[r])
  ///
  /// - Parameter logits: [..., classes], unnormalised.
  /// - Returns: probabilities of the same shape; each row sums to 1.
  public static func softmax(_ logits: Tensor) -> Tensor {
    Tensor(logits.shape, rows(of: logits).flatMap { probabilities($0).map { Scalar($0) } })
  }

  /// The cross-entropy between softmax(`logits`) and the true classes, averaged over the batch, in
  /// double precision.
  ///
  ///     loss = -1/N * sum over n, i of q[n, i] * log softmax(z[n])[i]
  ///     q[n, i] = (1 - smoothing) * (1 if i = labels[n] else 0) + smoothing / classes
  ///
  /// - Parameters:
  ///   - logits: [batch, classes], unnormalised.
  ///   - labels: `batch` class indices.
  ///   - smoothing: the share of probability spread over all classes; 0 by default.
  /// - Returns: the loss in nats, and its gradient with respect to the logits, (softmax - q) / N.
  /// - Source: Goodfellow et al. (2016), 6.2.2.3; smoothing after Szegedy et al. (2016), section 7.
  public static func softmaxCrossEntropy(
    _ logits: Tensor, _ labels: [Int], smoothing: Double = 0
  ) -> (loss: Double, gradient: Tensor) {
    require(
      logits.rank == 2 && logits.shape[0] == labels.count,
      "cross-entropy: expected [\(labels.count), classes], received \(logits.shape)")
    let (batch, classes) = (Double(labels.count), Double(logits.shape[1]))
    var loss = 0.0
    var gradient: [Scalar] = []
    for (row, label) in zip(rows(of: logits), labels) {
      let largest = row.max() ?? 0
      let logSum = largest + log(row.reduce(0) { $0 + exp($1 - largest) })
      for (i, (z, p)) in zip(row, probabilities(row)).enumerated() {
        let target = (i == label ? 1 - smoothing : 0) + smoothing / classes
        loss -= target * (z - logSum) / batch
        gradient.append(Scalar((p - target) / batch))
      }
    }
    return (loss, Tensor(logits.shape, gradient))
  }
}

private func probabilities(_ row: [Double]) -> [Double] {
  let largest = row.max() ?? 0
  let exponentials = row.map { exp($0 - largest) }
  let sum = exponentials.reduce(0, +)
  return exponentials.map { $0 / sum }
}

/// The rows along the last axis, in double precision.
private func rows(of tensor: Tensor) -> [[Double]] {
  let (elements, width) = (tensor.elements.map { Double($0) }, tensor.shape[-1])
  return stride(from: 0, to: elements.count, by: max(1, width)).map {
    Array(elements[$0..<$0 + width])
  }
}
