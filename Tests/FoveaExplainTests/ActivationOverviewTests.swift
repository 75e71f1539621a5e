import FoveaExplain
import FoveaTensor
import Testing

@Suite struct ActivationOverviewTests {
  @Test func slopesAreThoseOfTheBooks() throws {
    let overview = ActivationOverview()
    #expect(overview.entries.map(\.activation) == Activation.all)
    let slopes = Dictionary(
      uniqueKeysWithValues: overview.entries.map { ($0.activation.name, $0.derivatives) })
    // At each sigmoid a gradient shrinks to a quarter, at a tanh it may pass whole.
    #expect(slopes["sigmoid"]?.upperBound == 0.25 && slopes["tanh"]?.upperBound == 1)
    #expect(slopes["relu"] == 0...1)
    #expect(slopes["leaky_relu"] == Double(Scalar(0.1))...1)
    // GELU is steepest at x = sqrt 2: Phi(sqrt 2) + sqrt 2 phi(sqrt 2).
    let gelu = try #require(slopes["gelu"])
    #expect(abs(gelu.upperBound - 1.128_904_145) < 1e-4 && gelu.lowerBound < -0.12)
    // At -3 it is 0, right of it -1/2; at 3 it is 1, left of it 3/2.
    let hard = try #require(slopes["hard_swish"])
    #expect(hard.upperBound > 1.49 && hard.upperBound < 1.5)
    #expect(hard.lowerBound > -0.5 && hard.lowerBound < -0.49)
  }

  @Test func eachHasAPanelWithItsCurveAndItsDerivative() {
    let chart = ActivationOverview().chart
    #expect(chart.rows.map(\.panels.count) == [4, 4, 4, 3])
    let panel = ActivationOverview([.tanh]).chart.rows[0].panels[0]
    #expect(panel.title == "tanh" && panel.note == "S-shaped, (-1, 1)")
    #expect(panel.curves.map(\.count) == [257, 257])
    #expect(panel.curves[0][128].y == 0 && panel.curves[1][128].y == 1)
  }
}
