import Testing

@testable import FoveaExplain

extension TopicTests {
  @Test(
    "further topics: an answer fits a screen and has a picture",
    arguments: [
      Topic.modelCard, .conv1d, .strides, .sharing, .stages, .pooling, .firstLayers, .preprocessing,
      .softmax, .batchNorm,
    ])
  func furtherAnswers(_ topic: Topic) throws {
    try answers(topic)
    // The same numbers again: nothing is measured, what is random is seeded.
    #expect(try topic.answer().text() == topic.answer().text())
  }
}
