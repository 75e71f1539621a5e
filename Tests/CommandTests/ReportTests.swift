import Foundation
import TestSupport
import Testing

/// `report.html` of a run, and `fovea compare`.
@Suite("fovea: reports", .serialized, .timeLimit(.minutes(10)))
struct ReportTests {
  private func page(_ file: URL) throws -> ParsedMarkup {
    try ParsedMarkup(String(contentsOf: file, encoding: .utf8))
  }

  private func metrics(_ run: URL) throws -> [[String: String]] {
    let text = try String(contentsOf: run.appendingPathComponent("metrics.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return try lines.dropFirst().map { line in
      Dictionary(uniqueKeysWithValues: zip(try #require(lines.first), line))
    }
  }

  /// Points of each curve of the chart with that title, in order.
  private func curves(_ title: String, _ page: ParsedMarkup) throws -> [Int] {
    // Elements come in order: a chart's are those between its frame and the next one's.
    let frames = page.elements.indices.filter { page.elements[$0].name == "svg" }
    let start = try #require(frames.first { page.elements[$0 + 1].text == title })
    let end = frames.first { $0 > start } ?? page.elements.count
    return page.elements[start..<end].filter { $0.name == "polyline" }.map {
      ($0.attributes["points"] ?? "").split(separator: " ").count
    }
  }

  @Test(
    "the page says what metrics.csv says, its charts have a point an epoch; resuming goes on with it"
  )
  func page() throws {
    try withTemporaryDirectory { folder in
      let run = folder.appendingPathComponent("run")
      let file = run.appendingPathComponent("report.html")
      let first = try Command.run(SmallTraining.arguments("run", "--epochs", "2"), in: folder)
      #expect(first.status == 0)
      for epochs in [2, 3] {
        if epochs == 3 {
          let more = try Command.run("train", "--resume", "run", "--epochs", "3", in: folder)
          #expect(more.status == 0, "\(more.errors)")
        }
        let (page, rows) = try (page(file), metrics(run))
        #expect(rows.count == epochs)
        #expect(page.all("h1").first?.text == "lenet5 on shapes")
        #expect(
          page.all("p").contains { $0.text == "run: finished, \(epochs) of \(epochs) epochs done" })
        // Finished: the browser need not read it again.
        #expect(!page.all("meta").contains { $0.attributes["http-equiv"] == "refresh" })

        let cells = page.all("td")
        for (column, name) in [("train_loss", "loss"), ("validation_loss", "val loss")] {
          let shown = cells.filter { $0.attributes["data-label"] == name }.map(\.text)
          #expect(shown == rows.map { String(format: "%.4f", Double($0[column] ?? "") ?? .nan) })
        }
        let best = try #require(rows.last { $0["is_best"] == "true" })
        let tiles = zip(page.all("dt").map(\.text), page.all("dd").map(\.text))
          .reduce(into: [:]) { $0[$1.0] = $1.1 }
        #expect(tiles["best epoch"] == best["epoch"])
        let accuracy = 100 * (Double(best["validation_top1"] ?? "") ?? .nan)
        let shown = try #require(tiles["validation accuracy"]?.split(separator: " ").first)
        #expect(abs((Double(shown) ?? .nan) - accuracy) <= 0.0501)
        #expect(tiles["learningRate"] == "0.05" && tiles["processor"] != nil)

        #expect(try curves("Loss", page) == [epochs, epochs])
        #expect(try curves("Accuracy", page) == [epochs, epochs, epochs])
        #expect(try curves("Learning rate", page) == [epochs])
        #expect(try curves("Throughput", page) == [epochs])
        #expect(try curves("Length of the weights", page) == Array(repeating: epochs, count: 5))
        #expect(try curves("Length of the gradients", page) == Array(repeating: epochs, count: 5))
        #expect(page.all("text").contains { $0.text == "best: epoch \(best["epoch"] ?? "")" })
        // The matrix has every test picture once.
        let matrix = page.elements.filter {
          $0.attributes["title"]?.contains(" taken for ") ?? false
        }
        #expect(matrix.compactMap { Int($0.text) }.reduce(0, +) == 2000)
        #expect(page.all("img").count >= 24 + 2)
      }
    }
  }

  @Test("penalties have a chart, and the weights that L1 made zero; without them there is none")
  func penalties() throws {
    try withTemporaryDirectory { folder in
      for (name, flags) in [
        ("both", ["--l1", "0.001", "--l1-proximal", "--weight-decay", "0.01"]),
        ("l2", ["--weight-decay", "0.01"]), ("none", ["--weight-decay", "0"]),
      ] {
        let outcome = try Command.run(
          SmallTraining.arguments(name, "--epochs", "2") + flags, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      func titles(_ run: String) throws -> [String] {
        try page(folder.appendingPathComponent(run + "/report.html")).all("text").map(\.text)
          .filter { $0 == "Penalties" || $0 == "Weights that are zero" }
      }
      let both = try page(folder.appendingPathComponent("both/report.html"))
      #expect(try curves("Penalties", both) == [2, 2])
      #expect(try curves("Weights that are zero", both) == [2])
      #expect(try titles("l2") == ["Penalties"])
      #expect(try titles("none").isEmpty)
    }
  }

  @Test("--no-report leaves none; a stopped run says so")
  func without() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        SmallTraining.arguments("run", "--epochs", "1", "--no-report"), in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.outputLines.contains("curves    run/curves.svg"))
      let report = folder.appendingPathComponent("run/report.html").path
      #expect(!FileManager.default.fileExists(atPath: report))
    }
  }

  @Test("a run that an error ends says so on its page")
  func failed() throws {
    try withTemporaryDirectory { folder in
      let command = try Command(
        starting: SmallTraining.arguments("run", "--epochs", "500"), in: folder)
      let checkpoint = folder.appendingPathComponent("run/last.checkpoint.safetensors")
      let deadline = ContinuousClock.now + .seconds(120)
      while !FileManager.default.fileExists(atPath: checkpoint.path), .now < deadline {
        usleep(1000)
      }
      // A folder where the checkpoint is to be: it cannot be replaced. The run may write one in between.
      repeat { unlink(checkpoint.path) } while mkdir(checkpoint.path, 0o755) != 0
      let outcome = command.finish()
      #expect(outcome.status == 1)
      #expect(outcome.errorLines.last?.hasPrefix("error: run/last.checkpoint") == true)
      let page = try page(folder.appendingPathComponent("run/report.html"))
      let line = try #require(page.all("p").map(\.text).first { $0.hasPrefix("run: ") })
      #expect(line.hasPrefix("run: failed, "), "\(line)")
      #expect(
        line.contains(" of 500 epochs done: run/last.checkpoint.safetensors: expected a file"))
      #expect(!page.all("meta").contains { $0.attributes["http-equiv"] == "refresh" })
    }
  }

  @Test(
    "compare: settings that differ and what came of them, in the terminal, as JSON and as a page")
  func compare() throws {
    try withTemporaryDirectory { folder in
      for (name, rate) in [("a", "0.05"), ("b & c", "0.01")] {
        let outcome = try Command.run(
          SmallTraining.arguments(name, "--epochs", "2", "--lr", rate, "--no-report"), in: folder)
        #expect(outcome.status == 0)
      }
      let outcome = try Command.run("compare", "a", "b & c", "--output", "c.html", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.outputLines
      #expect(lines.count == 4)
      #expect(
        lines[0].split(separator: " ", omittingEmptySubsequences: true).map(String.init) == [
          "run", "learningRate", "done", "best", "val", "loss", "val", "Acc@1", "test", "Acc@1",
          "time",
        ])
      #expect(lines[2].hasPrefix("a ") && lines[2].contains("0.05") && lines[2].contains("2/2"))
      #expect(lines[3].hasPrefix("b & c  0.01"))

      let parsed = try page(folder.appendingPathComponent("c.html"))
      #expect(parsed.all("h1").first?.text == "2 runs compared")
      #expect(try curves("Validation loss", parsed) == [2, 2])
      let rates = parsed.all("td").filter { $0.attributes["data-label"] == "learningRate" }
      #expect(rates.map(\.text) == ["0.05", "0.01"])

      let json = try Command.run("compare", "a", "b & c", "--json", in: folder)
      let records = try json.outputLines.map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(records.map { $0["run"] as? String } == ["a", "b & c"])
      #expect(records.map { $0["epochs"] as? Int } == [2, 2])
      let evaluated = try Command.run("evaluate", "a", "--data", "shapes", "--json", in: folder)
      let evaluation =
        try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any]
      #expect(records[0]["testTop1"] as? Double == evaluation?["top1"] as? Double)
      try passedOver(in: folder)
    }
  }

  /// Beside the runs lie other folders, and metrics that somebody has spoilt.
  private func passedOver(in folder: URL) throws {
    for name in ["denoise-1", "e"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: false)
    }
    let outcome = try Command.run("compare", "a", "b & c", "denoise-1", "c.html", in: folder)
    #expect(outcome.status == 0 && outcome.outputLines.count == 4, "\(outcome.errors)")
    #expect(
      outcome.errorLines
        == ["denoise-1", "c.html"].map {
          "note: passed over \($0): no training run, no config.json in it"
        })
    let one = try Command.run("compare", "a", "denoise-1", in: folder)
    #expect(one.status == 1 && one.errors.hasPrefix("error: denoise-1: expected the folder of"))
    // A name that nothing has is no folder beside them.
    let missing = try Command.run("compare", "a", "b & c", "d", in: folder)
    #expect(missing.status == 1 && missing.errors.hasPrefix("error: d: expected the folder of"))

    let metrics = folder.appendingPathComponent("a/metrics.csv")
    let text = try String(contentsOf: metrics, encoding: .utf8)
    for epoch in ["nan", "1e30"] {
      let spoilt = text.replacingOccurrences(of: "\n2,", with: "\n\(epoch),")
        .replacingOccurrences(of: "\n1,", with: "\n\(epoch),")
      try Data(spoilt.utf8).write(to: metrics)
      let compared = try Command.run(
        "compare", "a", "b & c", "--output", "d.html", in: folder)
      #expect(compared.status == 0 && compared.outputLines.count == 4, "\(epoch)")
      #expect(try Command.run("compare", "a", "b & c", "--json", in: folder).status == 0)
    }
  }

  @Test("compare refuses one run, and folders that are none, in one line")
  func refusals() throws {
    try withTemporaryDirectory { folder in
      let one = try Command.run("compare", "a", in: folder)
      #expect(one.status == 64 && one.errors.contains("two or more runs, found 1"))
      let none = try Command.run("compare", "a", "b", in: folder)
      #expect(none.status == 1 && none.errorLines.count == 1)
      #expect(
        none.errors.hasPrefix("error: a: expected the folder of a training run, found no config"))
    }
  }
}
