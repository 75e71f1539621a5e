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
