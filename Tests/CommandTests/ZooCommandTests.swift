import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea zoo, convert; evaluate's matrix and mistakes")
struct ZooCommandTests {
  @Test("the lecture's list with its errors, CUImage with a footnote and nothing else")
  func list() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run("zoo", "--output", "zoo.svg", in: folder)
      #expect(outcome.status == 0 && outcome.errors == "chart  zoo.svg\n")
      let rows = outcome.outputLines.map { $0.split(separator: " ").map(String.init) }
      func row(_ name: String) -> [String] { rows.first { $0.contains(name) } ?? [] }
      #expect(row("AlexNet").prefix(3) == ["2012", "AlexNet", "15.4"])
      #expect(
        row("VGGNet") == [
          "2014", "VGGNet", "7.3", "vgg16", "138,357,544", "15,470,264,320", "212x212",
        ])
      #expect(row("GoogLeNet").contains("6,624,904"))
      #expect(row("CUImage") == ["2016", "CUImage", "*", "2.99", "-", "-", "-", "-"])
      #expect(row("SENet").prefix(4) == ["2017", "SENet", "**", "2.251"])
      #expect(outcome.outputLines.contains { $0.hasPrefix("* an ensemble") })
      let svg = try String(contentsOf: folder.appendingPathComponent("zoo.svg"), encoding: .utf8)
      // A bar each of the lecture's seven, a bubble each of six.
      #expect(svg.components(separatedBy: "class=\"bar ").count == 8)
      #expect(svg.components(separatedBy: "<circle").count == 7)
      #expect(svg.contains("2016 CUImage *"))
    }
  }

  @Test("a line a row for programs")
  func json() throws {
    let outcome = try Command.run("zoo", "--json")
    #expect(outcome.status == 0 && outcome.outputLines.count == 9)
    #expect(outcome.outputLines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    #expect(outcome.output.contains("\"top5Error\":2.251"))
  }

  @Test("what does not fit is one line, and nothing is left")
  func conversion() throws {
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("FoveaTrainingTests/Fixtures")
    let weights = fixtures.appendingPathComponent("resnet18.pth").path
    try withTemporaryDirectory { folder in
      let cases: [([String], Int32, String)] = [
        (
          ["--model", "resnet18"], 1,
          "resnet18.pth: conv1.weight of shape [64, 3, 7, 7] expected, found"
        ),
        (["--model", "lenet5"], 1, "expected AlexNet, VGG, GoogLeNet, ResNet or MobileNetV2"),
        (["--model", "resnet17"], 64, "unknown model 'resnet17'; did you mean 'resnet18'?"),
        (["--model", "resnet18", "--deviation", "0,1,1"], 64, "expected numbers above 0"),
        (["--model", "resnet18", "--mean", "x"], 64, "expected a number for each channel"),
        (["--model", "resnet18", "--class-names", "none"], 1, "none: expected a file"),
      ]
      for (arguments, status, text) in cases {
        let outcome = try Command.run(
          ["convert", weights, "--output", "out"] + arguments, in: folder)
        #expect(outcome.status == status && outcome.output.isEmpty, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains(text), "\(outcome.errors)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test("the confusion matrix as numbers and drawn, the surest mistakes as a sheet")
  func evaluation() throws {
    try withTemporaryDirectory { folder in
      try SmallTraining.placeModel(in: folder)
      let first = try Command.run(
        ["evaluate", "run", "--confusion", "c.csv", "--mistakes", "m.png", "--worst", "3"],
        in: folder)
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.output.contains("recall  error  precision"))
      #expect(first.outputLines.last?.hasPrefix("mean ") ?? false)
      let table = try String(contentsOf: folder.appendingPathComponent("c.csv"), encoding: .utf8)
      let rows = table.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
      #expect(rows.count == rows[0].count && rows[0][0] == "class")
      let total = rows.dropFirst().flatMap { $0.dropFirst().compactMap { Int($0) } }.reduce(0, +)
      #expect(total == (try Shapes(.test, folder: nil).data.count))
      #expect(try PNG.read(folder.appendingPathComponent("m.png").path).width > 0)
      let second = try Command.run(
        ["evaluate", "run", "--confusion", "c.svg", "--json"], in: folder)
      #expect(second.status == 0 && second.outputLines.count == 1)
      #expect(second.output.contains("\"precision\":") && second.output.contains("\"f1\":"))
      let map = try String(contentsOf: folder.appendingPathComponent("c.svg"), encoding: .utf8)
      #expect(map.contains("What was taken for what"))
    }
  }
}
