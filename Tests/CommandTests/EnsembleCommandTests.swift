import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea ensemble", .serialized, .timeLimit(.minutes(10)))
struct EnsembleCommandTests {
  private static func arguments(_ more: String...) -> [String] {
    [
      "ensemble", "train", "lenet5", "--data", "shapes", "--val-share", "0.98", "-b", "50",
      "--epochs", "1", "--members", "2",
    ] + more
  }

  @Test("bagging killed and started again ends the same; single models and ensemble are told apart")
  func bagging() throws {
    try withTemporaryDirectory { folder in
      let whole = try Command.run(Self.arguments("--bag", "--output", "all"), in: folder)
      #expect(whole.status == 0, "\(whole.errors)")
      let command = try Command(
        starting: Self.arguments("--bag", "--output", "cut", "--jobs", "1"), in: folder)
      #expect(command.waitForNote("member 1  test") != nil)
      command.send(SIGKILL)
      #expect(command.finish().status == -SIGKILL)
      let cut = try Command.run("ensemble", "train", "--resume", "cut", in: folder)
      #expect(cut.status == 0, "\(cut.errors)")
      #expect(cut.errorLines.contains("member 1  was trained before"))
      #expect(cut.output == whole.output.replacingOccurrences(of: "all/", with: "cut/"))
      for part in [
        "single, on average", "single, the best", "ensemble of 2, mean", "ensemble of 2, vote",
      ] {
        #expect(whole.outputLines.contains { $0.hasPrefix(part) })
      }
      #expect(whole.output.contains("x2") && whole.output.contains("formula  v/k + (k-1)/k c"))
      for picture in ["accuracy.svg", "correlation.svg"] {
        #expect(
          FileManager.default.fileExists(
            atPath: folder.appendingPathComponent("cut/\(picture)").path))
      }
      try evaluated(whole, in: folder)
    }
  }

  /// The same figures by other ways.
  private func evaluated(_ whole: Command.Outcome, in folder: URL) throws {
    let own = try Command.run("ensemble", "evaluate", "all", in: folder)
    #expect(own.status == 0, "\(own.errors)")
    let figures = { (text: String) in
      text.split(separator: "\n").filter { !$0.hasPrefix("picture") }.joined(separator: "\n")
    }
    #expect(figures(own.output) == figures(whole.output))
    let files = (1...2).map { "all/member-\($0)/best.safetensors" }
    let plain = try Command.run(["evaluate", "--ensemble"] + files, in: folder)
    #expect(plain.output == own.output)
    let json = try Command.run(["evaluate", "--json", "--ensemble"] + files, in: folder)
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((whole["members"] as? [Any])?.count == 2)
    #expect((whole["cost"] as? [String: Double])?["time"] == 2)
    for combination in ["mean", "vote"] {
      let predicted = try Command.run(
        ["predict", "--index", "0", "--count", "2", "--combine", combination, "--ensemble"] + files,
        in: folder)
      #expect(predicted.status == 0 && predicted.outputLines.count == 4, "\(predicted.errors)")
      // The ensemble's folder in a model's place is the same ensemble.
      let byFolder = try Command.run(
        ["predict", "all", "--index", "0", "--count", "2", "--combine", combination], in: folder)
      #expect(byFolder.status == 0 && byFolder.output == predicted.output, "\(byFolder.errors)")
    }
    let bag = try Command.run("evaluate", "all", in: folder)
    #expect(bag.output == own.output, "\(bag.errors)")
    let vote = try object(
      Command.run(
        "predict", "all", "--index", "0", "--top-k", "10", "--combine", "vote", "--json", in: folder
      ).output)
    let mean = try object(
      Command.run("predict", "all", "--index", "0", "--top-k", "10", "--json", in: folder).output)
    func column(_ object: [String: Any], _ name: String) throws -> [String: Double] {
      let top = try #require(object["top"] as? [[String: Any]])
      return Dictionary(
        uniqueKeysWithValues: top.compactMap { candidate in
          guard let key = candidate["name"] as? String, let value = candidate[name] as? Double
          else { return nil }
          return (key, value)
        })
    }
    #expect(try column(vote, "votes").values.reduce(0, +) == 2)
    #expect(try column(mean, "votes").isEmpty)
    let (ofVote, ofMean) = try (column(vote, "probability"), column(mean, "probability"))
    #expect(ofVote == ofMean && ofVote.count == 10)
    let attention = try Command.run(
      "predict", "all", "--index", "0", "--grad-cam", "maps", in: folder)
    #expect(attention.status == 1 && attention.output.isEmpty)
    #expect(
      attention.errors
        == "error: --grad-cam and --occlusion look into one model, found an ensemble "
        + "of 2; name one of its members\n")
    #expect(
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent("maps").path))
    let alone = try Command.run(
      "predict", "all/member-1", "--index", "0", "--combine", "vote", in: folder)
    #expect(alone.status == 1 && alone.output.isEmpty)
    #expect(
      alone.errors == "error: --combine: expected several models that decide together, found one; "
        + "leave it out\n")
  }

  /// Row L4: down along a cosine, and up again with each member.
  @Test("snapshots are one run whose rate starts anew with each member")
  func snapshots() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        Self.arguments("--snapshots", "--output", "e", "--epochs", "2"), in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.outputLines.contains { $0.hasPrefix("ensemble of 2, mean") })
      let rates = try (1...2).map { member in
        let run = folder.appendingPathComponent("e/member-\(member)")
        let rows = try SmallTraining.metrics(run)
        let column = try #require(rows.first?.firstIndex(of: "learning_rate"))
        return try rows.dropFirst().map { try #require(Double($0[column])) }
      }
      // Of each epoch's last step: the first member warms up for an epoch, which the second does not.
      #expect(rates.map(\.count) == [2, 2])
      for member in rates { #expect(member[1] < 0.5 * member[0]) }
      #expect(rates[1][0] > 2 * rates[0][1])
      let own = try Command.run("ensemble", "evaluate", "e", "--json", in: folder)
      #expect((try object(own.output)["members"] as? [Any])?.count == 2)
    }
  }

  @Test("averaged weights are a single model")
  func averaged() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(Self.arguments("--swa", "--output", "e"), in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.outputLines[0].hasPrefix("single    Acc@1"))
      #expect(outcome.outputLines[1].hasSuffix("training x2, prediction x1"))
      let evaluated = try Command.run("evaluate", "e/swa.safetensors", in: folder)
      #expect(evaluated.status == 0, "\(evaluated.errors)")
      // The folder is that model, wherever a model may stand; its members are shown where members are asked for.
      let byFolder = try Command.run("evaluate", "e", in: folder)
      #expect(byFolder.output == evaluated.output, "\(byFolder.errors)")
      for arguments in [["predict", "e"], ["predict", "--ensemble", "e"]] {
        let predicted = try Command.run(arguments + ["--index", "3"], in: folder)
        let file = try Command.run("predict", "e/swa.safetensors", "--index", "3", in: folder)
        #expect(predicted.status == 0 && predicted.output == file.output, "\(predicted.errors)")
      }
      let three = try Command.run(
        "evaluate", "--ensemble", "e/member-1", "e", "e/member-2", in: folder)
      #expect(three.output.contains("ensemble of 3, mean"), "\(three.errors)")
      let members = try Command.run("ensemble", "evaluate", "e", in: folder)
      #expect(members.output.contains("ensemble of 2, mean"))
      #expect(members.errors.hasPrefix("note: e holds one model, of averaged weights"))
    }
  }

  @Test("models that are not there, or of other classes, are named")
  func failures() throws {
    try withTemporaryDirectory { folder in
      try SmallTraining.placeModel(in: folder)
      let missing = try Command.run(
        "evaluate", "--ensemble", "run", "missing.safetensors", in: folder)
      #expect(missing.status == 1 && missing.errorLines.count == 1)
      #expect(missing.errors.contains("missing.safetensors"))
      let one = try Command.run("evaluate", "--ensemble", "run", "--data", "shapes", in: folder)
      #expect(one.status == 0 && one.output.contains("ensemble of 1, mean"))
      let none = try Command.run("ensemble", "train", "--resume", "run", in: folder)
      #expect(none.status == 1 && none.errors.contains("found no ensemble.json"))
    }
  }
}
