import FoveaExplain
import Testing

/// Rows J2 and J3: L2 shrinks weights, L1 makes them sparse.
@Suite struct WeightPenaltiesTests {
  @Test func l2ShrinksAndProximalL1MakesZeros() throws {
    let outcomes = try WeightPenalties(pictures: 200, epochs: 6).outcomes
    #expect(outcomes.map(\.name) == ["none", "L2", "L1, sign(w)", "L1, proximal"])
    let (plain, second, sign, proximal) = (outcomes[0], outcomes[1], outcomes[2], outcomes[3])
    #expect(second.meanMagnitude < 0.95 * plain.meanMagnitude)
    #expect(proximal.meanMagnitude < plain.meanMagnitude)
    #expect(plain.sparsity == 0 && second.sparsity == 0 && sign.sparsity == 0)
    #expect(proximal.sparsity > 0.1)
    // The two forms of L1 are the same but near 0: as good, and about as small.
    #expect(abs(sign.meanMagnitude - proximal.meanMagnitude) < 0.1 * plain.meanMagnitude)
    #expect(abs(sign.top1 - proximal.top1) < 0.1)
  }

  /// A step multiplies weights by 1 - 0.01 * l2: at the limit by -1, beyond they would grow without end.
  @Test func theLargestL2LeavesNumbers() throws {
    #expect(abs(WeightPenalties.l2Limit - 200) < 1e-4)
    let figure = try WeightPenalties(l1: 1000, l2: 199, pictures: 200, epochs: 8)
    #expect(figure.outcomes.allSatisfy { $0.weights.allSatisfy(\.isFinite) })
    #expect(figure.outcomes[1].meanMagnitude < 1)
    #expect(figure.histogram.series.count == 4)
  }

  @Test func theHistogramHoldsAllWeights() throws {
    let chart = try WeightPenalties(pictures: 100, epochs: 1).histogram
    #expect(chart.series.count == 4)
    for series in chart.series {
      #expect(abs(series.points.reduce(0) { $0 + $1.y } - 100) < 1e-9)
      let centers = series.points.map(\.x)
      #expect(zip(centers, centers.dropFirst()).allSatisfy { $0 < $1 })
      #expect(abs((centers.first ?? 0) + (centers.last ?? 1)) < 1e-9)
    }
  }
}
