import FoveaNN
import FoveaTensor
import TestSupport
import Testing

/// Gradients of large dense layers, which stay products until an optimiser uses them.
@Suite struct GradientProductTests {
  let batch = 3
  let inputs = 1100
  let outputs = 1000

  private func loss(_ x: Tensor, _ weight: Parameter, _ cotangent: Tensor) -> Variable {
    (Variable(x).affine(weight.variable, nil) * Variable(cotangent)).sum()
  }

  /// x and the gradient of the output in small whole numbers, so that every sum is exact.
  private func example() -> (x: Tensor, weight: Parameter, dy: Tensor) {
    var random = TestRandom("gradient products")
    return (
      random.integers([batch, inputs]), Parameter(random.integers([inputs, outputs])),
      random.integers([batch, outputs])
    )
  }

  @Test func theGradientIsTheProductAndStaysOne() throws {
    let (x, weight, dy) = example()
    let gradients = loss(x, weight, dy).backward()
    guard case .product = gradients.gradient(of: weight) else {
      Issue.record("a product expected")
      return
    }
    #expect(gradients[weight] == x.matmul(dy, transposeSelf: true))
  }

  /// A layer used twice, and micro-batches: the products are added up.
  @Test func productsAreAdded() throws {
    let (x, weight, dy) = example()
    let whole = x.matmul(dy, transposeSelf: true)
    let twice = (loss(x, weight, dy) + loss(x, weight, dy)).backward()
    #expect(twice[weight] == whole + whole)
    var sum = loss(x, weight, dy).backward()
    sum.add(loss(x, weight, dy).backward())
    sum.add(loss(x, weight, dy).backward())
    #expect(sum[weight] == whole + whole + whole)
  }

  /// Every optimiser's step from the product is the step from the gradient.
  @Test func stepsAreEqual() throws {
    let optimizers: [([Parameter]) -> any Optimizer] = [
      { SGD($0, learningRate: 0.25, momentum: 0.5, penalty: .l2(0.25)) },
      { Adam($0, learningRate: 0.01) },
      {
        let sgd = SGD($0, learningRate: 0.5)
        sgd.clipping = .norm(1000)
        return sgd
      },
    ]
    for make in optimizers {
      let (x, weight, dy) = example()
      let expected = Parameter(weight.value)
      let (product, tensor) = (make([weight]), make([expected]))
      for _ in 0..<2 {
        var gradients = Gradients()
        gradients[expected] = x.matmul(dy, transposeSelf: true)
        try tensor.step(gradients)
        try product.step(loss(x, weight, dy).backward())
      }
      #expect(weight.value == expected.value)
    }
  }

  /// Small layers and large batches are multiplied at once.
  @Test func othersAreTensors() {
    let weight = Parameter(Tensor.ones([10, 20]))
    let gradients = loss(.ones([3, 10]), weight, .ones([3, 20])).backward()
    guard case .tensor = gradients.gradient(of: weight) else {
      Issue.record("a tensor expected")
      return
    }
  }

  /// The length of a product comes from its factors: the same as that of the product, which here is exact.
  @Test func theNormIsThatOfTheProduct() throws {
    let (x, weight, dy) = example()
    let norm = try #require(loss(x, weight, dy).backward().norm(of: weight))
    let expected = x.matmul(dy, transposeSelf: true).sumOfSquares.squareRoot()
    expectClose(norm, expected, reduction: inputs * outputs)
    #expect(Gradients().norm(of: weight) == nil)
  }
}
