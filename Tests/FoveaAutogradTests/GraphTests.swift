import FoveaAutograd
import TestSupport
import Testing

/// The graph itself: what is recorded, when it is freed, how gradients meet.
@Suite struct GraphTests {
  @Test func gradientsOfAValueUsedTwiceAreAdded() {
    let x = Variable(Tensor([2, 3]), requiresGradient: true)
    let gradients = (x * x + x).sum().backward()
    #expect(gradients[x]?.elements == [5, 7])
  }

  @Test func aParameterUsedInTwoPlacesGetsTheSum() {
    let weight = Parameter(Tensor([3]))
    let x = Variable(Tensor([2]))
    let y = weight.variable * x + weight.variable * weight.variable
    #expect(y.sum().backward()[weight]?.elements == [8])
  }

  @Test func inputsThatNeedNoGradientGetNone() {
    let x = Variable(Tensor([1, 2]))
    let w = Variable(Tensor([3, 4]), requiresGradient: true)
    let gradients = (x * w).sum().backward()
    #expect(gradients[x] == nil)
    #expect(gradients[w]?.elements == [1, 2])
  }

  @Test func frozenParametersGetNone() {
    let frozen = Parameter(Tensor([3]))
    frozen.isTrainable = false
    let free = Parameter(Tensor([2]))
    let gradients = (frozen.variable * free.variable).sum().backward()
    #expect(gradients[frozen] == nil)
    #expect(gradients[free]?.elements == [3])
  }

  @Test func nothingIsRecordedWithoutGradients() {
    let x = Variable(Tensor([1]), requiresGradient: true)
    let y = withoutGradients { x * x }
    #expect(!y.requiresGradient)
    #expect((x * x).requiresGradient)
  }

  @Test func detachingStopsGradients() {
    let x = Variable(Tensor([3]), requiresGradient: true)
    let gradients = (x * x.detached).sum().backward()
    #expect(gradients[x]?.elements == [3])
  }

  @Test func aCotangentWeighsTheOutputs() {
    let x = Variable(Tensor([1, 2]), requiresGradient: true)
    #expect((x * 3).backward(Tensor([10, 100]))[x]?.elements == [30, 300])
  }

  /// One stack frame a link would overflow the stack, both on the way back and when freed.
  @Test func aChainOfAHundredThousandOperationsGoesBackAndIsFreed() {
    let x = Variable(Tensor([1]), requiresGradient: true)
    var y = x
    for _ in 0..<100_000 { y = y + 1 }
    #expect(y.value.elements == [100_001])
    #expect(y.sum().backward()[x]?.elements == [1])
    // And one that is dropped without a backward pass.
    var z = x
    for _ in 0..<100_000 { z = z + 1 }
    z = x
    #expect(z === x)
  }

  @Test func aGraphGoesBackwardOnce() async {
    await #expect(processExitsWith: .failure) {
      let x = Variable(Tensor([1]), requiresGradient: true)
      let y = (x * x).sum()
      _ = y.backward()
      _ = y.backward()
    }
  }

  @Test func aLossHasOneElement() async {
    await #expect(processExitsWith: .failure) {
      _ = (Variable(Tensor([1, 2]), requiresGradient: true) * 2).backward()
    }
  }

  @Test func bitsDoNotDependOnThreads() {
    let results = withThreads([1, 2, 5]) { _ -> [Tensor] in
      var random = RandomSource(seed: 3)
      let x = Variable(
        Tensor(uniform: -1..<1, [4, 9, 11, 5], using: &random), requiresGradient: true)
      let w = Variable(
        Tensor(uniform: -1..<1, [3, 3, 5, 7], using: &random), requiresGradient: true)
      let b = Variable(Tensor(uniform: -1..<1, [7], using: &random), requiresGradient: true)
      guard
        let geometry = try? Conv2DGeometry(input: x.shape, kernel: w.shape, padding: .same)
      else { return [] }
      let y = x.convolution(w, bias: b, geometry).tanh()
      let gradients = y.square().mean().backward()
      return [y.value] + [x, w, b].compactMap { gradients[$0] }
    }
    for result in results.dropFirst() {
      #expect(result.count == 4)
      for (a, b) in zip(result, results[0]) { expectSameBits(a, b) }
    }
  }
}
