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

  @Test func takesOwnValues() {
    let figure = PoolInvariance(row: [0, 0, 5, 0, 0], entering: 0, window: 5)
    #expect(figure.outputs == [[5, 5, 5, 5, 5], [0, 5, 5, 5, 5]])
    #expect(figure.changedInputs == 2 && figure.changedOutputs == 1)
  }

  /// As on the slide: each unit above sees three below, and what changed is marked in the second panel.
  @Test func theDiagramConnectsAndMarksWhatTheSlideDoes() {
    let diagram = PoolInvariance().diagram
    #expect(
      diagram.edges.map { [$0.lower, $0.upper] } == [
        [0, 0], [1, 0], [0, 1], [1, 1], [2, 1], [1, 2], [2, 2], [3, 2], [2, 3], [3, 3],
      ])
    #expect(
      diagram.panels.map { $0.upper.map(\.label) } == [
        ["1", "1", "1", "0.2"], ["0.3", "1", "1", "1"],
      ])
    #expect(diagram.panels[0].lower.allSatisfy { !$0.isMarked })
    #expect(diagram.panels[1].lower.map(\.isMarked) == [true, true, true, true])
    #expect(diagram.panels[1].upper.map(\.isMarked) == [true, false, false, true])
  }
}
