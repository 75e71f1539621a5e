import Fovea

extension EpochReport {
  /// The line that stays of an epoch: losses, accuracy with the error in brackets, penalties, the layer with most dead
  /// units and the one with most saturated outputs, learning rate, time.
  ///
  /// - Parameter marksBest: whether it says that the epoch is the best so far; where the last epoch counts as the best,
  ///   that would be said of each.
  func line(marksBest: Bool = true) -> PartedLine {
    let number = "\(epoch)".fitted(to: "\(epochs)".count, isNumber: true)
    var parts = ["epoch \(number)/\(epochs)", "loss \(loss.fixed(3))"]
    if let validation {
      parts += ["val \(validation.loss.fixed(3))", validation.accuracies]
    } else {
      // Without pictures held back, the training pictures' own accuracy, each before its step.
      parts.append(accuracyText("train Acc@1", top1))
    }
    // What penalties add to the loss, which is shown without them.
    let added = [("l1", penalties.l1), ("l2", penalties.l2)].filter { $0.1 > 0 }
    if !added.isEmpty {
      parts.append(added.map { "\($0.0) \($0.1.fixed(3))" }.joined(separator: " "))
    }
    // Where L1 is at work, how many weights are exactly 0.
    if penalties.l1 > 0 { parts.append("zero \(sparsity.percent) %") }
    parts += [worst("dead", \.dead), worst("saturated", \.saturated)].compactMap { $0 }
    parts += ["lr \(learningRate.significant(2))", seconds.duration]
    if marksBest, isBest, validation != nil { parts.append("best") }
    return PartedLine(parts: parts)
  }

  /// The largest share of any layer and that layer; nil where it is next to none.
  private func worst(_ what: String, _ share: KeyPath<ActivationHealth, Double?>) -> String? {
    let shares = activations.compactMap { layer in
      layer[keyPath: share].map { (share: $0, path: layer.path) }
    }
    // What would be shown as 0.0 is not worth a place in the line.
    guard let most = shares.max(by: { $0.share < $1.share }), most.share >= 0.001 else {
      return nil
    }
    return "\(what) \(most.share.percent) % in \(most.path)"
  }
}
