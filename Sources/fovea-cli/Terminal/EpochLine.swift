import Fovea

extension EpochReport {
  /// The line that stays of an epoch: losses, accuracy with the error in brackets, learning rate, time.
  var line: PartedLine {
    let number = "\(epoch)".fitted(to: "\(epochs)".count, isNumber: true)
    var parts = ["epoch \(number)/\(epochs)", "loss \(loss.fixed(3))"]
    if let validation {
      parts += ["val \(validation.loss.fixed(3))", validation.accuracies]
    } else {
      // Without pictures held back, the training pictures' own accuracy, each before its step.
      parts.append(accuracyText("train Acc@1", top1))
    }
    // Where L1 is at work: what both penalties add to the loss, and how many weights are exactly 0.
    if penalties.l1 > 0 {
      parts.append("l1 \(penalties.l1.fixed(3)) l2 \(penalties.l2.fixed(3))")
      parts.append("zero \(sparsity.percent) %")
    }
    parts += ["lr \(learningRate.significant(2))", seconds.duration]
    if isBest, validation != nil { parts.append("best") }
    return PartedLine(parts: parts)
  }
}
