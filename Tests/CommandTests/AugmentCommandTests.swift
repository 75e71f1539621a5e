import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea augment, fovea train --augment")
struct AugmentCommandTests {
  @Test("preview writes the pictures and what epochs make of them, a row each")
  func preview() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        [
          "augment", "preview", "--data", "shapes", "--augment", "flip:1", "--rows", "3",
          "--columns", "4", "--output", "sheet.png",
        ], in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(outcome.outputLines.last == "wrote    sheet.png")
      let sheet = try PNG.read(folder.appendingPathComponent("sheet.png").path)
      // 28 pixels, doubled, with a gap of 2.
      #expect(sheet.width == 4 * 58 - 2 && sheet.height == 3 * 58 - 2)
      // The second column is the first in a mirror.
      for (x, y) in [(0, 0), (13, 30), (40, 77), (55, 150)] where y % 58 < 56 {
        let (own, mirrored) = (y * sheet.width + x, y * sheet.width + 58 + 55 - x)
        #expect(sheet.bytes[own] == sheet.bytes[mirrored])
      }
    }
  }

  @Test("preview shows what training would refuse, and says so")
  func previewOfWhatIsRefused() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        [
          "augment", "preview", "--data", "shapes", "--augment", "rotate:90", "--output", "s.png",
        ], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors.hasPrefix("note: training refuses rotate:90 for shapes: beyond 7"))
    }
  }

  @Test(
    "places that the set does not have are refused",
    arguments: [
      ("--index 9223372036854775807", "--index: expected at most 9992"),
      ("--index 9999 --rows 2", "--index: expected at most 9998"),
    ])
  func places(flags: String, part: String) throws {
    let outcome = try Command.run(
      "augment preview --data shapes --augment flip --output none/x.png \(flags)"
        .split(separator: " ").map(String.init))
    #expect(outcome.status == 1 && outcome.errors.contains(part), "\(outcome.errors)")
  }

  @Test("train refuses what changes the class, before a folder is made")
  func refusal() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        SmallTraining.arguments("run", "--augment", "rotate:45"), in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains("error: shapes: augmentation rotate:45: expected pictures"))
      let run = folder.appendingPathComponent("run").path
      #expect(!FileManager.default.fileExists(atPath: run))
    }
  }

  @Test("train leaves the same weights with 1 and with 4 workers, and says what it does")
  func workers() throws {
    try withTemporaryDirectory { folder in
      let recipe = ["--augment", "shift:2,flip,erase", "--mixup", "0.2", "--epochs", "1"]
      var weights: [Data] = []
      for workers in ["1", "4"] {
        let outcome = try Command.run(
          SmallTraining.arguments("run\(workers)") + recipe + ["-j", workers], in: folder)
        #expect(outcome.status == 0)
        #expect(
          outcome.errors.contains(
            "augment  shift:2,flip:0.5,erase:0.5,mixup:0.2, \(workers) worker"))
        weights.append(try SmallTraining.best(folder.appendingPathComponent("run\(workers)")))
      }
      #expect(weights[0] == weights[1])
      let json = try String(
        contentsOf: folder.appendingPathComponent("run1/config.json"), encoding: .utf8)
      #expect(json.contains(#""augmentation" : "shift:2,flip:0.5,erase:0.5,mixup:0.2""#))
    }
  }

  @Test("mixing can be switched off, as in timm, by 0")
  func printedConfiguration() throws {
    let outcome = try Command.run([
      "train", "lenet5", "--augment", "flip,mixup:0.4", "--mixup", "0", "--cutmix", "1",
      "--unsafe-augment", "--print-config",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#""augmentation" : "flip:0.5,cutmix:1""#))
    #expect(outcome.output.contains(#""unsafeAugmentation" : true"#))
  }

  @Test("audit prints a row a recipe, with what the set declares")
  func audit() throws {
    try withTemporaryDirectory { folder in
      try SmallTraining.placeModel(in: folder)
      let outcome = try Command.run(
        [
          "augment", "audit", "run", "--limit", "100", "--augment", "flip:1", "--augment",
          "rotate:90",
        ], in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let rows = outcome.outputLines.suffix(3).map { $0.split(separator: " ").map(String.init) }
      #expect(rows.map { $0[0] } == ["none", "flip:1", "rotate:90"])
      #expect(outcome.outputLines.suffix(2).map { $0.hasSuffix("keeps class") } == [true, false])
      #expect(outcome.output.contains("changes class"))
      let model = try TrainedModel.load(
        folder.appendingPathComponent("run/best.safetensors").path)
      let accuracy = try model.evaluate(on: Shapes(.test, folder: nil).data.prefix(100)).top1
      #expect(Double(rows[0][1]) == Double(String(format: "%.1f", 100 * accuracy)))
    }
  }
}
