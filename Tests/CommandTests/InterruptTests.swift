import Foundation
import Fovea
import TestSupport
import Testing

/// Stopping a training run, gently and otherwise: these tests take seconds each, one after the other.
@Suite("fovea train: stopped and resumed", .serialized, .timeLimit(.minutes(10)))
struct InterruptTests {
  @Test(
    "stopped by Ctrl-C, SIGTERM and a terminal that closes, resumed: the same bits as a run never stopped"
  )
  func interrupted() throws {
    let epochs = 12
    try withTemporaryDirectory { folder in
      var command = try Command(
        starting: SmallTraining.arguments("run", "--epochs", "\(epochs)"), in: folder)
      // Said before the first step: seconds of work are still to come, however slow this process is.
      #expect(command.waitForNote("run  ") != nil)
      command.send(SIGINT)
      var outcome = command.finish()
      #expect(outcome.status == 130)
      let resume = try #require(outcome.errorLines.last { $0.hasPrefix("resume") })
      let words = resume.split(separator: " ").dropFirst(2).map(String.init)
      #expect(words == ["train", "--resume", "run"])
      let run = folder.appendingPathComponent("run")
      let stopped = try Checkpoint(contentsOf: RunFolder(run.path).checkpointPath)
      #expect(stopped.step >= 1 && stopped.epoch < epochs)

      command = try Command(starting: words, in: folder)
      #expect(command.waitForNote("run  ")?.contains("going on after") == true)
      command.send(SIGTERM)
      outcome = command.finish()
      #expect(outcome.status == 143)
      let again = try Checkpoint(contentsOf: RunFolder(run.path).checkpointPath)
      // It may have been stopped within the evaluation that it began anew.
      #expect(again.step >= stopped.step)

      // The shell and the system may both tell of a terminal that closes.
      command = try Command(starting: words, in: folder)
      #expect(command.waitForNote("run  ") != nil)
      command.send(SIGHUP)
      usleep(1000)
      command.send(SIGHUP)
      #expect(command.finish().status == 129)
      #expect(try Checkpoint(contentsOf: RunFolder(run.path).checkpointPath).step >= again.step)

      // What is only there to be looked at cannot be written: that ends no run.
      try FileManager.default.createDirectory(
        atPath: RunFolder(run.path).curvesPath, withIntermediateDirectories: false)
      outcome = try Command.run(words, in: folder)
      #expect(outcome.status == 0)
      #expect(
        outcome.errorLines.filter { $0.hasPrefix("note: ") } == [
          "note: run/curves.svg: expected a file, or none yet, found a folder; choose a path; "
            + "training goes on"
        ])
      let undisturbed = try SmallTraining.Undisturbed("--epochs", "\(epochs)")
      #expect(try SmallTraining.metrics(run) == undisturbed.metrics)
      #expect(try SmallTraining.best(run) == undisturbed.best)
    }
  }

  @Test("a second signal stops at once and leaves the last checkpoint whole")
  func twice() throws {
    try withTemporaryDirectory { folder in
      let run = RunFolder(folder.appendingPathComponent("run").path)
      let command = try Command(
        starting: SmallTraining.arguments("run", "--checkpoint-seconds", "0.001"), in: folder)
      waitForChange(of: run.checkpointPath, by: command)
      // Two of a kind the system may deliver as one; of these either may come first.
      command.send(SIGINT)
      command.send(SIGTERM)
      let outcome = command.finish()
      #expect([130, 143].contains(outcome.status))
      // After a single signal the run closes in peace, with these lines.
      #expect(!outcome.output.contains("stopped ") && !outcome.errors.contains("resume "))
      _ = try Checkpoint(contentsOf: run.checkpointPath)
    }
  }

  @Test("killed at random moments: the last checkpoint loads, and resuming ends with the same bits")
  func killed() throws {
    var random = RandomSource(seed: testSeed())
    try withTemporaryDirectory { folder in
      let run = RunFolder(folder.appendingPathComponent("run").path)
      var arguments = SmallTraining.arguments("run", "--checkpoint-seconds", "0.001")
      var kills = 0
      for _ in 0..<2 {
        let command = try Command(starting: arguments, in: folder)
        waitForChange(of: run.checkpointPath, by: command)
        // Somewhere within the next ten steps or so, each of which writes a checkpoint.
        usleep(UInt32(random.integer(below: 400_000)))
        command.send(SIGKILL)
        if command.finish().status == -SIGKILL { kills += 1 }
        _ = try Checkpoint(contentsOf: run.checkpointPath)
        arguments = ["train", "--resume", run.path]
      }
      #expect(kills > 0)
      #expect(try Command.run(arguments, in: folder).status == 0)
      let path = URL(fileURLWithPath: run.path)
      let undisturbed = try SmallTraining.undisturbed.get()
      #expect(try SmallTraining.metrics(path) == undisturbed.metrics)
      #expect(try SmallTraining.best(path) == undisturbed.best)
    }
  }

  /// Waits until the command has written the file, or ended.
  private func waitForChange(of path: String, by command: Command) {
    let before = modification(path)
    while command.process.isRunning, modification(path) == before { usleep(1000) }
  }

  private func modification(_ path: String) -> Date? {
    try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}
