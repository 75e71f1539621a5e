import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea search", .serialized, .timeLimit(.minutes(10)))
struct SearchCommandTests {
  /// A second or two: 200 pictures to train with, as many to validate.
  private static func arguments(_ more: String...) -> [String] {
    [
      "search", "lenet5", "--data", "shapes", "--val-share", "0.98", "-b", "50", "--epochs", "2",
      "--param", "lr=log:1e-3..0.5", "--param", "momentum=0.5..0.95", "--trials", "3",
      "--fine-trials", "2", "--fine-epochs", "2",
    ] + more
  }

  @Test("stopped by Ctrl-C and killed, and started again: the output of an undisturbed search")
  func stoppedAndKilled() throws {
    var random = RandomSource(seed: testSeed())
    try withTemporaryDirectory { folder in
      let whole = try Command.run(Self.arguments("--output", "whole"), in: folder)
      #expect(whole.status == 0, "\(whole.errors)")
      // Killed before or while its first files are written.
      var command = try Command(starting: Self.arguments("--output", "cut"), in: folder)
      usleep(UInt32(random.integer(below: 300_000)))
      command.send(SIGKILL)
      _ = command.finish()
      // Asked to stop within its first trial.
      command = try Command(starting: Self.arguments("--output", "cut"), in: folder)
      #expect(command.waitForNote("coarse") != nil)
      command.send(SIGINT)
      let stopped = command.finish()
      #expect(stopped.status == 130)
      let resume = try #require(stopped.errorLines.last { $0.hasPrefix("resume") })
      let words = resume.split(separator: " ").dropFirst(2).map(String.init)
      #expect(words == ["search", "--resume", "cut"])
      // Killed as a trial has come to a rung, and as the fine stage has begun.
      for moment in ["trial", "fine"] {
        command = try Command(starting: words + ["--threads", "2"], in: folder)
        #expect(command.waitForNote(moment) != nil)
        usleep(UInt32(random.integer(below: 100_000)))
        command.send(SIGKILL)
        #expect(command.finish().status == -SIGKILL)
      }
      let cut = try Command.run(Self.arguments("--output", "cut", "--jobs", "1"), in: folder)
      #expect(cut.status == 0, "\(cut.errors)")
      #expect(cut.output == whole.output.replacingOccurrences(of: "whole/", with: "cut/"))
      for name in ["best.json", "trials.svg"] {
        #expect(
          try Data(contentsOf: folder.appendingPathComponent("cut/\(name)"))
            == Data(contentsOf: folder.appendingPathComponent("whole/\(name)")))
      }
      try checkOutput(whole)
      // Another search does not go on in this folder.
      let other = try Command.run(
        Self.arguments("--output", "cut", "--search-seed", "2"), in: folder)
      #expect(other.status == 1 && other.errors.contains("a search that was told otherwise"))
      // What it found trains.
      let trained = try Command.run(
        "train", "--config", "cut/best.json", "--epochs", "1", "--output", "run", in: folder)
      #expect(trained.status == 0, "\(trained.errors)")
    }
  }

  private func checkOutput(_ whole: Command.Outcome) throws {
    let lines = whole.outputLines
    try #require(lines.count > 8)
    #expect(
      lines[0].split(separator: " ").map(String.init) == [
        "trial", "stage", "epochs", "lr", "momentum", "Acc@1", "error", "loss", "outcome",
      ])
    let rows = lines.dropFirst(2).prefix(5)
    #expect(rows.allSatisfy { $0.contains("best in epoch") || $0.contains("stopped early") })
    #expect(rows.contains { $0.contains("fine") } && rows.contains { $0.contains("coarse") })
    #expect(lines.contains { $0.hasPrefix("best     trial ") })
    #expect(
      whole.errorLines.contains { $0.hasPrefix("train    ") && $0.hasSuffix("whole/best.json") })
  }

  @Test("--json prints a line a record and one at the end")
  func json() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        [
          "search", "lenet5", "--data", "shapes", "--val-share", "0.98", "--epochs", "1", "--param",
          "batch-size=choice:50,100", "--trials", "2", "--fine-trials", "0", "--json", "-q",
        ], in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let objects = try outcome.outputLines.map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
      try #require(objects.count == 3)
      let sizes = objects.prefix(2).compactMap {
        ($0["values"] as? [String: Any])?["batchSize"] as? Int
      }
      #expect(sizes.sorted() == [50, 100])
      #expect(objects[2]["event"] as? String == "finished")
      #expect(objects[2]["folder"] as? String == "runs/search-lenet5-1")
      let kept = try String(
        contentsOf: folder.appendingPathComponent("runs/search-lenet5-1/trials.jsonl"),
        encoding: .utf8)
      #expect(kept.split(separator: "\n").count == 2)
    }
  }

  @Test("a folder with other things in it, or without a search, is refused")
  func folders() throws {
    try withTemporaryDirectory { folder in
      try Data().write(to: folder.appendingPathComponent("file"))
      let other = try Command.run(Self.arguments("--output", "."), in: folder)
      #expect(
        other.status == 1 && other.errors.contains("expected a new or empty folder, found 'file'"))
      let none = try Command.run("search", "--resume", ".", in: folder)
      #expect(none.status == 1 && none.errors.contains("found no search.json"))
    }
  }
}
