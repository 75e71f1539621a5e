import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// What goes wrong in a long run: each ends in one line, and the last good checkpoint stays.
@Suite(.timeLimit(.minutes(5))) struct RunFaultTests {
  /// The disk takes no more in the middle of a checkpoint, in a process of its own: the bound is the process's.
  @Test func aDiskThatIsFullLeavesTheLastCheckpoint() async {
    await #expect(processExitsWith: .success) {
      try withFolder { folder in
        let run = RunFolder(folder.url.path)
        let before = try stoppedAfterOneEpoch(run)
        let size = try folder.bytes(RunFolder.checkpointName).count
        signal(SIGXFSZ, SIG_IGN)
        // Enough for the best weights, a third of the checkpoint.
        var limit = rlimit()
        getrlimit(fileSizeLimit, &limit)
        limit.rlim_cur = rlim_t(size / 2)
        setrlimit(fileSizeLimit, &limit)
        let line = folder.error { _ = try before.resumed(folder: run).run() }
        limit.rlim_cur = limit.rlim_max
        setrlimit(fileSizeLimit, &limit)
        #expect(
          line == "\(RunFolder.checkpointName): expected a place to write a file to, "
            + "found file too large; check that the folder exists, may be written to and has room")
        try expectToGoOn(run, as: before)
      }
    }
  }

  /// The folder may no longer be written to; as nobody, since root may write everywhere.
  @Test func aFolderThatBecomesReadOnlyLeavesTheLastCheckpoint() async {
    await #expect(processExitsWith: .success) {
      if geteuid() == 0 { try #require(seteuid(65534) == 0) }
      try withFolder { folder in
        let run = RunFolder(folder.url.path)
        let before = try stoppedAfterOneEpoch(run)
        let resumed = try before.resumed(folder: run)
        let line = folder.error {
          _ = try resumed.run { if case .step = $0 { chmod(run.path, 0o555) } }
        }
        chmod(run.path, 0o755)
        #expect(
          line.hasSuffix(
            ": expected a place to write a file to, found permission denied; "
              + "check that the folder exists, may be written to and has room"), "\(line)")
        try expectToGoOn(run, as: before)
      }
    }
  }

  /// Forward by a day, back by a week: times stay times, and the outcome is the same.
  @Test func aClockThatJumpsChangesNoBit() throws {
    let trainer = try smallTrainer(smallConfiguration { $0.checkpointSeconds = 3600 })
    var (time, calls) = (ContinuousClock.Instant.now, 0)
    trainer.now = {
      calls += 1
      time += calls % 7 == 0 ? .seconds(-604_800) : calls % 5 == 0 ? .seconds(86_400) : .zero
      return time
    }
    var reports: [StepReport] = []
    let result = try trainer.run { if case .step(let report) = $0 { reports.append(report) } }
    #expect(calls > 40)
    #expect(reports.allSatisfy { $0.seconds >= 0 && $0.imagesPerSecond >= 0 })
    #expect(reports.allSatisfy { (0...1).contains($0.dataWaitShare) })
    #expect(result.epochs.allSatisfy { $0.seconds >= 0 && $0.imagesPerSecond.isFinite })
    let undisturbed = try smallTrainer(smallConfiguration { $0.checkpointSeconds = 3600 })
    _ = try undisturbed.run()
    #expect(trainer.checkpoint.bits == undisturbed.checkpoint.bits)
  }
}

/// A run of two epochs that was stopped after the first.
private func stoppedAfterOneEpoch(_ folder: RunFolder) throws -> Checkpoint {
  let trainer = try smallTrainer(smallConfiguration { $0.epochs = 2 }, folder: folder)
  var isOver = false
  trainer.shouldStop = { isOver }
  _ = try trainer.run { if case .checkpointed = $0 { isOver = true } }
  return try Checkpoint(contentsOf: folder.checkpointPath)
}

/// Expects the checkpoint to be the same as before, nothing half-written beside it, and the run to end as if nothing
/// had happened.
private func expectToGoOn(_ folder: RunFolder, as before: Checkpoint) throws {
  let left = try Checkpoint(contentsOf: folder.checkpointPath)
  #expect(left.bits == before.bits && left.epoch == 1)
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
  #expect(!names.contains { $0.hasSuffix(".partial") }, "\(names)")
  let resumed = try left.resumed(folder: folder)
  _ = try resumed.run()
  let whole = try smallTrainer(smallConfiguration { $0.epochs = 2 })
  _ = try whole.run()
  #expect(resumed.checkpoint.bits == whole.checkpoint.bits)
}

#if canImport(Glibc)
  let fileSizeLimit = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#else
  let fileSizeLimit = RLIMIT_FSIZE
#endif
