import TestSupport
import Testing

@testable import FoveaTensor

/// Numbers one at a time. Statistical bounds are five standard deviations wide; with the seed fixed a
/// test gives the same result every time.
@Suite struct RandomSourceTests {
  @Test("The same seed gives the same numbers, another seed others")
  func seeds() {
    var (a, b, c) = (RandomSource(seed: 7), RandomSource(seed: 7), RandomSource(seed: 8))
    let first = (0..<100).map { _ in a.next() }
    #expect(first == (0..<100).map { _ in b.next() })
    #expect(Set(first).isDisjoint(with: (0..<100).map { _ in c.next() }))
    #expect(a == b)
    #expect(a != c)
  }

  @Test("A copy repeats what the original gives")
  func copies() {
    var random = RandomSource(seed: testSeed())
    _ = random.next()
    var copy = random
    #expect((0..<9).map { _ in random.next() } == (0..<9).map { _ in copy.next() })
  }

  @Test("Uniform numbers: range, mean and variance")
  func uniform() {
    var random = RandomSource(seed: testSeed())
    let n = 200_000
    let x = (0..<n).map { _ in random.uniform() }
    #expect(x.allSatisfy { $0 >= 0 && $0 < 1 })
    expectMoments(x, mean: 0.5, variance: 1.0 / 12, fourth: 1.0 / 80)
    let y = (0..<n).map { _ in random.uniform(in: -3..<5) }
    #expect(y.allSatisfy { $0 >= -3 && $0 < 5 })
    expectMoments(y, mean: 1, variance: 64.0 / 12, fourth: 4096.0 / 80)
  }

  @Test("Rounding never reaches the upper bound", arguments: [1.0, -1.0, 1e-300, 3e15])
  func upperBound(_ lower: Double) {
    var random = RandomSource(seed: testSeed())
    let range = lower..<lower.nextUp
    for _ in 0..<100 { #expect(random.uniform(in: range) == lower) }
  }

  @Test("Normal numbers: mean, variance, tails")
  func normal() {
    var random = RandomSource(seed: testSeed())
    let x = (0..<200_000).map { _ in random.normal() }
    expectMoments(x, mean: 0, variance: 1, fourth: 3)
    expectShare(x.map { $0.magnitude > 1 }, 0.317311)
    expectShare(x.map { $0 > 2 }, 0.022750)
    let y = (0..<200_000).map { _ in random.normal(mean: -4, standardDeviation: 0.5) }
    expectMoments(y, mean: -4, variance: 0.25, fourth: 3.0 / 16)
  }

  @Test("Whole numbers: each equally likely", arguments: [1, 2, 3, 7, 10, 1000])
  func integers(_ bound: Int) {
    var random = RandomSource(seed: testSeed())
    let n = 2000 * bound
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<n { counts[random.integer(below: bound)] += 1 }
    expectUniform(counts)
  }

  @Test("Whole numbers below a bound where a remainder would be biased by a third")
  func largeBound() {
    var random = RandomSource(seed: testSeed())
    let bound = Int.max / 4 * 3
    let x = (0..<30_000).map { _ in random.integer(below: bound) }
    #expect(x.allSatisfy { $0 >= 0 && $0 < bound })
    var thirds = [0, 0, 0]
    for x in x { thirds[x / (bound / 3 + 1)] += 1 }
    expectUniform(thirds)
  }

  @Test("The numbers of one seed, written down: they are the same on every machine")
  func golden() {
    var random = RandomSource(seed: 42)
    #expect((0..<8).map { _ in random.integer(below: 100) } == [46, 34, 32, 45, 65, 77, 67, 37])
    #expect(random.permutation(of: 8) == [5, 3, 4, 2, 0, 7, 1, 6])
    #expect(random.uniform() == 0.1813272068021674)
  }

  @Test("Permutations hold each number once", arguments: [0, 1, 2, 17, 1000])
  func permutation(_ n: Int) {
    var random = RandomSource(seed: testSeed())
    #expect(random.permutation(of: n).sorted() == Array(0..<n))
  }

  @Test("The 24 orders of four are equally likely")
  func orders() {
    var random = RandomSource(seed: testSeed())
    var counts: [[Int]: Int] = [:]
    for _ in 0..<48_000 { counts[random.permutation(of: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    expectUniform(Array(counts.values))
  }

  /// Mean and variance against the expected ones, by the standard errors that the central moments give.
  private func expectMoments(
    _ x: [Double], mean: Double, variance: Double, fourth: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let n = Double(x.count)
    let m = x.reduce(0, +) / n
    let v = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    #expect((m - mean).magnitude < 5 * (variance / n).squareRoot(), sourceLocation: sourceLocation)
    #expect(
      (v - variance).magnitude < 5 * ((fourth - variance * variance) / n).squareRoot(),
      sourceLocation: sourceLocation)
  }

  /// The share of true against a probability.
  private func expectShare(
    _ x: [Bool], _ p: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let n = Double(x.count)
    let share = Double(x.count { $0 }) / n
    #expect(
      (share - p).magnitude < 5 * (p * (1 - p) / n).squareRoot(), sourceLocation: sourceLocation)
  }

  /// Pearson's chi-square against equal counts: its mean is k - 1, its variance 2 (k - 1).
  private func expectUniform(_ counts: [Int], sourceLocation: SourceLocation = #_sourceLocation) {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    let chi = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) } / expected
    let freedom = Double(counts.count - 1)
    #expect(chi <= freedom + 6 * (2 * freedom).squareRoot(), sourceLocation: sourceLocation)
  }
}
