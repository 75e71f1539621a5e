import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// Killed at any moment, the last checkpoint loads.
@Suite(.serialized) struct KilledTests {
  /// Writers of a file of 4 MB, each tensor full of the number of the writing, are killed after random
  /// times; the file is always one of theirs, whole.
  @Test func aFileIsWholeWheneverItsWriterIsKilled() async throws {
    let delays = delays("killed writer", count: 24, upTo: 40_000)
    try await withTemporaryDirectory { url in
      let path = url.appendingPathComponent("file").path
      var last: Scalar = -1
      for delay in delays {
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [path = path as String, delay = delay as UInt32] in
          let first = (try? Safetensors(contentsOf: path)["a"]?.elements[0]).flatMap { $0 } ?? -1
          killItself(after: delay)
          for number in 1... {
            let value = Tensor(repeating: first + Scalar(number), [1 << 19])
            try Safetensors([("a", value), ("b", value)]).write(to: path)
          }
        }
        // Before the first writing has ended there is no file.
        guard FileManager.default.fileExists(atPath: path) else { continue }
        let file = try Safetensors(contentsOf: path)
        let number = try #require(file["a"]).elements[0]
        for name in ["a", "b"] {
          #expect(try #require(file[name]).elements.allSatisfy { $0 == number })
        }
        #expect(number >= last)
        last = number
      }
      #expect(last >= 0, "no writing ended before its process did")
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
      #expect(Set(names).isSubset(of: ["file", "file.partial"]))
    }
  }

  /// A run that writes a checkpoint after every step is killed again and again, and resumed each time; it
  /// ends with the bits of one that was left alone.
  @Test func aRunThatIsKilledAgainAndAgainEndsTheSame() async throws {
    let delays = delays("killed run", count: 6, upTo: 30_000)
    try await withTemporaryDirectory { url in
      let path = url.path
      for delay in delays {
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [path = path as String, delay = delay as UInt32] in
          let trainer = try resumedOrFresh(RunFolder(path))
          killItself(after: delay)
          _ = try trainer.run()
          // It was faster than its killer.
          while true { sleep(1) }
        }
      }
      let killed = try resumedOrFresh(RunFolder(path))
      // Delays that all ended before the first checkpoint would test nothing: go on with longer ones.
      var delay: UInt32 = 50_000
      var found = killed.checkpoint.step
      while found == 0, delay < 30_000_000 {
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [path = path as String, delay = delay as UInt32] in
          let trainer = try resumedOrFresh(RunFolder(path))
          killItself(after: delay)
          _ = try trainer.run()
          while true { sleep(1) }
        }
        found = try resumedOrFresh(RunFolder(path)).checkpoint.step
        delay *= 2
      }
      #expect(found > 0, "no kill found a checkpoint")
      let resumed = try resumedOrFresh(RunFolder(path))
      _ = try resumed.run()
      let whole = try smallTrainer(killedConfiguration)
      let result = try whole.run()
      #expect(resumed.checkpoint.bits == whole.checkpoint.bits)
      // The files are those of a run that was left alone, too.
      let metrics = try readText(RunFolder(path).metricsPath, limit: 10_000)
      let epochs = metrics.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
      #expect(epochs == ["1", "2", "3"])
      let best = try TrainedModel.load(RunFolder(path).bestPath, model: testNetwork)
      #expect(best.description.testAccuracy == result.test?.top1)
    }
  }

  private func delays(_ name: String, count: Int, upTo microseconds: UInt32) -> [UInt32] {
    var random = TestRandom(name)
    return (0..<count).map { _ in UInt32.random(in: 0...microseconds, using: &random) }
  }
}

private let killedConfiguration = smallConfiguration { $0.checkpointSeconds = 1e-9 }

private func resumedOrFresh(_ folder: RunFolder) throws -> Trainer {
  guard FileManager.default.fileExists(atPath: folder.checkpointPath) else {
    return try smallTrainer(killedConfiguration, folder: folder)
  }
  return try Checkpoint(contentsOf: folder.checkpointPath).resumed(folder: folder)
}

/// Kills this process from a second thread after a while.
private func killItself(after microseconds: UInt32) {
  Thread.detachNewThread {
    usleep(microseconds)
    kill(getpid(), SIGKILL)
  }
}
