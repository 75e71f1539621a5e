import Foundation
import Fovea
import Testing

@testable import fovea_bench

@Suite("fovea-bench: roofline")
struct BenchRooflineTests {
  /// 100 GFLOP/s and 20 GB/s: memory limits what runs fewer than 5 operations a byte.
  private let roofline = Roofline(peak: 100e9, bandwidth: 20e9)

  private func result(operations: Double, bytes: Int, seconds: Double) -> ConvResult {
    ConvResult(
      layer: "vgg_3_2", pass: .weightGradient, algorithm: "winograd", seconds: seconds,
      operations: operations, bytes: bytes, naive: nil)
  }

  @Test("the lower roof is what can be attained; they meet where both allow the same")
  func attainable() {
    #expect(roofline.attainable(operations: 1e9, bytes: 1_000_000) == 100e9)
    #expect(roofline.attainable(operations: 2e6, bytes: 1_000_000) == 40e9)
    #expect(roofline.attainable(operations: 5e6, bytes: 1_000_000) == 100e9)
    #expect(!roofline.isMemoryBound(operations: 1e9, bytes: 1_000_000))
    #expect(roofline.isMemoryBound(operations: 2e6, bytes: 1_000_000))
    #expect(!roofline.isMemoryBound(operations: 5e6, bytes: 1_000_000))
  }

  @Test("the share is what was reached of it, more than 1 where operations were left out")
  func share() {
    // 1e9 operations in 20 ms are 50 of 100 GFLOP/s.
    #expect(roofline.share(operations: 1e9, bytes: 1_000_000, seconds: 0.02) == 0.5)
    // 1 MB at 20 GB/s takes 50 us, whatever is computed with it.
    #expect(abs(roofline.share(operations: 2e6, bytes: 1_000_000, seconds: 2e-4) - 0.25) <= 1e-12)
    #expect(roofline.share(operations: 1e9, bytes: 1_000_000, seconds: 0.005) == 2)
  }

  @Test("compulsory bytes: each tensor of a pass once; training, pass by pass")
  func bytes() throws {
    let layer = ConvolutionCase(
      "grouped", batch: 3, inputs: 8, size: 7, outputs: 12, kernel: 3, stride: 2, groups: 4)
    let geometry = try layer.geometry()
    let (input, kernel, output) = (3 * 7 * 7 * 8, 3 * 3 * 2 * 12, 3 * 3 * 3 * 12)
    func scalars(_ pass: LayerPass, isFirst: Bool = false) -> Int {
      pass.compulsoryBytes(geometry, isFirst: isFirst) / MemoryLayout<Scalar>.stride
    }
    #expect(scalars(.forward) == input + kernel + 12 + output)
    #expect(scalars(.inputGradient) == output + kernel + input)
    #expect(scalars(.weightGradient) == input + output + kernel + 12)
    #expect(scalars(.train) == 3 * (input + kernel + output) + 24)
    #expect(scalars(.train, isFirst: true) == 2 * (input + kernel + output + 12))
  }

  @Test("a row for people, letter by letter, at most 100 columns; 'm' marks memory's roof")
  func rows() {
    let lines = [
      ConvResult.rooflineTable.head,
      result(operations: 1e9, bytes: 1_000_000, seconds: 0.02).row(under: roofline),
      result(operations: 2e6, bytes: 1_000_000, seconds: 2e-4).row(under: roofline),
    ]
    #expect(
      lines.joined(separator: "\n") == """
        case        pass             algorithm                   ms   GFLOP/s  flop/byte     roof    share
        ----------  ---------------  ------------------  ----------  --------  ---------  -------  -------
        vgg_3_2     weight gradient  winograd                 20.00     50.00       1000      100   50.0 %
        vgg_3_2     weight gradient  winograd                0.2000     10.00      2.000     m 40   25.0 %
        """)
    #expect(lines.joined(separator: "\n").split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("lines for programs have the roofline's fields with the flag alone")
  func fields() throws {
    let result = result(operations: 2e6, bytes: 1_000_000, seconds: 2e-4)
    func object(_ roofline: Roofline?) throws -> [String: Any] {
      let line = result.json(namingAlgorithm: false, under: roofline)
      return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let plain = ["case", "pass", "ms", "gflops"]
    #expect(Set(try object(nil).keys) == Set(plain))
    let line = try object(roofline)
    let added = ["flop_per_byte", "peak_gflops", "bandwidth_gb_per_s", "roof_gflops", "roof_share"]
    #expect(Set(line.keys) == Set(plain + added))
    #expect(added.map { line[$0] as? Double } == [2, 100, 20, 40, 0.25])
  }
}
