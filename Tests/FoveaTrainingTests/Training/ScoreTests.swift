import TestSupport
import Testing

@testable import FoveaTraining

/// Precision, recall and F1, counted by hand, and the mistakes that a model is surest of.
@Suite struct ScoreTests {
  private final class Answers: Layer {
    func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
      input.reshaped(input.shape[0], -1)
    }
    func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
      [input[0], input[3]]
    }
  }

  private func data(_ logits: [[Scalar]], _ labels: [Int]) throws -> DataSet {
    try DataSet(
      name: "answers", split: .test,
      images: Tensor([logits.count, 1, 1, 3], logits.flatMap { $0 }), labels: labels,
      classNames: ["a", "b", "c"])
  }

  @Test func scoresAreThoseOfTheMatrix() throws {
    let confusion = [[3, 1, 0], [2, 2, 0], [0, 0, 0]]
    let evaluation = Evaluation(loss: 0, top1: 0, top5: 1, count: 8, confusion: confusion)
    let scores = evaluation.classScores
    #expect(scores.map(\.pictures) == [4, 4, 0] && scores.map(\.taken) == [5, 3, 0])
    #expect(scores.map(\.precision) == [0.6, 2.0 / 3, nil])
    #expect(scores.map(\.recall) == [0.75, 0.5, nil])
    // 2 * 3 / (4 + 5) and 2 * 2 / (4 + 3).
    #expect(scores.map(\.f1) == [6.0 / 9, 4.0 / 7, nil])
    #expect(evaluation.mean(of: \.recall) == 0.625)
    let empty = Evaluation(loss: 0, top1: 0, top5: 0, count: 0, confusion: [[0]])
    #expect(empty.mean(of: \.f1) == nil)
  }

  @Test func worstMistakesAreTheSurestFirst() throws {
    let description = ModelDescription(
      model: "test", imageShape: [1, 1, 3], classNames: ["a", "b", "c"], preprocessing: nil,
      data: "answers")
    let model = TrainedModel(Answers(), nil, description)
    let data = try data(
      [[9, 0, 0], [0, 1, 0], [0, 5, 0], [0, 0, 2], [4.5, 0, 0]], [0, 2, 0, 1, 2])
    let mistakes = try model.evaluate(on: data, mistakes: 3).mistakes
    // Picture 2 with e^5 / (e^5 + 2), then 4 and 3; 1 is the least sure, 0 is right.
    #expect(mistakes.map(\.index) == [2, 4, 3])
    #expect(mistakes.map(\.label) == [0, 2, 1] && mistakes.map(\.taken) == [1, 0, 2])
    let power = 148.413_159_102_576_6
    expectClose(mistakes[0].probability, power / (power + 2), reduction: 40)
    #expect(try model.evaluate(on: data, mistakes: 9).mistakes.count == 4)
    #expect(
      errorLine { _ = try model.evaluate(on: Shapes(.test, count: 10, size: 12).data) }
        == "shapes: pictures [1, 1, 3] of 3 classes expected, found [12, 12, 1] of 10")
  }
}
