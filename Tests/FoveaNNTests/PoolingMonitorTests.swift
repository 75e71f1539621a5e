import FoveaNN
import TestSupport
import Testing

/// What max pooling is given and gives, also where a convolution would compute it with itself.
@Suite struct PoolingMonitorTests {
  @Test func everyMaxPoolingIsSeenInOrder() {
    let shared = MaxPool2D(2)
    let network = Sequential(
      Sequential(Conv2D(weight: Tensor([1, 1, 1, 1], [-1])), ReLU(), shared), AvgPool2D(1), shared,
      Flatten())
    let input = Tensor([1, 4, 4, 1], (0..<16).map { Scalar($0) - 8 })
    let seen = PoolingMonitor(network).seen(input)
    #expect(seen.map(\.path) == ["0.2", "0.2"])
    // relu(-x), so 8, 7, ... 1, 0, 0, ...
    #expect(seen[0].input.elements == (0..<16).map { max(0, 8 - Scalar($0)) })
    #expect(seen[0].output.elements == [8, 6, 0, 0])
    #expect(seen[1].input.elements == seen[0].output.elements)
    #expect(seen[1].output.elements == [8])
  }

  @Test func aNetworkWithoutMaxPoolingShowsNothing() {
    let network = Sequential(AvgPool2D(2), Flatten())
    #expect(PoolingMonitor(network).seen(.ones([1, 2, 2, 1])).isEmpty)
  }

  @Test func atEveryPlaceIsTheSameWindowWithAStrideOfOne() {
    let pool = MaxPool2D(IntPair(2, 3), stride: 2, padding: .zeros(1)).atEveryPlace
    #expect(pool.hyperparameters.hasPrefix("window 2x3, stride 1"))
    let input = Variable(Tensor([1, 3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    #expect(pool(input, .inference).value.elements == [2, 3, 3, 5, 6, 6, 8, 9, 9, 8, 9, 9])
  }
}
