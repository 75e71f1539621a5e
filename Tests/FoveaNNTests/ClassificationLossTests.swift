import FoveaNN
import TestSupport
import Testing

/// One class or any number (row H4): which output and which loss follow.
@Suite struct ClassificationLossTests {
  let logits = Tensor([2, 3], [1, 2, 3, 0, -1, 0.5])

  @Test func oneClassTakesSoftmax() {
    let loss = ClassificationLoss.multiClass
    expectSameBits(
      loss(Variable(logits), [[2], [1]]).value, softmaxCrossEntropy(Variable(logits), [2, 1]).value)
    expectSameBits(loss.probabilities(of: logits), logits.softmax())
  }

  @Test func anyNumberOfClassesTakesSigmoid() {
    let loss = ClassificationLoss.multiLabel
    let targets = Tensor([2, 3], [1, 0, 1, 0, 0, 0])
    expectSameBits(
      loss(Variable(logits), [[2, 0], []]).value,
      sigmoidCrossEntropy(Variable(logits), targets).value)
    expectSameBits(loss.probabilities(of: logits), logits.sigmoid())
  }

  /// 0.9 of each target, and a third of the rest for each of three classes; of shares of classes likewise.
  @Test func smoothingMovesTheTargetsOfSigmoids() {
    let loss = ClassificationLoss.multiLabel
    let targets = Tensor([2, 3], [0, 0, 1, 0, 1, 0])
    let expected = Double(
      sigmoidCrossEntropy(Variable(logits), targets * 0.9 + 0.1 / 3).value.item)
    expectClose(
      Double(loss(Variable(logits), [2, 1], smoothing: 0.1).value.item), expected, reduction: 8)
    expectClose(
      Double(loss(Variable(logits), shares: targets, smoothing: 0.1).value.item), expected,
      reduction: 8)
  }

  @Test(arguments: ClassificationLoss.allCases)
  func theGradientIsOutputMinusTarget(_ loss: ClassificationLoss) {
    expectGradients(of: [logits], context: loss.rawValue) { loss($0[0], [[2], [1]]) }
  }

  @Test func aSecondSoftmaxIsWarnedOf() throws {
    var random = RandomSource(seed: 1)
    let dense = Dense(4, 3, random: &random)
    for loss in ClassificationLoss.allCases {
      #expect(try loss.warning(about: Sequential(dense), input: [1, 4]) == nil)
      #expect(try loss.warning(about: Sequential(dense, Tanh()), input: [1, 4]) == nil)
      #expect(try loss.warning(about: Sequential(Sigmoid(), dense), input: [1, 4]) == nil)
    }
    #expect(
      try ClassificationLoss.multiClass.warning(about: Sequential(dense, Softmax()), input: [1, 4])
        == "1 (Softmax) ends the network, and the loss multiClass applies softmax itself: logits "
        + "expected; leave the layer out, and take `probabilities(of:)` to predict")
    #expect(
      try ClassificationLoss.multiLabel.warning(
        about: Sequential(dense, Sequential(Sigmoid())), input: [1, 4])?.hasPrefix("1.0 (Sigmoid)")
        == true)
  }

  @Test func wrongLabelsStop() async {
    await #expect(processExitsWith: .failure) {
      _ = ClassificationLoss.multiClass(Variable(Tensor.zeros([1, 2])), [[0, 1]])
    }
    await #expect(processExitsWith: .failure) {
      _ = ClassificationLoss.multiLabel(Variable(Tensor.zeros([1, 2])), [[2]])
    }
  }
}
