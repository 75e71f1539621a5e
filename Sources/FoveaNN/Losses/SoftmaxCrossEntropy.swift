import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The cross-entropy between softmax(`logits`) and the true classes, averaged over the batch.
///
///     loss = -1/N * sum over n, c of target[n, c] * log softmax(logits[n])[c]
///
/// where target is (1 - smoothing) on the true class plus smoothing / C on every class. Softmax and
/// logarithm are one operation here: the largest logit is subtracted first, so no input overflows, and
/// the gradient is (softmax - target) / N.
///
/// - Parameters:
///   - logits: [batch, classes], unnormalised, in nats.
///   - labels: `batch` class indices in 0 ..< classes. Others trap; readers of data check theirs.
///   - smoothing: the share of probability spread over all classes, 0 ..< 1; 0 (the default) is plain
///     cross-entropy.
/// - Returns: a scalar, [ ].
/// - Source: Goodfellow et al. (2016), 6.2.2.3; smoothing after Szegedy et al. (2016), section 7.
public func softmaxCrossEntropy(
  _ logits: Variable, _ labels: [Int], smoothing: Scalar = 0
) -> Variable {
  let x = logits.value
  require(
    x.rank == 2 && x.shape[0] == labels.count && x.shape[1] > 0,
    "softmaxCrossEntropy: logits [\(labels.count), classes] expected, received \(x.shape)")
  require(
    smoothing >= 0 && smoothing < 1,
    "softmaxCrossEntropy: smoothing in 0 ..< 1 expected, received \(smoothing)")
  let classes = x.shape[1]
  for (place, label) in labels.enumerated() where label < 0 || label >= classes {
    stop("softmaxCrossEntropy: label in 0 ..< \(classes) expected, received \(label) at \(place)")
  }
  let (probabilities, sums) = x.softmaxAndSums()
  let spread = smoothing / Scalar(classes)
  // log softmax(x)[c] = x[c] - largest - log(sum of exp): from the logits, as log(0) may lurk in the
  // probabilities.
  let total = read(x, sums) { x, sums in
    var total = 0.0
    for (row, label) in labels.enumerated() {
      let x = x + row * classes
      let largest = kernels.maximum(x, classes)
      let logSum = log(Double(sums[row]))
      total -= Double(1 - smoothing) * (Double(x[label] - largest) - logSum)
      // Not without smoothing: a logit of -infinity that is not the label's costs nothing then.
      if spread > 0 {
        let all = (0..<classes).reduce(0.0) { $0 + Double(x[$1] - largest) }
        total -= Double(spread) * (all - Double(classes) * logSum)
      }
    }
    return total
  }
  let scale = 1 / Scalar(max(1, labels.count))
  return record(Tensor(Scalar(total) * scale), from: logits) { gradient in
    let factor = gradient.item * scale
    var result = probabilities
    result.write { g in
      for (row, label) in labels.enumerated() {
        let g = g + row * classes
        g[label] -= 1 - smoothing
        kernels.affine(Input(g), factor, -spread * factor, g, classes)
      }
    }
    return [result]
  }
}
