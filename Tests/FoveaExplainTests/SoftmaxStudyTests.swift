import FoveaExplain
import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// The lecture's properties of softmax, and its table beside the sigmoid (rows H3 and H4).
@Suite struct SoftmaxStudyTests {
  @Test("between 0 and 1, adds up to 1, the higher score the higher; as the definition")
  func properties() {
    let study = SoftmaxStudy(logits: [2, -1, 0.5, 2.5], temperatures: [0.1, 1, 7])
    for column in study.columns {
      let p = column.probabilities
      #expect(p.allSatisfy { (0...1).contains($0) })
      expectClose(p.reduce(0, +), 1, reduction: 8)
      #expect(p[3] > p[0] && p[0] > p[2] && p[2] > p[1])
      let scaled = study.logits.map { Scalar($0 / column.temperature) }
      let expected = Reference.softmax(Tensor([1, 4], scaled)).elements
      for (actual, wanted) in zip(p, expected) {
        expectClose(actual, Double(wanted), reduction: 40)
      }
    }
    #expect(study.sigmoids.reduce(0, +) > 2)
  }

  @Test("a low temperature leaves one class, a high one evens them out, a common summand nothing")
  func temperature() {
    let study = SoftmaxStudy(logits: [1, 2, 0], temperatures: [0.01, 1000])
    #expect(study.columns[0].probabilities[1] == 1)
    #expect(study.columns[1].probabilities.allSatisfy { abs($0 - 1.0 / 3) < 1e-3 })
    let moved = SoftmaxStudy.softmax([101, 102, 100])
    for (a, b) in zip(moved, SoftmaxStudy.softmax([1, 2, 0])) { expectClose(a, b, reduction: 20) }
    // Scores that exp() alone would not survive.
    let apart = SoftmaxStudy.softmax([1000, 0])
    #expect(apart[0] == 1 && apart[1] < 1e-30)
  }

  @Test("one score raised: softmax takes from the others, their sigmoids stay")
  func competition() {
    let change = SoftmaxStudy(logits: [2, 1, -1], raised: 2, by: 3).change
    #expect(change.softmax.after[2] > change.softmax.before[2] + 0.3)
    #expect(change.softmax.after[0] < change.softmax.before[0])
    #expect(change.softmax.after[1] < change.softmax.before[1])
    #expect(change.sigmoid.after[2] > change.sigmoid.before[2])
    #expect(change.sigmoid.after.prefix(2) == change.sigmoid.before.prefix(2))
    // The others keep their ratio: they lose alike.
    expectClose(
      change.softmax.after[0] / change.softmax.after[1],
      change.softmax.before[0] / change.softmax.before[1], reduction: 20)
  }

  @Test("of two classes, softmax is the sigmoid of their difference")
  func generalisation() {
    for z in [-3.0, 0, 0.5, 4] {
      expectClose(
        SoftmaxStudy.softmax([z, 0])[0], SoftmaxStudy.sigmoid([z])[0], reduction: 20, "\(z)")
    }
  }
}
