import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea: files and values that nothing can be made of")
struct FailureTests {
  /// Arguments and a part of the line; `@` stands for a folder with the bad files.
  static let cases: [(String, String)] = [
    ("evaluate @/none", "@/none: expected a trained model, its file or the folder of its run"),
    ("evaluate @", "@: expected best.safetensors in this folder, found none; name the folder of"),
    ("evaluate @/empty", "@/empty: length of the header"),
    ("evaluate @/picture.png", "expected a trained model, found a PNG picture; pictures come"),
    ("evaluate @/text", "@/text: length of the header (bytes 0 to 7): expected at most"),
    ("evaluate @/tensors.safetensors", "expected a trained model, found tensors alone"),
    ("predict @/text.pth a.png", "found a file of PyTorch; make one of it: 'fovea convert @/text"),
    (
      "convert @/text.pth --model vgg11 --output @/a",
      "@/text.pth: expected a file of torch.save, a zip archive or a pickle of protocol 2, found other"
    ),
    ("summary small_cnn --input 1x14x1", "series or rows of a table; conv1d takes those"),
    ("predict @/none --index 0", "@/none: expected a trained model, its file or the"),
    ("predict @/text @/text", "@/text: length of the header"),
    ("train --resume @/none", "@/none: expected a file"),
    ("train --resume @", "@/last.checkpoint.safetensors: expected a file, found no such"),
    ("train --resume @/empty", "@/empty: length of the header"),
    ("train --resume @/tensors.safetensors", "expected a checkpoint, found tensors alone"),
    ("train --config @/none", "@/none: expected a file"),
    ("train --config @", "@: expected a file, found a folder"),
    ("train --config @/text", "@/text: line 1, column 1: expected a value, found \"This\""),
    ("train --config @/typo.json", "found \"epoch\"; did you mean epochs?"),
    ("train --config @/momentum.json", "momentum: expected 0 or more and below 1"),
    ("train --config @/model.json", "@/model.json: configuration: model: expected one of"),
    ("train lenet5 --data shapes --output @", "expected a new or empty folder, found"),
    ("train lenet5 --data shapes --output @/text", "@/text: expected a new or empty folder"),
    ("train lenet5 --data shapes --output @/text/x", "@/text/x: expected a new or empty"),
    ("train lenet5 --data mnist --data-folder @/none", "@/none: expected the folder with mnist's"),
    (
      "train lenet5 --data-folder @/none", "found no such folder; apt install dataset-fashion-mnist"
    ),
    (
      "pca --data mnist --data-folder @/text",
      "expected the folder with mnist's files, found a file"
    ),
    ("train lenet5 --data shapes --data-folder @", "shapes: expected no folder, as its pictures"),
    ("train lenet5 --data fashion-mnist --data-folder @", "@: expected train-images"),
    ("summary lenet5 --input 27x28x1", "doesn't fit"),
    ("pca --data mnist --data-folder @", "@: expected train-images"),
    (
      "pca --data shapes --limit 20 --output @/text",
      "@/text: expected a folder, or none yet, found a file"
    ),
    ("pca --data shapes --limit 20 --output @/text/x", "expected a place to make a folder"),
    ("shape --input 5 --kernel 7", "error: height: the kernel spans 7, the padded input only 5"),
  ]

  @Test("one line on standard error that names the file or the value, exit 1", arguments: cases)
  func failure(arguments: String, part: String) throws {
    try withTemporaryDirectory { folder in
      try Self.fill(folder)
      let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      let words = arguments.split(separator: " ").map {
        $0.replacingOccurrences(of: "@", with: folder.path)
      }
      let outcome = try Command.run(words, in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      let line = try #require(outcome.errorLines.first)
      #expect(outcome.errorLines.count == 1)
      #expect(line.hasPrefix("error: "))
      #expect(line.contains(part.replacingOccurrences(of: "@", with: folder.path)))
      // Nothing half-made stays.
      let after = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      #expect(after == before)
    }
  }

  @Test("control characters of a name are spelt out")
  func controlCharacters() throws {
    let outcome = try Command.run("evaluate", "a\n\u{1B}[31mb")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "error: a\\u{a}\\u{1b}[31mb: expected a trained model, its file or the folder of its run, found none "
        + "there\n")
  }

  @Test("results that cannot be written are an error")
  func fullDisk() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\"$0\" summary lenet5 >/dev/full", try Command.executable().path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(text == "error: standard output: no space left on device\n")
  }

  private static func fill(_ folder: URL) throws {
    let files = [
      "empty": "", "text.pth": "no pickle", "text": "This is no model, and no checkpoint either.\n",
      "typo.json": #"{"epoch": 3}"#,
      "momentum.json": #"{"data": "shapes", "momentum": 0.99999999999999999}"#,
      "model.json": #"{"data": "shapes", "model": "lenet"}"#,
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    try PNG.write(
      Picture(width: 1, height: 1, channels: 1, bytes: [0]),
      to: folder.appendingPathComponent("picture.png").path)
    let header = Data(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#.utf8)
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    try (length + header + Data(count: 4))
      .write(to: folder.appendingPathComponent("tensors.safetensors"))
  }
}
