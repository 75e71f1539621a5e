import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea explain: activations and starts")
struct ExplainCommandTests {
  @Test("activations: a line each, within 80 columns, and a chart of those asked for")
  func activations() throws {
    try withTemporaryDirectory { folder in
      let all = try Command.run("explain", "activations", in: folder)
      #expect(all.status == 0 && all.errors.isEmpty)
      #expect(all.outputLines.count == 2 + Activation.all.count)
      #expect(all.outputLines.allSatisfy { $0.count <= 80 })
      #expect(all.outputLines.contains { $0.hasPrefix("leaky_relu    max(0.1 x, x)") })

      let some = try Command.run(
        "explain", "activations", "gelu", "Hard-Swish", "--output", "a.svg", in: folder)
      #expect(some.status == 0 && some.errors == "chart  a.svg\n")
      #expect(some.outputLines.dropFirst(2).map { $0.prefix(6) } == ["gelu  ", "hard_s"])
      let svg = try String(contentsOf: folder.appendingPathComponent("a.svg"), encoding: .utf8)
      #expect(svg.hasPrefix("<svg") && svg.contains(">gelu<") && !svg.contains(">relu<"))

      let wrong = try Command.run("explain", "activations", "gellu", in: folder)
      #expect(wrong.status == 64 && wrong.errors.contains("did you mean 'gelu'?"))
      let nowhere = try Command.run("explain", "activations", "--output", "no/a.svg", in: folder)
      #expect(nowhere.status == 1 && nowhere.errorLines.count == 1)
    }
  }

  @Test("init: mean and deviation layer by layer, and histograms")
  func initializers() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        "explain", "init", "--depth", "4", "--width", "30", "--samples", "20", "--init",
        "normal:0.01,xavier,he", "--output", "h.svg", in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.outputLines.count == 1 + 2 + 4 + 3)
      #expect(outcome.outputLines.allSatisfy { $0.count <= 80 })
      #expect(outcome.outputLines[1].hasSuffix("he-normal"))
      let svg = try String(contentsOf: folder.appendingPathComponent("h.svg"), encoding: .utf8)
      #expect(svg.components(separatedBy: "<polygon").count == 1 + 3 * 4)
      let wrong = try Command.run("explain", "init", "--init", "he,best", in: folder)
      #expect(wrong.status == 64 && wrong.errors.contains("found 'best'"))
    }
  }

  @Test("zero-init: cosines of 1, a rank of 1, guessing; Xavier's tells its neurons apart")
  func zeros() throws {
    let outcome = try Command.run("explain", "zero-init", "--hidden", "4")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let rows = outcome.outputLines.dropFirst(2).prefix(3).map { $0.split(separator: " ") }
    try #require(rows.count == 3 && rows.allSatisfy { $0.count == 9 })
    #expect(rows.map { $0[0] } == ["zeros", "constant:0.01", "xavier-uniform"])
    for row in rows.prefix(2) { #expect(row[1...6] == ["1.0000", "to", "1.0000", "1", "of", "4"]) }
    #expect(rows[2][4...6] == ["4", "of", "4"] && Double(rows[2][1]) ?? 1 < 0.99)
    let accuracies = rows.compactMap { Double($0[7]) }
    #expect(accuracies.prefix(2).allSatisfy { $0 < 22 } && accuracies[2] > accuracies[0])
    #expect(outcome.output.contains("guessing: 10.0 %"))
  }

  @Test("penalties: L2 has no zeros, proximal L1 has; all four in the histogram")
  func penalties() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run("explain", "penalties", "--output", "w.svg", in: folder)
      #expect(outcome.status == 0 && outcome.errors == "chart  w.svg\n")
      // From the right, as names have blanks.
      let rows = outcome.outputLines.dropFirst(2).prefix(4).map {
        $0.split(separator: " ").suffix(3).compactMap { Double($0) }
      }
      try #require(rows.count == 4 && rows.allSatisfy { $0.count == 3 })
      #expect(rows.prefix(3).allSatisfy { $0[0] == 0 } && rows[3][0] > 10)
      #expect(rows[1][1] < rows[0][1] && rows[3][1] < rows[0][1])
      let svg = try String(contentsOf: folder.appendingPathComponent("w.svg"), encoding: .utf8)
      for name in ["none", "L2", "L1, sign(w)", "L1, proximal"] { #expect(svg.contains(name)) }
    }
  }

  @Test("a start that cannot learn is hinted at; --no-hints keeps quiet")
  func hints() throws {
    try withTemporaryDirectory { folder in
      let arguments = SmallTraining.arguments("run", "--epochs", "1", "--init", "zeros")
      let hinted = try Command.run(arguments, in: folder)
      #expect(hinted.status == 0)
      #expect(
        hinted.errorLines.contains {
          $0.hasPrefix("hint: all weights of features.0.weight (and 4 more) are the same")
        })
      let quiet = try Command.run(
        SmallTraining.arguments("quiet", "--epochs", "1", "--init", "zeros", "--no-hints"),
        in: folder)
      #expect(quiet.status == 0 && !quiet.errors.contains("hint:"))
      let wrong = try Command.run(SmallTraining.arguments("w", "--init", "hee"), in: folder)
      #expect(wrong.status == 64 && wrong.errors.contains("expected one of normal:DEVIATION"))
    }
  }
}
