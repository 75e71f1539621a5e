import FoveaKernels
import FoveaReport

extension PoolInvariance {
  /// The rows before and after the shift.
  package var answer: Answer {
    let values = inputs.joined()
    // One digit as on the slide; more where the values have more.
    let isShort = values.allSatisfy {
      let tenths = 10 * Double($0)
      return abs(tenths - tenths.rounded()) < 1e-5
    }
    func text(_ value: Scalar) -> String {
      isShort ? Double(value).fixed(1) : Double(value).significant(4)
    }
    let width = values.map { text($0).count }.max() ?? 0
    func line(_ name: String, _ values: [Scalar]) -> String {
      let cells = values.map { value in
        let text = text(value)
        return "   " + String(repeating: " ", count: width - text.count) + text
      }
      return "  \(name)\(cells.joined())"
    }
    var answer = Answer()
    for (place, name) in ["before", "shifted"].enumerated() {
      answer.say(name, line("pooled  ", outputs[place]), line("detector", inputs[place]))
    }
    answer.say(
      "\(changedInputs) of \(inputs[0].count) inputs changed, "
        + "\(changedOutputs) of \(outputs[0].count) outputs")
    answer.pictures = [Picture("pool-invariance", diagram.svg)]
    return answer
  }
}

extension Topic {
  package static let poolInvariance = Topic(
    "pool-invariance", .picture, "Max pooling hardly notices a shift by one place.",
    story: """
      The detector's outputs move by one place and every one of them changes; of the maxima only half do. A maximum \
      knows that something is there, and not exactly where. With --model the same is measured on a trained network.
      """
  ) { PoolInvariance().answer }
}
