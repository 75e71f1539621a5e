import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the classes of one item exclude each other, and by that the output and the loss over its logits.
///
/// | | classes of an item | output | its numbers | loss |
/// | --- | --- | --- | --- | --- |
/// | `multiClass` | exactly one | softmax | sum to 1: one grows at the others' expense | `softmaxCrossEntropy` |
/// | `multiLabel` | any number | sigmoid | each by itself in 0 ... 1 | `sigmoidCrossEntropy` |
public enum ClassificationLoss: String, CaseIterable, Codable, Sendable {
  /// One class holds: a digit.
  case multiClass
  /// Any number of classes holds, none among them: what a photograph shows.
  case multiLabel

  /// The loss of a batch, averaged over it; for `multiLabel` over the classes, too.
  ///
  /// - Parameters:
  ///   - logits: [batch, classes], unnormalised: the network ends without softmax and sigmoid.
  ///   - labels: for each item the classes that hold, in 0 ..< classes; exactly one for `multiClass`.
  ///     Others trap; readers of data check theirs.
  /// - Returns: a scalar, [ ].
  public func callAsFunction(_ logits: Variable, _ labels: [[Int]]) -> Variable {
    switch self {
    case .multiClass:
      for (place, classes) in labels.enumerated() where classes.count != 1 {
        stop("\(rawValue): exactly one class expected, received \(classes) at \(place)")
      }
      return softmaxCrossEntropy(logits, labels.flatMap { $0 })
    case .multiLabel: return sigmoidCrossEntropy(logits, targets(labels, logits.shape))
    }
  }

  /// The loss of a batch of items of one class each, averaged over it; for `multiLabel` over the classes,
  /// too, each of which is asked for by itself: one against the rest.
  ///
  /// - Parameters:
  ///   - logits: [batch, classes], unnormalised.
  ///   - labels: `batch` class indices in 0 ..< classes. Others trap.
  ///   - smoothing: the share of the targets spread over all classes, 0 ..< 1; 0 by default.
  /// - Returns: a scalar, [ ].
  public func callAsFunction(
    _ logits: Variable, _ labels: [Int], smoothing: Scalar = 0
  ) -> Variable {
    if self == .multiClass { return softmaxCrossEntropy(logits, labels, smoothing: smoothing) }
    let targets = self.targets(labels.map { [$0] }, logits.shape)
    let spread = smoothing / Scalar(logits.shape[1])
    return sigmoidCrossEntropy(
      logits, smoothing == 0 ? targets : targets * (1 - smoothing) + spread)
  }

  /// The loss of a batch of items that are mixed of several, averaged over it; for `multiLabel` over the classes,
  /// too.
  ///
  /// - Parameters:
  ///   - logits: [batch, classes], unnormalised.
  ///   - shares: of each class in each item, [batch, classes]; rows sum to 1.
  ///   - smoothing: the share of the targets spread over all classes, 0 ..< 1; 0 by default.
  /// - Returns: a scalar, [ ].
  public func callAsFunction(
    _ logits: Variable, shares: Tensor, smoothing: Scalar = 0
  ) -> Variable {
    if self == .multiClass { return softmaxCrossEntropy(logits, shares, smoothing: smoothing) }
    let spread = smoothing / Scalar(logits.shape[1])
    return sigmoidCrossEntropy(
      logits, smoothing == 0 ? shares : shares * (1 - smoothing) + spread)
  }

  /// The loss of a model that finds each of so many classes as likely as it is among items of one class
  /// each: log C, or the entropy of 1 / C.
  public func ofGuessing(classes: Int) -> Double {
    let share = 1 / Double(max(1, classes))
    if self == .multiClass || share == 1 { return -log(share) }
    return -share * log(share) - (1 - share) * log(1 - share)
  }

  /// What the logits say: softmax of each row, or the sigmoid of each element.
  public func probabilities(of logits: Tensor) -> Tensor {
    self == .multiClass ? logits.softmax() : logits.sigmoid()
  }

  /// A sentence for whoever wrote a network that ends in softmax or sigmoid, which the loss contains
  /// already; nil when it does not.
  ///
  /// Twice, they train all the same, but slowly and to nothing good: softmax of probabilities is nearly
  /// uniform, whatever the logits.
  ///
  /// - Parameters:
  ///   - network: what makes the logits.
  ///   - input: a shape that goes in, batch first.
  /// - Throws: `ShapeError` when the input does not fit.
  public func warning(about network: any Layer, input: Shape) throws -> String? {
    var trace = Trace(naming: network)
    _ = try network.outputShape(for: input, &trace)
    guard let last = trace.rows.last, last.layer is Softmax || last.layer is Sigmoid else {
      return nil
    }
    let own = self == .multiClass ? "softmax" : "sigmoid"
    return
      "\(trace.name(of: last.layer)) ends the network, and the loss \(rawValue) applies \(own) "
      + "itself: logits expected; leave the layer out, and take `probabilities(of:)` to predict"
  }

  /// 1 where a class holds and 0 elsewhere, [batch, classes].
  private func targets(_ labels: [[Int]], _ shape: Shape) -> Tensor {
    require(
      shape.rank == 2 && shape[0] == labels.count,
      "\(rawValue): logits [\(labels.count), classes] expected, received \(shape)")
    let classes = shape[1]
    var targets = [Scalar](repeating: 0, count: shape.count)
    for (place, held) in labels.enumerated() {
      for label in held {
        require(
          0..<classes ~= label,
          "\(rawValue): labels in 0 ..< \(classes) expected, received \(label) at \(place)")
        targets[place * classes + label] = 1
      }
    }
    return Tensor(shape, targets)
  }
}
