import Foundation
import FoveaData
import FoveaReport
import TestSupport
import Testing

@testable import fovea_bench

@Suite("fovea-bench: other engines' figures")
struct BenchPeerTests {
  /// The figures of a file with this content.
  private func figures(_ content: String, name: String = "PyTorch") throws -> PeerFigures {
    try withTemporaryDirectory { folder in
      let path = folder.appendingPathComponent("figures.jsonl").path
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
      return try PeerFigures(PeerFile(argument: "\(name)=\(path)"))
    }
  }

  private func ours(_ layer: String, _ pass: LayerPass, _ algorithm: String) -> ConvResult {
    ConvResult(
      layer: layer, pass: pass, algorithm: algorithm, seconds: 1, operations: 6e9, bytes: 1,
      naive: nil)
  }

  @Test("NAME=FILE: the file may hold '='; neither may be empty, the name none of our algorithms")
  func arguments() throws {
    let file = try PeerFile(argument: "PyTorch=a=b.jsonl")
    #expect(file.name == "PyTorch" && file.path == "a=b.jsonl")
    for wrong in ["PyTorch", "=a", "PyTorch=", "", "naive=a", "im2col=a"] {
      #expect(throws: (any Error).self) { try PeerFile(argument: wrong) }
    }
  }

  @Test("a figure that stands there once a round counts by its median; other fields are ignored")
  func medians() throws {
    let found = try figures(
      """
      {"case": "a", "pass": "train", "ms": 3000, "gflops": 1}

      {"case": "a", "pass": "train", "ms": 1000}
      {"case": "a", "pass": "train", "ms": 2000, "threads": 2}
      {"case": "b", "pass": "forward", "ms": 500}

      """)
    #expect(found.name == "PyTorch")
    #expect(
      found.seconds == [
        .init(layer: "a", pass: "train"): 2, .init(layer: "b", pass: "forward"): 0.5,
      ])
  }

  @Test(
    "a line that is no figure is refused with its number",
    arguments: [
      "figure", #"{"case": "a", "pass": "train"}"#, #"{"case": "a", "pass": "train", "ms": 0}"#,
      #"{"case": "a", "pass": "train", "ms": -1}"#, #"{"case": "a", "pass": "train", "ms": null}"#,
      #"{"case": 1, "pass": "train", "ms": 1}"#, #"{"case": "a", "pass": "tr"#,
    ])
  func refused(line: String) throws {
    let good = #"{"case": "a", "pass": "train", "ms": 1}"#
    let error = #expect(throws: DataError.self) { try figures("\(good)\n\(line)\n") }
    #expect(error?.place == "line 2")
    #expect(error?.description.contains("\n") == false)
  }

  @Test("a file without figures is refused")
  func empty() {
    for content in ["", "\n \n"] {
      #expect(throws: DataError.self) { try figures(content) }
    }
  }

  @Test("figures are drawn beside ours, the fastest of one name; what we did not measure is not")
  func chart() throws {
    let nchw = try figures(#"{"case": "a", "pass": "train", "ms": 2000}"#)
    let nhwc = try figures(
      #"{"case": "a", "pass": "train", "ms": 500}"# + "\n"
        + #"{"case": "z", "pass": "train", "ms": 1}"#)
    let other = try figures(#"{"case": "b", "pass": "train", "ms": 3000}"#, name: "Other")
    let results = [
      ours("a", .train, "automatic"), ours("a", .train, "winograd"), ours("b", .train, "automatic"),
    ]
    let added = PeerFigures.results([nchw, other, nhwc], beside: results)
    #expect(added.map { "\($0.layer) \($0.algorithm)" } == ["a PyTorch", "b Other"])
    #expect(added.map(\.gflops) == [12, 2])
    let chart = BarChart.convolution(results + added, threads: 2)
    #expect(chart.series.map(\.name).suffix(2) == ["PyTorch", "Other"])
    #expect(Set(chart.series.map(\.name)) == ["automatic", "winograd", "PyTorch", "Other"])
    let values = Dictionary(
      uniqueKeysWithValues: zip(
        chart.series.map(\.name),
        zip(
          chart.panels[0].values[0], chart.panels[0].values[1])))
    #expect(values["PyTorch"]?.0 == 12 && values["PyTorch"]?.1 == nil)
    #expect(values["Other"]?.0 == nil && values["Other"]?.1 == 2)
  }

  @Test("series stand in one order, whichever comes first")
  func order() {
    let results = ["automatic", "PyTorch", "im2col", "naive"].map { ours("a", .forward, $0) }
    let names = BarChart.convolution(results, threads: 1).series.map(\.name)
    #expect(names.first == "naive" && names.last == "PyTorch")
    #expect(BarChart.convolution(results.reversed(), threads: 1).series.map(\.name) == names)
  }
}
