import TestSupport
import Testing

@testable import FoveaTraining

/// Loss, accuracies and confusion, counted by hand.
@Suite struct EvaluationTests {
  /// Gives the pictures themselves as logits: data of [1, 1, classes] say what the model answers.
  private final class Identity: Layer {
    func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
      input.reshaped(input.shape[0], -1)
    }
    func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
      [input[0], input[3]]
    }
  }

  private func data(_ logits: [[Scalar]], _ labels: [Int]) throws -> DataSet {
    let classes = logits[0].count
    return try DataSet(
      name: "answers", split: .test,
      images: Tensor([logits.count, 1, 1, classes], logits.flatMap { $0 }), labels: labels,
      classNames: (0..<classes).map { "\($0)" })
  }

  @Test func accuraciesAndConfusionAreCounted() throws {
    let answers: [[Scalar]] = [
      [6, 5, 4, 3, 2, 1], [6, 5, 4, 3, 2, 1], [6, 5, 4, 3, 2, 1], [0, 0, 9, 0, 0, 0],
    ]
    let evaluation = Evaluation(
      of: Identity(), on: try data(answers, [0, 4, 5, 2]), batchSize: 3)
    #expect(evaluation.count == 4)
    #expect(evaluation.top1 == 0.5)
    #expect(evaluation.top5 == 0.75)
    var confusion = [[Int]](repeating: [0, 0, 0, 0, 0, 0], count: 6)
    confusion[0][0] = 1
    confusion[4][0] = 1
    confusion[5][0] = 1
    confusion[2][2] = 1
    #expect(evaluation.confusion == confusion)
  }

  @Test func theLossIsTheMeanOverPicturesNotOverBatches() throws {
    // Batches of 2 and 1 with losses log 2, log 2 and log(1 + e^-4).
    let answers: [[Scalar]] = [[1, 1], [3, 3], [4, 0]]
    let evaluation = Evaluation(of: Identity(), on: try data(answers, [0, 1, 0]), batchSize: 2)
    let expected = (2 * 0.693_147_180_559_945_3 + 0.018_149_927_917_809_8) / 3
    expectClose(evaluation.loss, expected, reduction: 8)
  }

  /// A model that always says the same is right by chance, and one that says nothing is never right.
  @Test func tiesAndBrokenModelsAreNotRight() throws {
    let same = Evaluation(
      of: Identity(), on: try data([[Scalar]](repeating: [1, 1, 1, 1], count: 4), [0, 1, 2, 3]))
    #expect(same.top1 == 0.25)
    #expect(same.top5 == 1)
    let nan = Scalar.nan
    let broken = Evaluation(
      of: Identity(),
      on: try data([[Scalar]](repeating: [nan, nan, nan, nan, nan, nan], count: 2), [0, 1]))
    #expect(broken.top1 == 0)
    #expect(broken.top5 == 0)
  }
}
