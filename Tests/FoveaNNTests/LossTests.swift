import FoveaNN
import TestSupport
import Testing

/// Losses by their definitions, and where they could overflow.
@Suite struct LossTests {
  @Test func crossEntropyIsMinusTheLogOfTheProbability() {
    let logits = Tensor([2, 3], [1, 2, 3, 0, 0, 0])
    let loss = softmaxCrossEntropy(Variable(logits), [2, 1]).value.item
    // -log(e^3 / (e + e^2 + e^3)) = 0.407606; -log(1/3) = log 3.
    expectClose(Double(loss), (0.40760596444438 + 1.09861228866811) / 2, reduction: 8)
  }

  @Test func smoothingMovesProbabilityToEveryClass() {
    let logits = Tensor([1, 2], [0, 1])
    // log softmax: -1.313262, -0.313262; target 0.95, 0.05 for class 0 and smoothing 0.1.
    let loss = softmaxCrossEntropy(Variable(logits), [0], smoothing: 0.1).value.item
    expectClose(
      Double(loss), 0.95 * 1.3132616875182228 + 0.05 * 0.3132616875182228, reduction: 8)
  }

  @Test func hugeLogitsStayFinite() {
    let logits = Variable(Tensor([1, 3], [10_000, -10_000, 0]), requiresGradient: true)
    let loss = softmaxCrossEntropy(logits, [1])
    #expect(loss.value.item == 20_000)
    #expect(loss.backward()[logits]?.elements == [1, -1, 0])
    let x = Tensor([1000, -1000])
    #expect(sigmoidCrossEntropy(Variable(x), Tensor([1, 0])).value.item == 0)
    #expect(sigmoidCrossEntropy(Variable(x), Tensor([0, 1])).value.item == 1000)
  }

  @Test func aMaskedClassCostsNothing() {
    let logits = Variable(Tensor([1, 3], [0, -.infinity, 0]), requiresGradient: true)
    let loss = softmaxCrossEntropy(logits, [0])
    expectClose(Double(loss.value.item), 0.693147180559945, reduction: 4)
    #expect(loss.backward()[logits]?.elements == [-0.5, 0, 0.5])
  }

  /// One-hot targets are class indices; a mixture's loss is the mixture of its losses.
  @Test(arguments: [0, 0.1] as [Scalar]) func softTargetsMixTheLossesOfClasses(
    smoothing: Scalar
  ) {
    let logits = Variable(Tensor([2, 3], [1, 2, 3, 0.5, 0, -1]))
    func loss(_ labels: [Int]) -> Double {
      Double(softmaxCrossEntropy(logits, labels, smoothing: smoothing).value.item)
    }
    func loss(_ targets: [Scalar]) -> Double {
      Double(
        softmaxCrossEntropy(logits, Tensor([2, 3], targets), smoothing: smoothing).value.item)
    }
    expectClose(loss([0, 0, 1, 1, 0, 0] as [Scalar]), loss([2, 0]), reduction: 8)
    expectClose(
      loss([0.25, 0, 0.75, 0.75, 0.25, 0] as [Scalar]), 0.75 * loss([2, 0]) + 0.25 * loss([0, 1]),
      reduction: 16)
  }

  @Test(arguments: [0, 0.2] as [Scalar]) func theGradientOfSoftTargets(smoothing: Scalar) {
    var random = TestRandom("soft targets")
    let targets = random.uniform([3, 4], 0...1).softmax()
    expectGradients(of: [random.uniform([3, 4], -2...2)]) {
      softmaxCrossEntropy($0[0], targets, smoothing: smoothing)
    }
  }

  @Test func aMaskedClassOfSoftTargetsCostsNothing() {
    let logits = Variable(Tensor([1, 3], [0, -.infinity, 0]), requiresGradient: true)
    let loss = softmaxCrossEntropy(logits, Tensor([1, 3], [0.5, 0, 0.5]))
    expectClose(Double(loss.value.item), 0.693147180559945, reduction: 4)
    #expect(loss.backward()[logits]?.elements == [0, 0, 0])
  }

  @Test func labelsOutOfRangeStop() async {
    await #expect(processExitsWith: .failure) {
      _ = softmaxCrossEntropy(Variable(Tensor.zeros([1, 2])), [2])
    }
  }

  @Test func meanSquaredErrorIsTheMeanOfSquares() {
    let loss = meanSquaredError(Variable(Tensor([1, 2, 5])), Tensor([1, 4, 4])).value.item
    expectClose(Double(loss), 5.0 / 3)
  }
}
