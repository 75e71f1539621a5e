import Foundation
import Fovea
import Testing

@testable import fovea_bench

@Suite("fovea-bench: output")
struct BenchOutputTests {
  private let result = ConvResult(
    layer: "vgg_3_2", pass: .weightGradient, algorithm: "im2col", seconds: 0.1,
    operations: 14_797_504_512, bytes: 28_058_624,
    naive: NaiveTime(seconds: 12.3456, isScaled: true),
    patchBytes: 1_041_408)

  private func object(_ line: String) throws -> [String: Any] {
    #expect(!line.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(object as? [String: Any])
  }

  @Test("a layer's JSON line has exactly the peers' keys, and the algorithm only when asked")
  func convolutionLine() throws {
    let line = try object(result.json(namingAlgorithm: false))
    #expect(Set(line.keys) == ["case", "pass", "ms", "gflops"])
    #expect(line["case"] as? String == "vgg_3_2")
    #expect(line["pass"] as? String == "weight_gradient")
    #expect(line["ms"] as? Double == 100)
    #expect(line["gflops"] as? Double == 147.975)
    let named = try object(result.json(namingAlgorithm: true))
    #expect(Set(named.keys) == ["case", "pass", "ms", "gflops", "algorithm"])
    #expect(named["algorithm"] as? String == "im2col")
  }

  @Test("a model's JSON line has exactly the peers' keys")
  func modelLine() throws {
    let result = ModelResult(
      model: "lenet5", pass: .inferOne, seconds: 0.002, images: 1, peakMegabytes: 41)
    let line = try object(result.json)
    #expect(Set(line.keys) == ["case", "pass", "ms", "images_per_s", "peak_mb"])
    #expect(line["pass"] as? String == "infer1")
    #expect(line["ms"] as? Double == 2)
    #expect(line["images_per_s"] as? Double == 500)
    #expect(line["peak_mb"] as? Int == 41)
  }

  @Test("JSON: text is escaped, numbers keep six digits, what is no number is null")
  func jsonValues() throws {
    let line = JSONLine(
      ("a\"\\\n\u{1}é", .text("b\"\\\n\u{1}é")), ("x", .number(1.0 / 3)), ("y", .number(.nan)),
      ("z", .number(1e-9)), ("n", .integer(-3)), ("yes", .truth(true)), ("no", .truth(false))
    ).text
    let parsed = try object(line)
    #expect(parsed["a\"\\\n\u{1}é"] as? String == "b\"\\\n\u{1}é")
    #expect(parsed["x"] as? Double == 0.333333)
    #expect(parsed["y"] is NSNull)
    #expect(parsed["z"] as? Double == 1e-9)
    #expect(parsed["n"] as? Int == -3)
    #expect(parsed["yes"] as? Bool == true && parsed["no"] as? Bool == false)
  }

  @Test("the table, letter by letter; '~' where a time was scaled up; no line beyond 100 columns")
  func table() throws {
    let naive = result.by("naive", seconds: 12.3456, patchBytes: nil)
    var forward = ConvResult(
      layer: "lenet_c1", pass: .forward, algorithm: "automatic", seconds: 0.001234,
      operations: 30_105_600, bytes: 2_810_088, naive: nil)
    forward.choice = "direct"
    let lines = [ConvResult.table.head, naive.row, result.row, forward.row]
    #expect(
      lines.joined(separator: "\n") == """
        case        pass             algorithm                   ms   GFLOP/s   x naive    patches
        ----------  ---------------  ------------------  ----------  --------  --------  ---------
        vgg_3_2     weight gradient  naive                   ~12346    ~1.199         1          -
        vgg_3_2     weight gradient  im2col                   100.0     148.0    ~123.5   1017 KiB
        lenet_c1    forward          automatic (direct)       1.234     24.40         -          -
        """)
    let command = try ConvCommand.parse([])
    let heads = [
      command.head(), command.head(Roofline(peak: 1234.5e9, bandwidth: 123.4e9)),
      ModelResult.table.head,
    ]
    #expect(heads.joined(separator: "\n").split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("GEMM: rates, the peak and each shape's share of it")
  func gemmReport() throws {
    let layers = ConvolutionCase.table.filter { ["lenet_c1", "vgg_3_2"].contains($0.name) }
    let shapes = try layers.map { try GEMMShape($0) }
    // Made so that one thread reaches 20 and 80, the pool 30 and 150.
    let results = zip(shapes, [(20.0, 30.0), (80.0, 150.0)]).map { shape, speed in
      GEMMResult(
        shape,
        GEMMTiming(
          single: shape.operations(rows: shape.rows) / speed.0 / 1e9,
          pool: shape.operations(rows: shape.pixels) / speed.1 / 1e9))
    }
    let report = GEMMResult.report(results, threads: 2)
    let words = report.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(words[2].suffix(6) == ["20.0", "25", "%", "30.0", "20", "%"])
    #expect(words[3].suffix(6) == ["80.0", "100", "%", "150.0", "100", "%"])
    #expect(
      report.hasSuffix("peak: 80.0 GFLOP/s on 1 thread (vgg_3_2), 150.0 on 2 (vgg_3_2)"))
    #expect(report.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let line = try object(results[1].json[1])
    #expect(Set(line.keys) == ["case", "pass", "ms", "gflops", "m", "n", "k"])
    #expect(line["k"] as? Int == 256 * 9)
    #expect(line["gflops"] as? Double == 150)
  }

  @Test("numbers for people")
  func numbers() {
    let expected: [(Double, String)] = [
      (0, "0"), (0.01234567, "0.0123"), (0.1, "0.1000"), (9.8765, "9.877"), (99.999, "100.0"),
      (1234.5, "1234"), (98765.4, "98765"), (-12.345, "-12.35"), (.infinity, "inf"),
    ]
    for (value, text) in expected { #expect(value.fourDigits == text) }
    #expect(1025.kibibytes == "2 KiB")
    #expect(1024.kibibytes == "1 KiB")
  }

  @Test("a chart over several layers has a panel a pass; over one, its passes; naive is grey")
  func chart() {
    let naive = result.by("naive", seconds: 12, patchBytes: nil)
    let single = BarChart.convolution([naive, result], threads: 2)
    #expect(single.title == "Convolution vgg_3_2, 2 threads")
    #expect(single.groups == ["weight gradient"])
    #expect(single.series == [.init("naive", isMuted: true), .init("im2col")])
    #expect(single.panels == [.init("", values: [[naive.gflops, result.gflops]])])
    #expect(single.scale == .logarithmic)

    let other = ConvResult(
      layer: "lenet_c1", pass: .forward, algorithm: "im2col", seconds: 1, operations: 5e9, bytes: 1,
      naive: nil)
    let several = BarChart.convolution([result, other], threads: 1)
    #expect(several.title == "Convolution, 1 thread")
    #expect(several.groups == ["vgg_3_2", "lenet_c1"])
    #expect(several.panels.map(\.title) == ["forward", "weight gradient"])
    #expect(several.panels[0].values == [[nil], [5]])
    #expect(several.scale == .linear)
  }
}
