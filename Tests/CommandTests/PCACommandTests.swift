import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea pca")
struct PCACommandTests {
  private let arguments = ["pca", "--data", "shapes", "--limit", "40", "--components", "5"]

  @Test("the table's variances are the library's, and their shares add up")
  func table() throws {
    let outcome = try Command.run(arguments + ["--json"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let report = try object(outcome.output)
    let pca = try PCA(fitting: Shapes(.train, count: 40).data, components: 5)
    // Up to the order of additions: tests of OpenBLAS beside this one set its threads.
    func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * abs(b) }
    let variances = try #require(report["explainedVariance"] as? [Double])
    #expect(variances.count == 5 && zip(variances, pca.explainedVariance).allSatisfy(isClose))
    #expect(try isClose(#require(report["totalVariance"] as? Double), pca.totalVariance))

    let text = try Command.run(arguments)
    let rows = text.outputLines.filter { $0.first == " " }.map { $0.split(separator: " ") }
    #expect(rows.count == 5)
    let together = (100 * pca.explainedVarianceShare.reduce(0, +))
    let last = try #require(rows.last?.last.flatMap { Double($0) })
    #expect(abs(last - together) <= 0.005 + 1e-9)
  }

  /// Row G3: first normalise. Two columns that go together, one a thousand times as large: it is the first component
  /// as they are, and both are alike at one scale.
  @Test("--normalize brings columns to one scale before directions are looked for")
  func normalized() throws {
    try withTemporaryDirectory { folder in
      var random = TestRandom("columns")
      let rows = zip(random.uniform([60]).elements, random.uniform([60]).elements).enumerated()
        .map { row, pair in
          "\(pair.0 + pair.1 / 2),\(1000 * (pair.0 - pair.1 / 2)),\(row % 2 == 0 ? "a" : "b")\n"
        }
      try Data(("small,large,label\n" + rows.joined()).utf8)
        .write(to: folder.appendingPathComponent("columns.csv"))
      func components(_ name: String, _ more: String...) throws -> [Double] {
        let outcome = try Command.run(
          ["pca", "--data", "columns.csv", "--components", "all", "--output", "o", "--json"] + more,
          in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try object(outcome.output)["normalize"] as? String == more.last)
        let path = folder.appendingPathComponent("o/pca.safetensors").path
        let tensor = try #require(try Safetensors(contentsOf: path)[name])
        #expect(tensor.shape == [2, 2])
        return tensor.elements.map { Double($0) }
      }
      let plain = try components("components")
      #expect(abs(plain[0]) < 0.01 && plain[1] > 0.99)
      // The correlation matrix [[1, r], [r, 1]] has the axes (1, 1) and (1, -1), whatever r is.
      let alike = try components("1.components", "--normalize", "channel")
      // An axis has no direction: each is turned so that its first number is above 0.
      for (place, sign) in [1.0, 1, 1, -1].enumerated() {
        let found = alike[place] * (alike[place / 2 * 2] < 0 ? -1 : 1)
        expectClose(found, sign * 0.5.squareRoot(), reduction: 1000)
      }
      let text = try Command.run(
        ["pca", "--data", "columns.csv", "--normalize", "channel", "--components", "2"], in: folder)
      #expect(text.output.contains("summed over all pixels (each channel of deviation 1)"))
    }
  }

  @Test(
    "--output writes tensors, a scree plot, a scatter plot, a heat map and a sheet of components")
  func files() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(arguments + ["--output", "a/b"], in: folder)
      #expect(outcome.status == 0)
      #expect(
        outcome.outputLines.suffix(5)
          == [
            "pca.safetensors", "scree.svg", "scatter.svg", "correlation.svg", "components.png",
          ].map { "wrote  a/b/\($0)" })
      let output = folder.appendingPathComponent("a/b")
      let file = try Safetensors(contentsOf: output.appendingPathComponent("pca.safetensors").path)
      #expect(file["components"]?.shape == [5, 784])
      #expect(file["mean"]?.shape == [28, 28, 1])
      let sheet = try PNG.read(output.appendingPathComponent("components.png").path)
      // Three across and two down, of 28 pixels doubled, with two between.
      #expect(sheet.width == 3 * 58 - 2 && sheet.height == 2 * 58 - 2 && sheet.channels == 1)
      let plot = try String(
        contentsOf: output.appendingPathComponent("scree.svg"), encoding: .utf8)
      #expect(plot.hasPrefix("<svg"))
      let scatter = try String(
        contentsOf: output.appendingPathComponent("scatter.svg"), encoding: .utf8)
      // A mark a picture, and one a class in the legend.
      #expect(scatter.components(separatedBy: "<circle").count - 1 == 40 + 10)
      let map = try String(
        contentsOf: output.appendingPathComponent("correlation.svg"), encoding: .utf8)
      // 49 blocks by 49, 32 steps of the scale, and the paper.
      #expect(map.components(separatedBy: "<rect").count - 1 == 49 * 49 + 32 + 1)
    }
  }
}
