import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FoveaTraining

/// Training beside an app that awaits it.
@Suite(.timeLimit(.minutes(5))) struct TrainingTaskTests {
  @Test func itsEventsAndItsOutcomeAreThoseOfTheRun() async throws {
    let run = TrainingTask { try smallTrainer() }
    var (epochs, steps, isStarted) = ([EpochReport](), 0, false)
    for await event in run.events {
      switch event {
      case .started(let info):
        isStarted = true
        #expect(info.stepsPerEpoch == 5 && info.parameterCount > 0)
        #expect(steps == 0 && epochs.isEmpty)
      case .step(let report):
        steps += 1
        #expect(report.epoch == epochs.count + 1)
      case .epoch(let report): epochs.append(report)
      case .checkpointed, .diagnosis: break
      }
    }
    #expect(isStarted && steps > 0)
    #expect(epochs.map(\.epoch) == [1, 2, 3])
    let result = try await run.value
    #expect(result.status == .finished)
    #expect(result.epochs.map(\.withoutConfusion) == epochs.map(\.withoutConfusion))
    let blocking = try smallTrainer().run()
    #expect(result.test == blocking.test)
    let images = try smallData().test.images
    #expect(try result.model?.predict(images) == blocking.model?.predict(images))
  }

  @Test func cancelledItLeavesACheckpointThatEndsWithTheSameBits() async throws {
    try await withTemporaryDirectory { url in
      let folder = RunFolder(url.path)
      let gate = Gate()
      let run = TrainingTask {
        let trainer = try smallTrainer(folder: folder)
        // However slow the reader is, the run is in its second epoch when it is cancelled.
        var calls = 0
        trainer.shouldStop = {
          calls += 1
          if calls == 8 { gate.wait() }
          return false
        }
        return trainer
      }
      for await event in run.events {
        // Not at the epoch's end: a reader that is quicker than the disk would stop it there.
        if case .step(let report) = event, report.epoch == 2 {
          run.cancel()
          gate.open()
        }
      }
      let stopped = try await run.value
      #expect(stopped.status == .interrupted && stopped.test == nil)
      let checkpoint = try Checkpoint(contentsOf: folder.checkpointPath)
      #expect(checkpoint.step > 5 && checkpoint.step < 15)

      let rest = TrainingTask {
        try Checkpoint(contentsOf: folder.checkpointPath).resumed(folder: folder)
      }
      #expect(try await rest.value.status == .finished)
      let whole = try smallTrainer()
      _ = try whole.run()
      #expect(try Checkpoint(contentsOf: folder.checkpointPath).bits == whole.checkpoint.bits)
    }
  }

  /// Of what nobody reads in time, steps alone are dropped, all but the latest.
  @Test func aReaderThatComesLateMissesStepsAlone() async throws {
    let run = TrainingTask { try smallTrainer() }
    _ = try await run.value
    var found: [String] = []
    for await event in run.events {
      switch event {
      case .started: found.append("started")
      case .step(let report): found.append("step \(report.step)")
      case .epoch(let report): found.append("epoch \(report.epoch)")
      case .checkpointed, .diagnosis: found.append("other")
      }
    }
    #expect(found == ["started"] + (1...3).flatMap { ["step 5", "epoch \($0)"] })
  }

  /// More runs than the tasks' own threads wait for a gate: none of these is held, nor is the caller's actor.
  @Test @MainActor func nothingBlocksTheCaller() async throws {
    let gate = Gate()
    let runs = (0..<2 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
      TrainingTask {
        gate.wait()
        throw Refusal()
      }
    }
    for _ in 0..<10 { await Task.detached { await Task.yield() }.value }
    gate.open()
    for run in runs {
      for await _ in run.events {}
      await #expect(throws: Refusal.self) { _ = try await run.value }
    }
  }

  @Test func whatCannotBeginIsThrownByItsValue() async {
    let run = TrainingTask(smallConfiguration { $0.epochs = 0 })
    for await event in run.events { Issue.record("\(event)") }
    await #expect(throws: DataError.self) { _ = try await run.value }
  }

  /// Where the system has no room for a thread nobody waits for ever.
  @Test func withoutAThreadItsValueThrows() async {
    let run = TrainingTask({ try smallTrainer() }, spawn: { _ in false })
    for await event in run.events { Issue.record("\(event)") }
    await #expect(throws: TrainingError.self) { _ = try await run.value }
  }

  /// As with a `Task`: whoever waits may be cancelled, the run is not; the next reader goes on.
  @Test func cancellingAReaderDoesNotCancelTheRun() async throws {
    let gate = Gate()
    let run = TrainingTask {
      gate.wait()
      return try smallTrainer()
    }
    let reader = Task { for await event in run.events { Issue.record("\(event)") } }
    try await Task.sleep(for: .milliseconds(5))
    reader.cancel()
    await reader.value
    gate.open()
    var epochs: [Int] = []
    for await event in run.events {
      if case .epoch(let report) = event { epochs.append(report.epoch) }
    }
    #expect(epochs == [1, 2, 3])
    #expect(try await run.value.status == .finished)
  }
}

private struct Refusal: Error {}

/// Holds threads back until it is opened.
private final class Gate: Sendable {
  private let isOpen = Mutex(false)

  func wait() { while !isOpen.withLock({ $0 }) { usleep(1000) } }

  func open() { isOpen.withLock { $0 = true } }
}
