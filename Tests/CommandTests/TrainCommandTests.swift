import Foundation
import Fovea
import TestSupport
import Testing

/// Training through the command, whole: these tests take seconds each, so they run one after the other.
@Suite("fovea train", .serialized, .timeLimit(.minutes(10)))
struct TrainCommandTests {
  @Test("trains, tests, leaves a folder, and the printed commands work")
  func wholeWay() throws {
    try withTemporaryDirectory { folder in
      let run = try SmallTraining.undisturbed.get()
      let outcome = run.outcome
      #expect(outcome.status == 0)
      let lines = outcome.outputLines
      let number = #"[0-9]+\.[0-9]"#
      for epoch in 1...SmallTraining.epochs {
        let accuracies = #"Acc@1 \#(number) \(\#(number)\)  Acc@5 \#(number) \(\#(number)\)"#
        let pattern =
          "^epoch \(epoch)/\(SmallTraining.epochs)  loss [0-9.]+  val [0-9.]+  \(accuracies)  l2 [0-9.]+  "
          + "(saturated [0-9.]+ % in [a-z0-9.]+  )?lr "
        #expect(lines[epoch - 1].range(of: pattern, options: .regularExpression) != nil)
      }
      #expect(lines[SmallTraining.epochs].hasPrefix("test      Acc@1 "))
      // Progress on the other stream, and no control byte on either.
      #expect(outcome.errorLines.first?.hasPrefix("machine  ") == true)
      #expect(!outcome.errors.contains("Acc@1"))
      #expect(lines.last == "model     run/best.safetensors")
      #expect((outcome.output + outcome.errors).utf8.allSatisfy { $0 >= 0x20 || $0 == 10 })
      #expect(
        run.files == [
          "best.safetensors", "config.json", "curves.svg", "last.checkpoint.safetensors",
          "metrics.csv", "report.html",
        ])

      // What the last lines say can be done, and gives the accuracy that training ended with.
      let test = try #require(lines[SmallTraining.epochs].components(separatedBy: "  loss ").first)
      let accuracies = test.dropFirst("test      ".count)
      try SmallTraining.placeModel(in: folder)
      for verb in ["evaluate", "predict"] {
        let line = try #require(outcome.errorLines.first { $0.hasPrefix(verb) })
        let words = line.split(separator: " ").dropFirst(2).map(String.init)
        let result = try Command.run(words, in: folder)
        #expect(result.status == 0, "\(line): \(result.errors)")
        if verb == "evaluate" { #expect(result.output.contains("\n\(accuracies)  loss ")) }
      }
    }
  }

  @Test(
    "--json: a line an epoch and one at the end, whose accuracy evaluate and predict agree with")
  func json() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        SmallTraining.arguments("run", "--epochs", "2", "--json", "--quiet"), in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let objects = try outcome.outputLines.map(object)
      #expect(objects.map { $0["event"] as? String } == ["epoch", "epoch", "finished"])
      #expect(objects.prefix(2).map { $0["epoch"] as? Int } == [1, 2])
      let last = try #require(objects.last)
      #expect(last["model"] as? String == "run/best.safetensors")
      let test = try #require(last["test"] as? [String: Any])
      #expect(test["pictures"] as? Int == 2000)
      let top1 = try #require(test["top1"] as? Double)

      let evaluated = try Command.run("evaluate", "run", "--data", "shapes", "--json", in: folder)
      let evaluation = try object(try #require(evaluated.outputLines.first))
      #expect(evaluation["top1"] as? Double == top1)
      let confusion = try #require(evaluation["confusion"] as? [[Int]])
      let right = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
      #expect(Double(right) / 2000 == top1)

      let predicted = try Command.run(
        "predict", "run", "--index", "0", "--count", "2000", "--top", "1", "--json", in: folder)
      let hits = try predicted.outputLines.map(object).count { prediction in
        let top = prediction["top"] as? [[String: Any]]
        return top?.first?["name"] as? String == prediction["trueClass"] as? String
      }
      #expect(hits == right)
      #expect(predicted.errors.isEmpty && evaluated.errors.isEmpty)
    }
  }

  @Test("the pictures that the run held back, and a folder whose name begins with a dash")
  func validationPart() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        SmallTraining.arguments("", "--epochs", "1", "--output=-run"), in: folder)
      #expect(outcome.status == 0)
      let resume = try #require(outcome.errorLines.last)
      #expect(resume.hasSuffix(" train --resume ./-run --epochs 2"))
      let epoch = try #require(outcome.outputLines.first).split(separator: "  ")
      let part = ["evaluate", "./-run", "--split", "validation"]
      let evaluated = try Command.run(part, in: folder)
      #expect(evaluated.output.contains("shapes validation, 9,000 pictures"))
      #expect(evaluated.output.contains("\(epoch[3])  \(epoch[4])"))
      let other = try Command.run(part + ["--data", "mnist"], in: folder)
      #expect(other.status == 1 && other.errors.contains("expected shapes, of which the run held"))

      let best = folder.appendingPathComponent("-run/best.safetensors")
      try FileManager.default.removeItem(at: best)
      let without = try Command.run(part, in: folder)
      #expect(without.status == 1)
      #expect(without.errors.contains("go on with 'fovea train --resume ./-run'"))
    }
  }

  @Test("a PNG file is resized and made grey as the model needs")
  func pngFile() throws {
    try withTemporaryDirectory { folder in
      try SmallTraining.placeModel(in: folder)
      let picture = try Shapes(.test, count: 4).data.picture(at: 2)
      let path = folder.appendingPathComponent("square.png").path
      try PNG.write(picture.color.resized(width: 56, height: 40), to: path)
      try PNG.write(picture, to: folder.appendingPathComponent("same.png").path)
      let large = try Command.run("predict", "run", "square.png", "--top", "3", in: folder)
      #expect(large.status == 0)
      #expect(large.outputLines.count == 4)
      // Its own size: exactly what the data set's item gives.
      let file = try Command.run("predict", "run", "same.png", "--json", in: folder)
      let item = try Command.run("predict", "run", "--index", "2", "--json", in: folder)
      let (a, b) = (try object(file.output), try object(item.output))
      #expect((a["top"] as? NSArray) == (b["top"] as? NSArray))
      #expect(a["top"] != nil)
    }
  }

  @Test("--print-config prints what would run, and --config runs it")
  func configuration() throws {
    try withTemporaryDirectory { folder in
      let printed = try Command.run(
        SmallTraining.arguments("run", "--lr", "0.01", "--print-config"), in: folder)
      #expect(printed.status == 0)
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("run").path))
      let file = folder.appendingPathComponent("config.json")
      try Data(printed.output.utf8).write(to: file)
      let configuration = try TrainingConfiguration(contentsOf: file.path)
      #expect(configuration.learningRate == 0.01 && configuration.batchSize == 50)
      // A flag wins over the file.
      let changed = try Command.run(
        "train", "--config", "config.json", "--lr", "0.02", "--print-config", in: folder)
      let other = try object(changed.output)
      #expect(other["learningRate"] as? Double == 0.02)
      #expect(other["batchSize"] as? Int == 50)
    }
  }

  @Test("--recipe is where flags begin, and a whole configuration")
  func recipe() throws {
    let whole = try Command.run("train", "--recipe", "fashion", "--print-config")
    #expect(whole.status == 0)
    #expect(whole.output == (try Recipe.named("fashion").configuration.resolved.json))
    let changed = try Command.run(
      "train", "lenet5", "--recipe", "fashion", "--epochs", "5", "--data", "shapes",
      "--print-config")
    let configuration = try object(changed.output)
    #expect(configuration["model"] as? String == "lenet5")
    #expect(configuration["data"] as? String == "shapes")
    #expect(configuration["epochs"] as? Int == 5)
    #expect(configuration["batchSize"] as? Int == 128)
    // The command says what each is for, and what it leaves alone.
    let words = try Command.run("help", "train").output.split { $0 == " " || $0 == "\n" }
    let help = words.joined(separator: " ")
    for recipe in Recipe.all {
      #expect(help.contains(recipe.summary) && help.contains(recipe.labelSafety))
    }
  }

  @Test("--weights begins with a trained model's, frozen parts stay; what does not fit is a line")
  func weights() throws {
    try withTemporaryDirectory { folder in
      try SmallTraining.placeModel(in: folder)
      let tuned = try Command.run(
        SmallTraining.arguments(
          "tuned", "--weights", "run", "--freeze", "features*", "--lr", "1e-12", "--epochs", "1",
          "--no-hints"), in: folder)
      #expect(tuned.status == 0, "\(tuned.errors)")
      #expect(tuned.errors.contains("\nweights  from run/best.safetensors, all of them\n"))
      // At such a rate nothing changes: it does what the model did.
      func accuracy(_ run: String) throws -> String {
        let outcome = try Command.run("evaluate", run, "--data", "shapes", in: folder)
        return try #require(outcome.outputLines.first { $0.hasPrefix("Acc@1") })
      }
      #expect(try accuracy("tuned") == accuracy("run"))
      let other = try Command.run(
        "train", "small_cnn", "--data", "shapes", "--weights", "run", "--output", "x", in: folder)
      #expect(other.status == 1 && other.errorLines.count == 1)
      #expect(
        other.errors.contains("run/best.safetensors: model: expected small_cnn, found lenet5"))
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("x").path))
    }
  }

  @Test("--patience ends the run, its curve has the stop; L1 and its zeros are shown")
  func earlyStopping() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        SmallTraining.arguments(
          "run", "--epochs", "9", "--lr", "1e-9", "--patience", "2", "--l1", "0.01",
          "--l1-proximal", "--no-hints", "--ema-decay", "0.9", "--clip-grad", "1"), in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.outputLines
      #expect(lines.count == 3 + 4)
      #expect(
        lines[0].range(
          of: #"  l1 [0-9.]+ l2 [0-9.]+  zero [0-9.]+ %  "#, options: .regularExpression) != nil)
      #expect(
        lines[3]
          == "stopped   early after epoch 3 of 9: no better than epoch 1 for 2 epochs")
      // Among epochs of one accuracy the least loss decides, by digits that single precision does not have.
      #expect(
        lines[4].range(of: #"\(weights of epoch [1-3]\)$"#, options: .regularExpression) != nil)
      #expect(lines[5] == "report    run/report.html")
      let svg = try String(
        contentsOf: folder.appendingPathComponent("run/curves.svg"), encoding: .utf8)
      #expect(svg.contains("stopped after epoch 3") && svg.contains("best: epoch "))
      #expect(svg.contains("validation"))
      let report = try String(
        contentsOf: folder.appendingPathComponent("run/report.html"), encoding: .utf8)
      #expect(report.contains(">stopped after epoch 3</text>"))
      #expect(report.contains("<p>run: stopped early after epoch 3, 3 of 9 epochs done</p>"))
    }
  }

  @Test("a rate that is far too low, or too high, is a hint with a rate to try")
  func rateHints() throws {
    try withTemporaryDirectory { folder in
      let low = try Command.run(
        SmallTraining.arguments("low", "--lr", "1e-7", "--sched", "constant", "-b", "10"),
        in: folder)
      let hint = try #require(
        low.errorLines.first { $0.hasPrefix("hint: loss flat for 200 steps") })
      #expect(hint.contains(", update ratio "))
      #expect(hint.hasSuffix(": learning rate probably too low, try --lr 0.0001"))
      let high = try Command.run(
        SmallTraining.arguments(
          "high", "--lr", "100", "--sched", "constant", "--grad-accum-steps", "2", "--epochs", "1"),
        in: folder)
      #expect(high.errors.contains("hint: loss exploding: "))
      let told = try #require(high.errorLines.first { $0.hasPrefix("hint: loss exploding: ") })
      // A tenth explodes as well; what is proposed does not.
      let rate = try #require(told.components(separatedBy: "too high, try --lr ").last)
      #expect((0.1...10).contains(try #require(Double(rate))))
      let better = try Command.run(
        SmallTraining.arguments("better", "--lr", rate, "--sched", "constant", "--epochs", "1"),
        in: folder)
      #expect(better.status == 0 && !better.errors.contains("exploding"), "\(better.errors)")
    }
  }

  @Test("a short run at far too low a rate is told of a higher one alone")
  func lowRateOfAShortRun() throws {
    try withTemporaryDirectory { folder in
      for rate in ["1e-7", "1e-5"] {
        let outcome = try Command.run(SmallTraining.arguments(rate, "--lr", rate), in: folder)
        let hints = outcome.errorLines.filter { $0.hasPrefix("hint: the loss stays near that") }
        #expect(hints.count == 1 && hints.first?.contains("probably too low, try --lr") == true)
        let better = hints.first?.components(separatedBy: "--lr ").last.flatMap(Double.init)
        #expect(try #require(better) > 10 * (Double(rate) ?? 1))
      }
      let zeros = try Command.run(
        SmallTraining.arguments("zeros", "--init", "zeros", "--epochs", "2"), in: folder)
      #expect(zeros.errors.contains("hint: all weights of "))
      #expect(!zeros.errors.contains("--lr "))
    }
  }

  @Test("numbers that end name where they began, and the command that goes on from before")
  func wayOnAfterNoNumber() throws {
    try withTemporaryDirectory { folder in
      let ended = try Command.run(
        SmallTraining.arguments(
          "end", "--epochs", "30", "--warmup-epochs", "5", "--lr", "0.1", "--weight-decay", "100",
          "--no-report"), in: folder)
      #expect(ended.status == 1, "\(ended.errors)")
      let line = try #require(ended.errorLines.last)
      #expect(
        ["the largest weight, ", "first in the output of ", "since the step before, weights of "]
          .contains(where: line.contains), "\(line)")
      #expect(line.contains("the last good checkpoint is end/last.checkpoint.safetensors"))
      let command = try #require(line.components(separatedBy: "its weights: '").last)
      let words = command.dropLast().split(separator: " ").map(String.init)
      let on = try Command.run(
        Array(words.dropFirst()) + ["--output", "on"], in: folder)
      #expect(!on.errors.contains("expected a trained model"), "\(on.errors)")
      #expect(on.errors.contains("weights  from end/last.checkpoint.safetensors, all of them"))
    }
  }

  @Test(
    "--profile leaves a table and a trace, --tensorboard event files; what is printed goes on with these flags"
  )
  func profileAndTensorBoard() throws {
    try withTemporaryDirectory { folder in
      let first = try Command.run(
        SmallTraining.arguments(
          "run", "--epochs", "1", "--profile", "--tensorboard", "--no-report", "-j", "1"),
        in: folder)
      #expect(first.status == 0, "\(first.errors)")
      let rows = first.outputLines.drop { !$0.hasPrefix("model ") }.dropFirst()
      #expect(rows.contains { $0.contains("features.0") && $0.contains("convolution") })
      #expect(first.errors.contains("\ntrace     run/trace.json, for chrome://tracing or"))
      let run = folder.appendingPathComponent("run")
      let trace = try object(
        String(contentsOf: run.appendingPathComponent("trace.json"), encoding: .utf8))
      #expect((trace["traceEvents"] as? [[String: Any]])?.isEmpty == false)
      // The file's version, and an epoch.
      #expect(try events(in: run).map(\.count) == [2])

      let resume = try #require(first.errorLines.last { $0.hasPrefix("resume") })
      #expect(
        resume.hasSuffix(" train --resume run --tensorboard --no-report -j 1 --epochs 2"))
      let second = try Command.run(
        resume.split(separator: " ").dropFirst(2).map(String.init), in: folder)
      #expect(second.status == 0, "\(second.errors)")
      // What the first file says behind its epoch is void: the version, a restart, the second epoch.
      let both = try events(in: run).sorted { $0.count < $1.count }
      #expect(both.map(\.count) == [2, 3])
      for file in both { #expect(file.last?.range(of: Data("loss/validation".utf8)) != nil) }
      #expect(
        !FileManager.default.fileExists(atPath: run.appendingPathComponent("report.html").path))
    }
  }

  /// The messages of each event file in a folder. A record is its length, a check, the message and a check.
  private func events(in folder: URL) throws -> [[Data]] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("events.out.tfevents.") }
      .map { name in
        var rest = try Data(contentsOf: folder.appendingPathComponent(name))[...]
        var messages: [Data] = []
        while !rest.isEmpty {
          let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
          try #require(rest.count >= length + 16)
          messages.append(rest.dropFirst(12).prefix(length))
          rest = rest.dropFirst(length + 16)
        }
        return messages
      }
  }

  @Test("a reader of the results that goes away does not lose the run")
  func closedOutput() throws {
    try withTemporaryDirectory { folder in
      let command = try Command(
        starting: SmallTraining.arguments("run", "--epochs", "1"), in: folder)
      try command.closeOutput()
      let outcome = command.finish(readingOutput: false)
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("note: standard output: broken pipe; training goes on"))
      let run = folder.appendingPathComponent("run")
      #expect(try SmallTraining.metrics(run).count == 2)
    }
  }
}

/// A line of JSON as a dictionary.
func object(_ line: String) throws -> [String: Any] {
  let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
  return try #require(object as? [String: Any])
}
