import FoveaKernels

/// The binary cross-entropy between sigmoid(`logits`) and `targets`, averaged over all elements: for
/// several labels that may hold at once.
///
///     loss = mean of max(x, 0) - x * t + log(1 + exp(-|x|))
///
/// which does not overflow for any x. The gradient is (sigmoid(x) - t) / count.
///
/// - Parameters:
///   - logits: any shape, unnormalised.
///   - targets: probabilities in 0 ... 1, of the same shape.
/// - Returns: a scalar, [ ].
public func sigmoidCrossEntropy(_ logits: Variable, _ targets: Tensor) -> Variable {
  let x = logits.value
  require(
    x.shape == targets.shape,
    "sigmoidCrossEntropy: targets of shape \(x.shape) expected, received \(targets.shape)")
  let zero = Tensor.zeros(x.shape)
  let softplus = ((-x.abs()).exp() + 1).log()
  let loss = (x.maximum(zero) - x * targets + softplus).mean()
  let scale = 1 / Scalar(max(1, x.count))
  return record(loss, from: logits) { g in [(x.sigmoid() - targets) * (g.item * scale)] }
}

/// The mean of the squared differences over all elements.
///
/// - Parameters:
///   - predictions: any shape.
///   - targets: of the same shape.
/// - Returns: a scalar, [ ].
public func meanSquaredError(_ predictions: Variable, _ targets: Tensor) -> Variable {
  require(
    predictions.shape == targets.shape,
    "meanSquaredError: targets of shape \(predictions.shape) expected, received \(targets.shape)")
  let difference = predictions.value - targets
  let scale = 1 / Scalar(max(1, targets.count))
  let loss = difference.square().sum() * scale
  return record(loss, from: predictions) { g in [difference * (2 * g.item * scale)] }
}
