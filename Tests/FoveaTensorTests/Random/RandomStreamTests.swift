import TestSupport
import Testing

@testable import FoveaTensor

/// Streams that are split off, and the state that a checkpoint keeps.
@Suite struct RandomStreamTests {
  @Test("Splits and streams repeat and share no number")
  func independent() {
    var random = RandomSource(seed: 5)
    var again = RandomSource(seed: 5)
    var sources = [random, random.split(), random.split()]
    #expect(sources[1] == again.split())
    #expect(sources[2] == again.split())
    sources += (0..<4).map { random.stream($0) }
    sources += [sources[1].split(), sources[1].stream(0), sources[3].stream(0)]
    var seen: Set<UInt64> = []
    for source in sources {
      var source = source
      for _ in 0..<1000 { seen.insert(source.next()) }
    }
    #expect(seen.count == 1000 * sources.count)
  }

  @Test("Neighbouring streams are not correlated")
  func uncorrelated() {
    let random = RandomSource(seed: testSeed())
    let n = 20_000
    let rows = (0..<6).map { index in
      var stream = random.stream(UInt64(index))
      return (0..<n).map { _ in stream.uniform() - 0.5 }
    }
    for a in 0..<6 {
      for b in 0..<a {
        // The sum of products of independent numbers of variance 1/12 each.
        let sum = zip(rows[a], rows[b]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(sum.magnitude < 5 * Double(n).squareRoot() / 12)
      }
    }
  }

  @Test("Splitting and streaming use up none of the source's own numbers")
  func untouched() {
    var (a, b) = (RandomSource(seed: 9), RandomSource(seed: 9))
    _ = a.split()
    _ = a.stream(3)
    #expect(a.next() == b.next())
    // The same number gives the same stream, whatever was drawn and split off meanwhile.
    #expect(a.stream(3) == RandomSource(seed: 9).stream(3))
  }

  @Test("State there and back, after any number of draws", arguments: 0..<6)
  func state(_ draws: Int) throws {
    var random = RandomSource(seed: testSeed())
    for _ in 0..<draws { _ = random.next() }
    _ = random.split()
    var restored = try #require(RandomSource(state: random.state))
    #expect(restored == random)
    // One more number leaves an odd or an even place in a block for the tensor after it.
    #expect(restored.next() == random.next())
    let expected = Tensor(uniform: 0..<1, [5], using: &random)
    expectSameBits(Tensor(uniform: 0..<1, [5], using: &restored), expected)
    #expect(restored.split() == random.split())
    #expect(restored.normal() == random.normal())
    #expect(restored.state == random.state)
  }

  @Test("A state that is none")
  func badState() {
    #expect(RandomSource(state: []) == nil)
    #expect(RandomSource(state: [1, 2]) == nil)
    #expect(RandomSource(state: [1, 2, 3, 4]) == nil)
  }

  @Test("A state at the end of the stream goes on at its start")
  func lastState() throws {
    var random = try #require(RandomSource(state: [1, .max, .max]))
    var start = RandomSource(seed: 1)
    _ = random.next()
    #expect(random.next() == start.next())
    var tensors = try #require(RandomSource(state: [1, .max, .max]))
    #expect(Tensor(uniform: 0..<1, [9], using: &tensors).shape == [9])
    _ = tensors.split()
  }
}
