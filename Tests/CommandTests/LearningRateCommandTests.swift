import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea lr-find", .timeLimit(.minutes(5)))
struct LearningRateCommandTests {
  private static let arguments = [
    "lr-find", "lenet5", "--data", "shapes", "-b", "16", "--from", "1e-4", "--to", "10", "--steps",
    "60", "--seed", "3",
  ]

  @Test("prints the curve, a rate, a picture and the command that trains with the rate")
  func table() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        Self.arguments + ["--opt", "adam", "--chart=rates.svg"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.outputLines
      #expect(
        lines[0].split(separator: " ").map(String.init) == ["rate", "loss", "smoothed", "zone"])
      #expect(lines.contains { $0.hasSuffix("good") })
      let rate = try #require(lines.last?.split(separator: " ").dropFirst().first?.dropLast())
      #expect(try (1e-4...10).contains(#require(Double(rate))))
      #expect(lines.last == "rate      \(rate), where the loss falls fastest")
      let train = try #require(outcome.errorLines.last)
      #expect(train.hasPrefix("train     "))
      // What was asked of this command alone is left out.
      #expect(
        train.hasSuffix(
          " train lenet5 --data shapes -b 16 --seed 3 --opt adam --lr \(rate)"))
      let svg = try String(
        contentsOf: folder.appendingPathComponent("rates.svg"), encoding: .utf8)
      #expect(svg.contains("suggestion: \(rate)") && svg.contains("zone-good"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["rates.svg"])
    }
  }

  @Test("begins with a configuration; -q leaves the rate alone")
  func configured() throws {
    try withTemporaryDirectory { folder in
      let printed = try Command.run(
        "train", "lenet5", "--data", "shapes", "-b", "16", "--opt", "adam", "--print-config",
        in: folder)
      try printed.output.write(
        to: folder.appendingPathComponent("a.json"), atomically: true, encoding: .utf8)
      let flags = ["--from", "1e-4", "--to", "10", "--steps", "60", "--seed", "3"]
      func rate(_ arguments: String...) throws -> String {
        let outcome = try Command.run(["lr-find", "-q"] + arguments + flags, in: folder)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        return outcome.output
      }
      let given = try rate("lenet5", "--data", "shapes", "-b", "16", "--opt", "adam")
      #expect(try rate("--config", "a.json") == given)
      #expect(try rate("--config", "a.json", "--opt", "sgd") != given)
    }
  }

  @Test("--json: the points, their zones' borders and the suggestion")
  func json() throws {
    let outcome = try Command.run(Self.arguments + ["--json"])
    #expect(outcome.status == 0 && outcome.outputLines.count == 1)
    let report = try object(outcome.output)
    let points = try #require(report["points"] as? [[String: Any]])
    let (lowest, highest) = (report["lowest"] as? Double, report["highest"] as? Double)
    let suggestion = try #require(report["suggestion"] as? Double)
    #expect(points.count <= 60 && points.count > 20)
    #expect(try #require(lowest) <= 2 * suggestion && suggestion <= 2 * #require(highest))
  }
}
