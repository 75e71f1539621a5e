import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea search", .serialized, .timeLimit(.minutes(10)))
struct SearchCommandTests {
  /// Three epochs in all: 200 pictures to train with, 9,800 to validate.
  private static func arguments(_ more: String...) -> [String] {
    [
      "search", "lenet5", "--data", "shapes", "--val-share", "0.98", "-b", "50", "--epochs", "1",
      "--param", "lr=log:1e-3..0.5", "--param", "momentum=0.5..0.95", "--trials", "2",
      "--fine-trials", "1", "--fine-epochs", "1",
    ] + more
  }

  @Test("killed, stopped by Ctrl-C, and started again: the outcome of an undisturbed search")
  func stoppedAndKilled() throws {
    var random = RandomSource(seed: testSeed())
    try withTemporaryDirectory { folder in
      let whole = try Command.run(Self.arguments("--output", "all"), in: folder)
      #expect(whole.status == 0, "\(whole.errors)")
      try checkOutput(whole)
      // Killed before or while its first files are written, and as a trial is recorded.
      var command = try Command(starting: Self.arguments("--output", "cut"), in: folder)
      usleep(UInt32(random.integer(below: 300_000)))
      command.send(SIGKILL)
      _ = command.finish()
      command = try Command(starting: Self.arguments("--output", "cut"), in: folder)
      #expect(command.waitForNote("trial") != nil)
      usleep(UInt32(random.integer(below: 50_000)))
      command.send(SIGKILL)
      #expect(command.finish().status == -SIGKILL)
      // Asked to stop within the fine trial.
      command = try Command(starting: Self.arguments("--output", "cut", "--jobs", "1"), in: folder)
      #expect(command.waitForNote("fine") != nil)
      command.send(SIGINT)
      let stopped = command.finish()
      #expect(stopped.status == 130)
      let resume = try #require(stopped.errorLines.last { $0.hasPrefix("resume") })
      let words = resume.split(separator: " ").dropFirst(2).map(String.init)
      #expect(words == ["search", "--resume", "cut"])
      let json = try Command.run(words + ["--json", "-q"], in: folder)
      #expect(json.status == 0 && json.errors.isEmpty)
      let last = try #require(json.outputLines.last)
      let object = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
      #expect(object?["event"] as? String == "finished" && object?["trials"] as? Int == 3)
      // Nothing is left to do: the table alone.
      let cut = try Command.run(words, in: folder)
      #expect(cut.output == whole.output.replacingOccurrences(of: "all/", with: "cut/"))
      #expect(!cut.errors.contains("trial 1"))
      for name in ["best.json", "trials.svg"] {
        #expect(
          try Data(contentsOf: folder.appendingPathComponent("cut/\(name)"))
            == Data(contentsOf: folder.appendingPathComponent("all/\(name)")))
      }
      #expect(try records(in: "cut", of: folder) == records(in: "all", of: folder))
      // Another search does not go on in this folder; what this one found is a configuration.
      let other = try Command.run(
        Self.arguments("--output", "cut", "--search-seed", "2"), in: folder)
      #expect(other.status == 1 && other.errors.contains("a search that was told otherwise"))
      let printed = try Command.run(
        "train", "--config", "cut/best.json", "--print-config", in: folder)
      #expect(printed.status == 0 && printed.output.contains("\"epochs\" : 1"))
    }
  }

  private func records(in search: String, of folder: URL) throws -> [Substring] {
    let path = folder.appendingPathComponent("\(search)/trials.jsonl")
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").sorted()
  }

  private func checkOutput(_ whole: Command.Outcome) throws {
    let lines = whole.outputLines
    try #require(lines.count > 6)
    #expect(
      lines[0].split(separator: " ").map(String.init) == [
        "trial", "stage", "epochs", "lr", "momentum", "Acc@1", "error", "loss", "outcome",
      ])
    let rows = lines.dropFirst(2).prefix(3)
    #expect(rows.allSatisfy { $0.contains("best in epoch 1") })
    #expect(rows.contains { $0.contains("fine") } && rows.contains { $0.contains("coarse") })
    #expect(lines.contains { $0.hasPrefix("best     trial ") })
    #expect(
      whole.errorLines.contains { $0.hasPrefix("train    ") && $0.hasSuffix("all/best.json") })
  }

  @Test("a folder with other things in it, or without a search, is refused")
  func folders() throws {
    try withTemporaryDirectory { folder in
      try Data().write(to: folder.appendingPathComponent("file"))
      let other = try Command.run(Self.arguments("--output", "."), in: folder)
      #expect(
        other.status == 1 && other.errors.contains("expected a new or empty folder, found 'file'"))
      // What cannot start leaves no folder.
      for command in [["search", "--param", "lr=1..2"], ["ensemble", "train"]] {
        let missing = try Command.run(
          command + ["lenet5", "--data", "mnist", "--data-folder", "none"], in: folder)
        #expect(missing.status == 1 && missing.errors.contains("no such folder"))
      }
      let runs = folder.appendingPathComponent("runs").path
      let left = try? FileManager.default.contentsOfDirectory(atPath: runs)
      #expect((left ?? []).isEmpty)
      let none = try Command.run("search", "--resume", ".", in: folder)
      #expect(none.status == 1 && none.errors.contains("found no search.json"))
    }
  }
}
