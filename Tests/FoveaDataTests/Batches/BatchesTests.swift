import FoveaData
import FoveaTensor
import TestSupport
import Testing

@Suite struct BatchesTests {
  private let data: DataSet

  init() throws { data = try DataSetTests.small() }

  private func check(_ batch: Batch, _ expected: [Int]) {
    #expect(batch.indices == expected)
    #expect(batch.labels == expected.map { data.labels[$0] })
    #expect(batch.count == expected.count)
    expectSameBits(batch.images, data.images(at: expected))
  }

  @Test func inOrder() {
    let batches = data.batches(of: 4)
    #expect(batches.count == 3)
    for (batch, expected) in zip(batches, [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]) {
      check(batch, expected)
    }
    #expect(data.batches(of: 5).map(\.count) == [5, 5])
    #expect(data.batches(of: 11).map(\.count) == [10])
    #expect(data.prefix(0).batches(of: 3).isEmpty)
  }

  @Test func theLastPartMayBeDropped() {
    #expect(data.batches(of: 4, droppingLast: true).map(\.count) == [4, 4])
    #expect(data.batches(of: 5, droppingLast: true).map(\.count) == [5, 5])
    #expect(data.batches(of: 11, droppingLast: true).isEmpty)
  }

  @Test func shuffledBatchesAreAPartition() throws {
    let data = try Shapes(.train, count: 1000).data
    var random = RandomSource(seed: testSeed())
    let batches = data.batches(of: 64, shuffledBy: &random)
    let indices = batches.flatMap(\.indices)
    #expect(indices.sorted() == Array(0..<1000))
    #expect(indices != Array(0..<1000))
    #expect(batches.last?.count == 1000 % 64)
  }

  @Test func theSeedDecidesTheOrder() {
    var (first, second) = (RandomSource(seed: 1), RandomSource(seed: 1))
    let epochs = (0..<2).map { _ in data.batches(of: 3, shuffledBy: &first).order }
    #expect(epochs[0] != epochs[1])
    #expect((0..<2).map { _ in data.batches(of: 3, shuffledBy: &second).order } == epochs)
  }

  @Test func goesOnWhereItWasInterrupted() {
    var random = RandomSource(seed: 2)
    let order = data.batches(of: 3, shuffledBy: &random).order
    let rest = data.batches(of: 3, order: order).dropFirst(2)
    #expect(rest.count == 2)
    for (batch, expected) in zip(rest, [order[6..<9], order[9...]]) {
      check(batch, Array(expected))
    }
  }

  @Test func preprocessesWhatItMakes() throws {
    let centre = try MeanSubtraction(fitting: data)
    let batches = data.batches(of: 4, preprocessor: centre)
    expectSameBits(batches[1].images, centre(data.images(at: [4, 5, 6, 7])))
  }

  @Test func namedSetsHaveTheSameBatches() throws {
    let shapes = try Shapes(.train, count: 30)
    var (first, second) = (RandomSource(seed: 3), RandomSource(seed: 3))
    for (a, b) in zip(
      shapes.batches(of: 8, shuffledBy: &first), shapes.data.batches(of: 8, shuffledBy: &second))
    {
      expectSameBits(a.images, b.images)
    }
    #expect(shapes.batches(of: 8).count == 4)
  }
}
