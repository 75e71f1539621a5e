import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea data, and data of one's own")
struct DataCommandTests {
  private static let hasFashionMNIST = (try? FashionMNIST(.test)) != nil

  @Test("counts, balance, statistics and a sheet of a data set")
  func shapes() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        ["data", "shapes", "--output", "sheet.png", "--columns", "4"], in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(outcome.outputLines[0] == "data      shapes, 28x28x1")
      #expect(outcome.outputLines[1] == "pictures  10,000 to train with, 2,000 to test")
      #expect(outcome.output.contains("balance   10 classes of 1,000 each"))
      let statistics = try Standardize(fitting: Shapes(.train, folder: nil).data)
      let mean = String(format: "%.4f", Double(statistics.mean.elements[0]))
      let deviation = String(format: "%.4f", Double(statistics.deviation.elements[0]))
      #expect(outcome.output.contains("mean      \(mean), by channel"))
      #expect(outcome.output.contains("deviation \(deviation)\n"))
      let row = try #require(outcome.outputLines.first { $0.hasPrefix("star ") })
      #expect(row.split(separator: " ") == ["star", "1,000", "200", "10.0"])
      let sheet = try PNG.read(folder.appendingPathComponent("sheet.png").path)
      #expect(sheet.width == 4 * 58 - 2 && sheet.height == 10 * 58 - 2)
    }
  }

  @Test("published files are compared by their sums", .enabled(if: hasFashionMNIST))
  func sums() throws {
    let outcome = try Command.run("data", "fashion-mnist", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#""md5":"f4a8712d7a061bf5bd6d2ca38dc4d50a""#))
    #expect(!outcome.output.contains(#""isAsPublished":false"#))
  }

  /// Two classes of pictures, dark and bright.
  private func place(_ count: Int, in folder: URL, under root: String = "photos") throws {
    for i in 0..<count {
      for (name, tone) in [("dark", 30), ("bright", 220)] {
        let path = folder.appendingPathComponent("\(root)/\(name)/\(i).jpg")
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        let pixels = gradient(40, 30, channels: 3).map {
          UInt8(clamping: Int($0) / 8 + tone - 20 + i % 5)
        }
        try Data(jpeg(40, 30, .color, pixels)).write(to: path)
      }
    }
  }

  @Test("a folder of pictures is trained on, whatever the workers, and evaluated by its path alone")
  func pictures() throws {
    try withTemporaryDirectory { folder in
      try place(20, in: folder)
      try Data("no picture".utf8).write(
        to: folder.appendingPathComponent("photos/dark/note.jpg"))
      let training = [
        "train", "lenet5", "--data", "photos", "--image-size", "16", "--epochs", "2", "-b", "8",
      ]
      let refused = try Command.run(training + ["--output", "run"], in: folder)
      #expect(refused.status == 1 && refused.errorLines.count == 1)
      #expect(
        refused.errors.contains(
          "photos/dark/note.jpg: expected a PNG or JPEG picture, found neither; "))
      var weights: [Data] = []
      for workers in ["0", "2"] {
        let outcome = try Command.run(
          training + ["--bad-pictures", "skip", "-j", workers, "--output", "run\(workers)"],
          in: folder)
        #expect(outcome.status == 0)
        #expect(
          outcome.errors.contains("note: passed over photos/dark/note.jpg: expected a PNG or"))
        weights.append(
          try Data(contentsOf: folder.appendingPathComponent("run\(workers)/best.safetensors")))
      }
      #expect(weights[0] == weights[1])
      // The model's file and the configuration beside it say the rest.
      let evaluation = try Command.run(["evaluate", "run2"], in: folder)
      #expect(evaluation.status == 0)
      #expect(evaluation.output.contains("photos test, 8 pictures of 16x16x3, 2 classes"))
      let prediction = try Command.run(["predict", "run2", "photos/dark/1.jpg"], in: folder)
      #expect(prediction.status == 0 && prediction.output.contains("dark"))
      let held = try Command.run(["evaluate", "run2", "--split", "validation"], in: folder)
      #expect(held.status == 0 && held.output.contains("photos train") == false)
      let resumed = try Command.run(
        ["train", "--resume", "run2", "--epochs", "3"], in: folder)
      #expect(resumed.status == 0)
    }
  }

  @Test("the part that a run set aside is found by any of its folder's paths, and doubts are noted")
  func division() throws {
    try withTemporaryDirectory { folder in
      try place(20, in: folder)
      let trained = try Command.run(
        [
          "train", "lenet5", "--data", "photos", "--image-size", "16", "--epochs", "1", "-b", "8",
          "--test-share", "0.1", "--output", "run",
        ], in: folder)
      #expect(trained.status == 0, "\(trained.errors)")
      let photos = folder.appendingPathComponent("photos").path
      for data in ["photos/", "./photos", photos, "run/../photos"] {
        let same = try Command.run(["evaluate", "run", "--data", data], in: folder)
        #expect(same.output.contains("test, 4 pictures of"), "\(data): \(same.output)")
        #expect(same.errors.isEmpty, "\(same.errors)")
      }
      let held = try Command.run(
        ["evaluate", "run", "--split", "validation", "--data", "photos/"], in: folder)
      #expect(held.status == 0 && held.errors.isEmpty, "\(held.errors)")
      let doubt = "; this part may hold pictures that the model was trained on\n"
      let other = try Command.run(["evaluate", "run", "--test-share", "0.5"], in: folder)
      #expect(other.status == 0)
      #expect(
        other.errors
          == "note: photos is divided by --test-share 0.5, in the model's run it was by --test-share 0.1"
          + doubt)
      // Somewhere else nothing says how its run did.
      try FileManager.default.copyItem(
        at: folder.appendingPathComponent("run/best.safetensors"),
        to: folder.appendingPathComponent("moved.safetensors"))
      let moved = try Command.run(["evaluate", "moved.safetensors"], in: folder)
      #expect(moved.status == 0)
      #expect(
        moved.errors.hasPrefix("note: photos is divided by --test-share 0.2, ")
          && moved.errors.hasSuffix(doubt) && moved.errorLines.count == 1, "\(moved.errors)")
    }
  }

  @Test(
    "--recipe folder takes the path of one's own pictures, and says what they show for other commands"
  )
  func recipe() throws {
    try withTemporaryDirectory { folder in
      try place(10, in: folder)
      let training = [
        "train", "--recipe", "folder", "photos", "--image-size", "16", "--epochs", "1",
      ]
      let outcome = try Command.run(training + ["--output", "run"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        outcome.errors.contains("photos: 14 pictures to train with, 2 to validate, 4 to test"))
      let evaluation = try Command.run(["evaluate", "run"], in: folder)
      #expect(evaluation.output.contains("photos test, 4 pictures of 16x16x3, 2 classes"))
      // What a recipe knows of its pictures holds for whoever changes it.
      let mirrored = try Command.run(
        ["train", "--recipe", "traffic-signs", "--data", "photos", "--augment", "flip"], in: folder)
      #expect(mirrored.status == 1)
      #expect(
        mirrored.errors.contains(
          "photos: augmentation flip:0.5: expected pictures that keep their class, found a change of it: a "
            + "curve to the left becomes one to the right; "))
    }
  }

  @Test("a part of its own to validate with: --val-share is refused, --patience is not")
  func ownValidation() throws {
    try withTemporaryDirectory { folder in
      for (part, count) in [("train", 4), ("val", 2), ("test", 2)] {
        try place(count, in: folder, under: "photos/\(part)")
      }
      let shown = try Command.run("data", "photos", in: folder)
      #expect(shown.outputLines[1] == "pictures  8 to train with, 4 to validate, 4 to test")
      for (flags, part) in [
        (
          ["lenet5", "--test-share", "0.3"],
          "which has a part of its own to test with; leave it out"
        ),
        (
          ["lenet5", "--label", "2"], "--label changes nothing about photos, a folder of pictures;"
        ),
        (["--recipe", "series"], "--recipe series: expected a file of series"),
      ] {
        let refused = try Command.run(["train", "--data", "photos"] + flags, in: folder)
        #expect(refused.status == 64 && refused.errors.contains(part), "\(refused.errors)")
      }
      let share = try Command.run(
        "train", "lenet5", "--data", "photos", "--val-share", "0.3", in: folder)
      #expect(share.status == 64 && share.errorLines.count == 1)
      #expect(share.errors.contains("--val-share: photos has a part of its own to validate with;"))
      let file = folder.appendingPathComponent("c.json")
      let text = #"{"data": "photos", "validationShare": 0, "reading": {"imageSize": 16}}"#
      try Data(text.utf8).write(to: file)
      let patient = try Command.run(
        "train", "--config", "c.json", "--patience", "5", "--epochs", "1", "-b", "4", "--output",
        "run", in: folder)
      #expect(patient.status == 0, "\(patient.errors)")
      #expect(patient.errors.contains("photos: 8 pictures to train with, 4 to validate, 4 to test"))
    }
  }

  @Test("the command that averaging prints reads the pictures as the training did")
  func averaged() throws {
    try withTemporaryDirectory { folder in
      try place(10, in: folder)
      let outcome = try Command.run(
        [
          "ensemble", "train", "lenet5", "--data", "photos", "--image-size", "16", "--test-share",
          "0.5", "-b", "4", "--epochs", "1", "--members", "2", "--swa", "--output", "e",
        ], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let line = try #require(outcome.errorLines.last { $0.hasPrefix("evaluate ") })
      let evaluated = try Command.run(
        line.split(separator: " ").dropFirst(2).map(String.init), in: folder)
      #expect(evaluated.status == 0, "\(line): \(evaluated.errors)")
      // With the usual share there would be four.
      #expect(evaluated.output.contains("photos test, 10 pictures of 16x16x3, 2 classes"))
    }
  }

  @Test("every command that trains tells what it passed over, damage in the middle too")
  func notes() throws {
    try withTemporaryDirectory { folder in
      try place(10, in: folder)
      let damaged = folder.appendingPathComponent("photos/dark/5.jpg")
      var bytes = try Data(contentsOf: damaged)
      // Before the end of the scan, which is two bytes: so many ones are a code that no table has.
      for i in stride(from: bytes.count - 42, to: bytes.count - 2, by: 2) {
        (bytes[i], bytes[i + 1]) = (0xFF, 0)
      }
      try bytes.write(to: damaged)
      let options = ["--data", "photos", "--image-size", "16", "--bad-pictures", "skip", "-b", "4"]
      for command in [
        ["lr-find", "lenet5", "--steps", "20"],
        [
          "search", "lenet5", "--param", "lr=log:1e-3..1e-2", "--trials", "1", "--fine-trials", "0",
          "--epochs", "1",
        ],
        ["ensemble", "train", "lenet5", "--members", "2", "--epochs", "1"],
        ["train", "lenet5", "--epochs", "1"],
      ] {
        let outcome = try Command.run(command + options, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let notes = outcome.errorLines.filter { $0.hasPrefix("note: passed over ") }
        #expect(notes.count == 1, "\(command[0]): \(outcome.errors)")
        #expect(notes.first?.contains("photos/dark/5.jpg: pixels: expected 40 x 30") ?? false)
      }
    }
  }

  @Test("a table is shown, with its label's column")
  func table() throws {
    try withTemporaryDirectory { folder in
      let rows = (0..<20).map { "\($0),\($0 * $0),\($0 % 2 == 0 ? "even" : "odd")" }
      try Data(("x,y,kind\n" + rows.joined(separator: "\n")).utf8).write(
        to: folder.appendingPathComponent("numbers.csv"))
      let outcome = try Command.run(
        ["data", "./numbers.csv", "--label", "kind", "--json"], in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(outcome.output.contains(#""shape":[1,1,2],"#))
      #expect(outcome.output.contains(#""train":16,"#) || outcome.output.contains(#""train":16}"#))
      let missing = try Command.run(["data", "numbers.csv"], in: folder)
      #expect(missing.status == 1)
      #expect(missing.errors.contains("numbers.csv: line 1: expected a column called label, class"))
      let drawn = try Command.run(
        ["data", "numbers.csv", "--label", "kind", "--output", "a.png"], in: folder)
      #expect(drawn.status == 1 && drawn.errors.contains("--output: expected pictures of 1 or 3"))
      // Whatever cannot be drawn is counted.
      #expect(drawn.outputLines[1] == "rows      16 to train with, 4 to test")
      let training = ["conv1d", "--epochs", "1", "-b", "4", "--output", "run", "--val-share", "0"]
      let trained = try Command.run(
        ["train", "--data", "numbers.csv", "--label", "kind"] + training, in: folder)
      #expect(trained.status == 0, "\(trained.errors)")
      let evaluated = try Command.run(["evaluate", "run"], in: folder)
      #expect(evaluated.output.contains("numbers.csv test, 4 rows of 1x1x2, 2 classes"))
      try PNG.write(
        Picture(width: 8, height: 8, channels: 1, bytes: gradient(8, 8, channels: 1)),
        to: folder.appendingPathComponent("a.png").path)
      let picture = try Command.run(["predict", "run", "a.png"], in: folder)
      #expect(picture.status == 1 && picture.errorLines.count == 1)
      #expect(picture.errors.contains("expected a model of pictures, found one of rows, 1x1x2;"))
      let small = ["train", "small_cnn", "--data", "numbers.csv", "--label", "kind"]
      let unfit = try Command.run(small, in: folder)
      #expect(unfit.status == 1 && unfit.errors.contains("rows of a table; conv1d takes those"))
      for (flags, part) in [
        (["--recipe", "faces", "numbers.csv"], "--recipe faces: expected a folder with a folder"),
        (
          ["lenet5", "--data", "numbers.csv", "--grey"],
          "--grey changes nothing about numbers.csv, a"
        ),
        (["--recipe", "series", "numbers.csv", "--cache", "1MB"], "--cache changes nothing about"),
      ] {
        let refused = try Command.run(["train"] + flags, in: folder)
        #expect(refused.status == 64 && refused.errors.contains(part), "\(refused.errors)")
      }
    }
  }
}
