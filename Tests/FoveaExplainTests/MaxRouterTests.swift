import FoveaExplain
import FoveaTensor
import Testing

/// Rows N1, N2 and D10.
@Suite struct MaxRouterTests {
  @Test("each gradient goes to the largest input of its window, the first of equals; others get 0")
  func routes() throws {
    let figure = try MaxRouter()
    #expect(figure.output.elements == [4, 5, 2, 6])
    #expect(figure.switches == [IntPair(1, 0), IntPair(1, 3), IntPair(3, 0), IntPair(2, 2)])
    #expect(
      figure.inputGradient.elements == [
        0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 4, 0, 3, 0, 0, 0,
      ])
  }

  @Test("an input that two windows chose gets the sum")
  func overlap() throws {
    let figure = try MaxRouter(
      input: Tensor([1, 4], [0, 3, 1, 2]), window: 1, stride: 1)
    #expect(figure.inputGradient.elements == [1, 2, 3, 4])
    let wide = try MaxRouter(
      input: Tensor([3, 3], [0, 1, 0, 2, 9, 3, 0, 1, 0]), stride: 1,
      outputGradient: Tensor([2, 2], [1, 10, 100, 1000]))
    #expect(wide.switches.allSatisfy { $0 == IntPair(1, 1) })
    #expect(wide.inputGradient.elements == [0, 0, 0, 0, 1111, 0, 0, 0, 0])
    #expect { try MaxRouter(outputGradient: Tensor([1, 2], [1, 2])) } throws: {
      "\($0)" == "a gradient of the output's shape [2, 2] expected, found [1, 2]"
    }
  }

  @Test(
    "convolution and dense layers have parameters, ReLU and pooling none; ReLU alone no choices")
  func kinds() {
    let rows = LayerKinds().rows
    #expect(rows.map(\.name) == ["CONV", "FC", "RELU", "POOL"])
    #expect(rows.map(\.parameters) == [50, 1260, 0, 0])
    #expect(rows.map(\.hyperparameters.isEmpty) == [false, false, true, false])
  }
}
