import Foundation
import TestSupport
import Testing

@Suite("fovea export")
struct ExportCommandTests {
  /// A run of two epochs whose best is the first by chance or the second: both files are there.
  private func trained(in folder: URL, _ model: String = "lenet5") throws {
    let outcome = try Command.run(
      "train", model, "--data", "shapes", "--val-share", "0.9", "--epochs", "2", "--seed", "1",
      "--output", "run", "--no-report", in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("a file for an app predicts as the run does; --last takes the checkpoint's weights")
  func forApps() throws {
    try withTemporaryDirectory { folder in
      try trained(in: folder)
      func predict(_ model: String) throws -> String {
        try Command.run(
          "predict", model, "--data", "shapes", "--index", "0", "--count", "5", "--csv", in: folder
        ).output
      }
      let outcome = try Command.run("export", "run", "--output", "app.safetensors", in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(
        outcome.outputLines.first == "model    run/best.safetensors: lenet5, 61,706 parameters")
      #expect(outcome.outputLines.contains("wrote    app.safetensors"))
      #expect(try predict("app.safetensors") == predict("run"))
      let last = try Command.run(
        "export", "run", "--last", "-o", "last.safetensors", in: folder)
      #expect(
        last.outputLines.first
          == "model    run/last.checkpoint.safetensors: lenet5, 61,706 parameters")
      // The checkpoint's file itself says the same.
      let file = try Command.run(
        "export", "run/last.checkpoint.safetensors", "-o", "same.safetensors", in: folder)
      #expect(file.status == 0, "\(file.errors)")
      func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
      }
      #expect(try bytes("last.safetensors") == bytes("same.safetensors"))
      #expect(try predict("last.safetensors").hasPrefix("picture,"))
    }
  }

  @Test("an ONNX file by its ending, with the classes' names; a file that is there is replaced")
  func onnx() throws {
    try withTemporaryDirectory { folder in
      try trained(in: folder)
      let target = folder.appendingPathComponent("net.onnx")
      try Data("old".utf8).write(to: target)
      let outcome = try Command.run("export", "run", "--output", "net.onnx", in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      #expect(
        outcome.outputLines.last
          == "use it   onnxruntime.InferenceSession(\"net.onnx\").run([\"probabilities\"], {\"images\": images})"
      )
      let bytes = try Data(contentsOf: target)
      // ir_version 8 and the producer come first.
      #expect(bytes.starts(with: [8, 8, 18, 5] + Array("Fovea".utf8)))
      #expect(bytes.range(of: Data("class_names".utf8)) != nil)
      #expect(bytes.count > 4 * 61_706 && bytes.count < 4 * 61_706 + 8000)
    }
  }

  @Test("what cannot be is one line, and nothing is left")
  func refusals() throws {
    try withTemporaryDirectory { folder in
      try trained(in: folder)
      try Data("x".utf8).write(to: folder.appendingPathComponent("b.onnx"))
      let cases: [([String], Int32, String)] = [
        (["run"], 64, "missing expected argument '--output <output>'"),
        (["run", "-o", "a.pth"], 64, "expected a name that ends in .safetensors or .onnx"),
        (
          ["run", "-o", "a.onnx", "--format", "fovea"], 64,
          "ends in .safetensors for --format fovea"
        ),
        (
          ["run", "-o", "a.safetensors", "--format", "onnx"], 64, "ends in .onnx for --format onnx"
        ),
        (["run", "-o", "a", "--format", "onx"], 64, "did you mean 'onnx'?"),
        (["run", "-o", ""], 64, "--output: expected a path, found ''"),
        (["", "-o", "a.onnx"], 64, "<model>: expected a path, found ''"),
        (["run", "-o", "a"], 64, "ends in .onnx or .safetensors, or --format, found a"),
        (["run", "-o", "a.onnx.zip"], 64, "ends in .onnx or .safetensors, or --format"),
        (
          ["run/best.safetensors", "-o", "run/best.safetensors"], 1,
          "expected another file than the run's own, found run/best.safetensors"
        ),
        (["run", "-o", "run/best.safetensors"], 1, "expected another file than the run's own"),
        (["run", "--last", "-o", "run/best.safetensors"], 1, "than the run's own"),
        (
          ["run/best.safetensors", "-o", "run/../run/last.checkpoint.safetensors"], 1,
          "than the run's own"
        ),
        (
          ["run", "--format", "torchvision", "-o", "a"], 1, "as torchvision has them, found lenet5"
        ),
        (["nowhere", "-o", "a.onnx"], 1, "nowhere: expected a trained model"),
        (
          ["run/best.safetensors", "--last", "-o", "a.onnx"], 1,
          "run/best.safetensors: expected a checkpoint"
        ),
        (
          [".", "--last", "-o", "a.onnx"], 1,
          "found none; --last is for the folder of a training run"
        ),
        (["run", "-o", "no/such/a.onnx"], 1, "no/such/a.onnx: "),
        (["b.onnx", "-o", "a.onnx"], 1, "b.onnx: expected a trained model, found a file of ONNX"),
      ]
      for (arguments, status, text) in cases {
        let outcome = try Command.run(["export"] + arguments, in: folder)
        #expect(
          outcome.status == status && outcome.output.isEmpty, "\(arguments): \(outcome.errors)")
        #expect(
          outcome.errorLines.count == 1 && outcome.errors.contains(text),
          "\(arguments): \(outcome.errors)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(names == ["b.onnx", "run"])
      // The run is as it was.
      let resumed = try Command.run("train", "--resume", "run", "--epochs", "2", in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
    }
  }
}
