import Foundation
import Fovea
import TestSupport
import Testing

/// Runs on one's own pictures, from the start to what is found wrong afterwards.
@Suite("fovea train: one's own pictures", .serialized, .timeLimit(.minutes(10)))
struct OwnPictureRunTests {
  /// Twelve pictures of two classes, bright ones and dark ones.
  private func fill(_ folder: URL, _ name: String) throws {
    for kind in ["bright", "dark"] {
      let part = folder.appendingPathComponent("\(name)/\(kind)")
      try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
      for number in 0..<12 {
        let level = UInt8((kind == "dark" ? 20 : 190) + 5 * number)
        let picture = Picture(
          width: 16, height: 16, channels: 1,
          bytes: (0..<256).map { level &+ UInt8($0 * (number + 3) % 23) })
        try PNG.write(picture, to: part.appendingPathComponent("\(number).png").path)
      }
    }
  }

  private func train(
    _ data: String, _ output: String, _ more: String..., in folder: URL
  ) throws
    -> Command.Outcome
  {
    try Command.run(
      [
        "train", "lenet5", "--data", data, "--grey", "--image-size", "16", "-b", "4", "--val-share",
        "0.2", "--no-report", "--output", output,
      ] + more, in: folder)
  }

  @Test(
    "a run whose data were moved goes on where they lie now, with the metrics of one that stayed")
  func moved() throws {
    try withTemporaryDirectory { folder in
      try fill(folder, "photos")
      // At a constant rate, so that more epochs do not change those before.
      for (run, epochs) in [("stayed", "3"), ("whole", "2")] {
        let outcome = try train(
          "photos", run, "--epochs", epochs, "--sched", "constant", in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      try FileManager.default.moveItem(
        at: folder.appendingPathComponent("photos"), to: folder.appendingPathComponent("album"))
      let lost = try Command.run("train", "--resume", "whole", "--epochs", "3", in: folder)
      #expect(lost.status == 1 && lost.errors.contains("found \"photos\""), "\(lost.errors)")
      let found = try Command.run(
        "train", "--resume", "whole", "--epochs", "3", "--data", "album", "--no-report", in: folder)
      #expect(found.status == 0, "\(found.errors)")
      let runs = ["stayed", "whole"].map(folder.appendingPathComponent)
      #expect(try SmallTraining.metrics(runs[0]) == SmallTraining.metrics(runs[1]))
      // From now on it is looked for there.
      let again = try Command.run("train", "--resume", "whole", "--no-report", in: folder)
      #expect(again.status == 0, "\(again.errors)")
      #expect(again.errors.contains("note: all 3 epochs are done"), "\(again.errors)")
      // Other pictures are others wherever they lie.
      try FileManager.default.removeItem(at: folder.appendingPathComponent("album/dark/3.png"))
      let other = try Command.run(
        "train", "--resume", "whole", "--epochs", "4", "--data", "album", in: folder)
      #expect(other.status == 1 && other.errors.contains("the data it began with"))
    }
  }

  @Test("a run that ended before its first checkpoint can be begun anew in its folder")
  func begunAnew() throws {
    try withTemporaryDirectory { folder in
      try fill(folder, "photos")
      #expect(try train("photos", "run", "--epochs", "1", in: folder).status == 0)
      for name in ["best.safetensors", "last.checkpoint.safetensors"] {
        try FileManager.default.removeItem(at: folder.appendingPathComponent("run/\(name)"))
      }
      let command = "fovea train --config run/config.json --output run"
      for arguments in [["train", "--resume", "run"], ["evaluate", "run"]] {
        let outcome = try Command.run(arguments, in: folder)
        #expect(outcome.status == 1 && outcome.errorLines.count == 1)
        #expect(outcome.errors.contains("first"), "\(outcome.errors)")
        #expect(outcome.errors.contains(command), "\(outcome.errors)")
      }
      let anew = try Command.run(
        command.split(separator: " ").dropFirst().map(String.init), in: folder)
      #expect(anew.status == 0, "\(anew.errors)")
      // With something to lose, never; nor where a file of another's is called so.
      let refused = try train("photos", "run", "--epochs", "1", in: folder)
      #expect(refused.status == 1 && refused.errors.contains("expected a new or empty folder"))
      let other = folder.appendingPathComponent("other")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: false)
      try Data("mine".utf8).write(to: other.appendingPathComponent("report.html"))
      let kept = try train("photos", "other", "--epochs", "1", in: folder)
      #expect(kept.status == 1 && kept.errors.contains("'report.html'"), "\(kept.errors)")
    }
  }

  @Test("mistakes are told by their files; two classes have no accuracy among five")
  func mistakes() throws {
    try withTemporaryDirectory { folder in
      try fill(folder, "photos")
      // A rate of next to nothing: as good as untrained, so that there are mistakes.
      let run = try train("photos", "run", "--epochs", "1", "--lr", "1e-9", in: folder)
      #expect(run.status == 0 && !run.output.contains("Acc@5"), "\(run.output)")
      let outcome = try Command.run(
        "evaluate", "run", "--split", "train", "--mistakes", "m.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains(".png"), "\(outcome.errors)")
      let files = outcome.errorLines.filter { $0.contains("photos/") }
      #expect(!files.isEmpty, "\(outcome.errors)")
      #expect(
        files.allSatisfy { line in
          line.split(separator: " ").first.map {
            FileManager.default.fileExists(atPath: folder.path + "/" + $0)
          } ?? false
        })
    }
  }
}
