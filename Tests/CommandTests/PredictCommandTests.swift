import Foundation
import Fovea
import TestSupport
import Testing

/// `fovea predict` of files, folders and standard input.
@Suite("fovea predict", .serialized, .timeLimit(.minutes(10)))
struct PredictCommandTests {
  /// A folder with a trained model and pictures in it, one of them damaged where asked for.
  private func withPictures(damaged: Bool = false, _ body: (URL) throws -> Void) throws {
    try withTemporaryDirectory { folder in
      try SmallTraining.placeModel(in: folder)
      let shapes = try Shapes(.test, count: 3, seed: 1).data
      let photos = folder.appendingPathComponent("photos")
      let inner = photos.appendingPathComponent("in,ner")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      try PNG.write(shapes.picture(at: 0), to: photos.path + "/b.png")
      try PNG.write(shapes.picture(at: 1), to: photos.path + "/a.PNG")
      try PNG.write(shapes.picture(at: 2), to: inner.path + "/c.png")
      try "no picture".write(
        toFile: photos.path + "/notes.txt", atomically: true, encoding: .utf8)
      if damaged {
        try "no picture".write(
          toFile: photos.path + "/bad.jpg", atomically: true, encoding: .utf8)
      }
      try body(folder)
    }
  }

  @Test(
    "a folder's pictures by name, also inside; as CSV, with the columns and maps that were asked for"
  )
  func folderAsCSV() throws {
    try withPictures { folder in
      let outcome = try Command.run(
        [
          "predict", "run", "photos/", "--top-k", "2", "--csv", "--grad-cam", "maps", "--occlusion",
          "maps",
        ], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let maps = folder.appendingPathComponent("maps")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: maps.path).sorted()
          == ["a", "b", "in,ner-c"].flatMap {
            ["photos-\($0)-grad-cam.png", "photos-\($0)-occlusion.png"]
          })
      let map = try Picture(contentsOf: maps.path + "/photos-b-grad-cam.png")
      #expect(map.width == 224 && map.height == 224 && map.channels == 3)
      #expect(outcome.errorLines == ["maps      6 pictures in maps"])
      let lines = outcome.outputLines
      #expect(lines.first == "picture,class_1,probability_1,class_2,probability_2")
      #expect(
        lines.dropFirst().map { $0.hasPrefix("\"") ? "quoted" : String($0.prefix { $0 != "," }) }
          == ["photos/a.PNG", "photos/b.png", "quoted"])
      #expect(lines.last?.hasPrefix("\"photos/in,ner/c.png\",") == true)

      // All at once or each by itself, the same.
      let single = try Command.run("predict", "run", "photos/b.png", "--json", in: folder)
      let top = try #require(try object(single.output)["top"] as? [[String: Any]])
      let fields = lines[2].split(separator: ",")
      #expect(fields[1] == (top[0]["name"] as? String ?? "-"))
      let probability = try #require(top[0]["probability"] as? Double)
      #expect(abs((Double(fields[2]) ?? 0) - probability) < 1e-5)
    }
  }

  @Test("a layer that Grad-CAM cannot be asked for is refused in the flag's words; nothing is made")
  func unknownLayer() throws {
    try withPictures { folder in
      let start = ["predict", "run", "photos/b.png", "--grad-cam", "maps", "--grad-cam-layer"]
      let unknown = try Command.run(start + ["features.O"], in: folder)
      #expect(unknown.status == 1 && unknown.output.isEmpty && unknown.errorLines.count == 1)
      #expect(unknown.errors.hasPrefix("error: --grad-cam-layer: expected one of features.0, "))
      #expect(unknown.errors.hasSuffix("found \"features.O\"; did you mean features.0?\n"))
      let paths = folder.appendingPathComponent("maps").path
      #expect(!FileManager.default.fileExists(atPath: paths))
    }
  }

  @Test("the middle square of a picture is predicted, as pictures of a folder are trained on")
  func middleSquare() throws {
    try withPictures { folder in
      let middle = try Shapes(.test, count: 3, seed: 1).data.picture(at: 0)
      var rows: [UInt8] = []
      for y in 0..<28 {
        rows += [UInt8](repeating: 255, count: 20)
        rows += middle.bytes[28 * y..<28 * y + 28]
        rows += [UInt8](repeating: 90, count: 20)
      }
      try PNG.write(
        Picture(width: 68, height: 28, channels: 1, bytes: rows), to: folder.path + "/wide.png")
      let wide = try Command.run("predict", "run", "wide.png", "--csv", in: folder)
      let square = try Command.run("predict", "run", "photos/b.png", "--csv", in: folder)
      #expect(wide.status == 0 && wide.outputLines.count == 2)
      #expect(
        wide.output
          == square.output.replacingOccurrences(of: "photos/b.png", with: "wide.png"))
    }
  }

  @Test("standard input: a picture, or paths, one a line; nothing is an error")
  func standardInput() throws {
    try withPictures { folder in
      func run(_ script: String) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, "sh", try Command.executable().path]
        process.currentDirectoryURL = folder
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
          process.terminationStatus, String(decoding: text, as: UTF8.self),
          String(decoding: complaints, as: UTF8.self)
        )
      }
      let picture = try run("\"$1\" predict run - --csv < photos/b.png")
      let file = try Command.run("predict", "run", "photos/b.png", "--csv", in: folder)
      #expect(picture.status == 0)
      #expect(picture.output == file.output.replacingOccurrences(of: "photos/b.png", with: "-"))
      let paths = try run("printf 'photos/b.png\\nphotos/a.PNG\\n' | \"$1\" predict run - --csv")
      #expect(paths.output.split(separator: "\n").count == 3)
      #expect(paths.output.contains("\nphotos/b.png,") && paths.output.contains("\nphotos/a.PNG,"))
      let nothing = try run("\"$1\" predict run - < /dev/null")
      #expect(nothing.status == 1 && nothing.output.isEmpty)
      #expect(
        nothing.errors
          == "error: standard input: expected a PNG or JPEG picture, or paths, one a line; found nothing\n"
      )
    }
  }

  @Test(
    "a bad file of a folder is named and left out, and the exit code tells; one that was named ends it"
  )
  func badFile() throws {
    try withPictures(damaged: true) { folder in
      let outcome = try Command.run("predict", "run", "photos", "--csv", in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.outputLines.count == 4)
      #expect(outcome.errorLines.count == 2)
      #expect(outcome.errors.hasPrefix("skipped: photos/bad.jpg: expected a PNG or JPEG picture"))
      #expect(outcome.errors.contains("error: 1 picture could not be read, see above"))
      let named = try Command.run("predict", "run", "photos/bad.jpg", "--csv", in: folder)
      #expect(named.status == 1 && named.output.isEmpty && named.errorLines.count == 1)
      let empty = folder.appendingPathComponent("empty")
      try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: false)
      let none = try Command.run("predict", "run", "empty", in: folder)
      #expect(
        none.errors.hasPrefix("error: empty: expected PNG or JPEG files in this folder, found none")
      )
    }
  }
}
