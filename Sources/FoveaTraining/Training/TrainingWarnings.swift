import FoveaKernels

/// What is probably a mistake in a network that is about to be trained, a sentence each; none for most.
///
/// - A softmax or sigmoid before a loss that contains it (`ClassificationLoss.warning`).
/// - ReLU as the output: logits below 0 become 0, with no gradient, and a class whose logit is 0 for every
///   picture is never learned.
/// - Weights that are all the same: their neurons do the same and stay the same.
///
/// - Parameters:
///   - network: from pictures to logits.
///   - picture: what goes in, [height, width, channels].
///   - loss: what it is trained by.
public func trainingWarnings(
  about network: any Layer, picture: Shape, loss: ClassificationLoss = .multiClass
) -> [String] {
  let input = Shape([1] + picture.dimensions)
  // A network that does not take the pictures is an error elsewhere.
  var warnings = [try? loss.warning(about: network, input: input)].compactMap { $0 }
  var trace = Trace(naming: network)
  _ = try? network.outputShape(for: input, &trace)
  let last = trace.rows.last { !($0.layer is Dropout) && !($0.layer is Flatten) }
  if let relu = last?.layer as? any ActivatedLayer, relu.activation == .relu {
    warnings.append(
      "\(trace.name(of: relu)) is the output: logits below 0 get no gradient; ReLU is for hidden "
        + "layers, leave it out")
  }
  let constant = network.namedParameters.filter { _, parameter in
    // Of rank 2 and more: biases and scales may start the same.
    parameter.isTrainable && parameter.shape.rank > 1 && parameter.shape.count > 1
      && parameter.value.isConstant
  }
  if let first = constant.first {
    let others = constant.count > 1 ? " (and \(constant.count - 1) more)" : ""
    warnings.append(
      "all weights of \(first.name)\(others) are the same: its neurons compute the same, get the "
        + "same gradients and stay the same; start at random, as by he-normal or xavier-uniform")
  }
  return warnings
}
