import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

/// Batches that are made ahead are those that are made when they are asked for.
@Suite struct BatchLoaderTests {
  private func batches() throws -> Batches {
    let data = try Shapes(.train, count: 90, size: 12).data
    let augmenter = try Augmenter(
      AugmentationRecipe("shift:2,rotate:7,flip,noise,erase,mixup"), seed: 5, fitting: data)
    var random = RandomSource(seed: 2)
    return data.batches(
      of: 8, shuffledBy: &random, preprocessor: try Standardize(fitting: data)
    ).augmented(by: augmenter, epoch: 1)
  }

  private func all(_ loader: BatchLoader) -> [Batch] {
    var result: [Batch] = []
    while let batch = loader.next() { result.append(batch) }
    return result
  }

  @Test(arguments: [0, 1, 2, 4, 20])
  func theBitsDoNotDependOnWorkers(_ workers: Int) throws {
    let batches = try batches()
    let loaded = all(BatchLoader(batches, workers: workers))
    #expect(loaded.count == 12)
    for (batch, expected) in zip(loaded, batches) {
      expectSameBits(batch.images, expected.images)
      #expect(batch.labels == expected.labels && batch.indices == expected.indices)
      #expect(batch.targets == expected.targets && batch.targets != nil)
    }
  }

  @Test func itBeginsWhereItIsTold() throws {
    let batches = try batches()
    let loaded = all(BatchLoader(batches, from: 9, workers: 2))
    #expect(loaded.map(\.indices) == batches.dropFirst(9).map(\.indices))
    #expect(BatchLoader(batches, from: 12, workers: 2).next() == nil)
  }

  /// Workers run ahead by a bounded number of batches, and stop when nobody wants more.
  @Test func workersRunAheadButNotFar() throws {
    let counter = CountingPreprocessor()
    let data = try Shapes(.train, count: 64, size: 8).data
    let batches = data.batches(of: 1, preprocessor: counter)
    let clock = ContinuousClock()
    do {
      let loader = BatchLoader(batches, workers: 2)
      _ = loader.next()
      // One taken, four ahead; none beyond, however long nobody asks.
      let start = clock.now
      while counter.count < 5, clock.now - start < .seconds(10) {}
      #expect(counter.count == 5)
      while clock.now - start < .milliseconds(50) {}
      #expect(counter.count == 5)
    }
    let start = clock.now
    while clock.now - start < .milliseconds(20) {}
    #expect(counter.count == 5)
  }

  /// Work on a thread of its own leaves the pool to others, and gives the same.
  @Test func aloneTheRunsStayOnTheirThread() throws {
    let pool = ThreadPool.shared
    let threads = pool.alone {
      let seen = ThreadsSeen()
      pool.run(tasks: 200) { _ in seen.note() }
      return seen.count
    }
    #expect(threads == 1)
  }
}
