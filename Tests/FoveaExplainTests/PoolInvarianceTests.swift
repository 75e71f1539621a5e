import FoveaExplain
import Testing

@Suite struct PoolInvarianceTests {
  @Test func isTheSlidesFigure() {
    let figure = PoolInvariance()
    #expect(figure.inputs == [[0.1, 1, 0.2, 0.1], [0.3, 0.1, 1, 0.2]])
    #expect(figure.outputs == [[1, 1, 1, 0.2], [0.3, 1, 1, 1]])
    #expect(figure.changedInputs == 4)
    #expect(figure.changedOutputs == 2)
  }
}
