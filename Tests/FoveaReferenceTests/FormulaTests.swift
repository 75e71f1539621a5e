import Foundation
import FoveaReference
import FoveaTensor
import TestSupport
import Testing

@Suite struct FormulaTests {
  @Test("Matrix product")
  func matmul() {
    let a = Tensor([2, 3], [1, 2, 3, 4, 5, 6])
    let b = Tensor([3, 2], [7, 8, 9, 10, 11, 12])
    expectEqual(Reference.matmul(a, b), Tensor([2, 2], [58, 64, 139, 154]))
  }

  @Test("Softmax of logarithms is their share; large logits do not overflow")
  func softmax() {
    let logits = Tensor([2, 3], [0, log(2), log(5), 10_000, 10_000, -10_000])
    let expected = Tensor([2, 3], [1.0 / 8, 2.0 / 8, 5.0 / 8, 0.5, 0.5, 0])
    // The logarithms were rounded, and exp turns that into as much a relative error.
    expectClose(Reference.softmax(logits), expected, reduction: 2)
  }

  @Test("Cross-entropy of equal logits is log(classes), with any smoothing", arguments: [0, 0.1])
  func uniform(_ smoothing: Double) {
    let loss = Reference.softmaxCrossEntropy(
      Tensor(repeating: 7, [3, 5]), [0, 4, 2], smoothing: smoothing
    ).loss
    #expect((loss - log(5.0)).magnitude < 1e-14)
  }

  @Test("Cross-entropy by hand")
  func crossEntropy() {
    // Probabilities 1/4 and 3/4; -log of the true one.
    let logits = Tensor([2, 2], [0, Scalar(log(3.0)), 0, Scalar(log(3.0))])
    let (loss, gradient) = Reference.softmaxCrossEntropy(logits, [0, 1])
    expectClose(loss, (log(4.0) + log(4.0 / 3)) / 2)
    expectClose(gradient, Tensor([2, 2], [-0.375, 0.375, 0.125, -0.125]), reduction: 2)
  }

  @Test("Its gradient by central differences", arguments: [0, 0.1])
  func crossEntropyGradient(_ smoothing: Double) {
    var random = TestRandom("cross-entropy")
    let logits = random.uniform([4, 5], -2...2)
    let labels = [3, 0, 4, 3]
    let gradient = Reference.softmaxCrossEntropy(logits, labels, smoothing: smoothing).gradient
    expectGradients([gradient], of: [logits], cotangent: Tensor(1)) {
      Tensor(Scalar(Reference.softmaxCrossEntropy($0[0], labels, smoothing: smoothing).loss))
    }
  }

  @Test("Batch normalisation by hand")
  func batchNorm() {
    // Channel 0: 1, 3 (mean 2, variance 1); channel 1: 0, 8 (mean 4, variance 16).
    let x = Tensor([2, 1, 1, 2], [1, 0, 3, 8])
    let (y, mean, variance) = Reference.batchNorm(
      x, scale: Tensor([1, 10]), shift: Tensor([0, 100]), epsilon: 0)
    #expect(mean == [2, 4])
    #expect(variance == [1, 16])
    expectEqual(y, Tensor([2, 1, 1, 2], [-1, 90, 1, 110]))
    // A variance of 0 leaves the shift.
    let flat = Reference.batchNorm(
      Tensor.ones([3, 1]), scale: Tensor([5]), shift: Tensor([2])
    ).output
    expectEqual(flat, Tensor([3, 1], [2, 2, 2]))
  }
}
