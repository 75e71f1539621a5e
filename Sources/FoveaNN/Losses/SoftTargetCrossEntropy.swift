import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The cross-entropy between softmax(`logits`) and probabilities, averaged over the batch: for pictures
/// that are mixtures of several (mixup, cutmix), or labelled by another network.
///
///     loss = -1/N * sum over n, c of t[n, c] * log softmax(logits[n])[c]
///
/// where t is (1 - smoothing) * targets + smoothing / C. With one-hot targets it is the loss over class
/// indices of the same name. The gradient is (softmax * sum of t's row - t) / N.
///
/// - Parameters:
///   - logits: [batch, classes], unnormalised, in nats.
///   - targets: [batch, classes], 0 or more; each row a distribution, which sums to 1.
///   - smoothing: the share of probability spread over all classes, 0 ..< 1; 0 (the default) for none.
/// - Returns: a scalar, [ ].
/// - Source: Zhang et al. (2018), "mixup"; smoothing after Szegedy et al. (2016), section 7.
public func softmaxCrossEntropy(
  _ logits: Variable, _ targets: Tensor, smoothing: Scalar = 0
) -> Variable {
  let x = logits.value
  require(
    x.rank == 2 && x.shape == targets.shape && x.shape[1] > 0,
    "softmaxCrossEntropy: targets of the logits' shape [batch, classes] expected, received "
      + "logits \(x.shape) and targets \(targets.shape)")
  require(
    smoothing >= 0 && smoothing < 1,
    "softmaxCrossEntropy: smoothing in 0 ..< 1 expected, received \(smoothing)")
  let (rows, classes) = (x.shape[0], x.shape[1])
  let spread = smoothing / Scalar(classes)
  let (probabilities, sums) = x.softmaxAndSums()
  let logSums = sums.elements.map { log(Double($0)) }
  let total = read(x, targets) { x, t in
    (0..<rows).reduce(0.0) { total, row in
      total
        + crossEntropy(
          x + row * classes, t + row * classes, classes, logSum: logSums[row],
          keep: Double(1 - smoothing), spread: Double(spread))
    }
  }
  let scale = 1 / Scalar(max(1, rows))
  return record(Tensor(Scalar(total) * scale), from: logits) { gradient in
    let factor = gradient.item * scale
    var result = probabilities
    targets.read { t in
      result.write { g in
        for row in 0..<rows {
          let (t, g) = (t + row * classes, g + row * classes)
          // 1 for a distribution; kept general, so that the gradient is exact for any target.
          var mass: Scalar = 0
          for c in 0..<classes { mass += (1 - smoothing) * t[c] + spread }
          for c in 0..<classes { g[c] = factor * (mass * g[c] - ((1 - smoothing) * t[c] + spread)) }
        }
      }
    }
    return [result]
  }
}

/// -sum of target * log softmax over one row; from the logits, as log(0) may lurk in probabilities.
private func crossEntropy(
  _ x: Input, _ t: Input, _ classes: Int, logSum: Double, keep: Double, spread: Double
) -> Double {
  let largest = kernels.maximum(x, classes)
  var loss = 0.0
  for c in 0..<classes {
    let target = keep * Double(t[c]) + spread
    // A logit of -infinity costs nothing where nothing is expected.
    if target != 0 { loss -= target * (Double(x[c] - largest) - logSum) }
  }
  return loss
}
