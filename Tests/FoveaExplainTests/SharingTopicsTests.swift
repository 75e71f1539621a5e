import FoveaModels
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaExplain

/// Tied weights, strides, and first layers (rows C4, B9 and F4).
@Suite struct SharingTopicsTests {
  @Test("a kernel's central weight is used at every place, one of a dense layer once")
  func uses() throws {
    let rows = try WeightUses().rows
    #expect(rows.map(\.name) == ["convolution", "unshared", "dense"])
    #expect(rows.map(\.uses.count) == [5, 1, 1])
    #expect(rows[0].uses == (0..<5).map { .init(input: $0, output: $0) })
    #expect(rows[1].uses == [.init(input: 2, output: 2)] && rows[2].uses == rows[1].uses)
    #expect(rows.map(\.connections.count) == [13, 13, 25])
    #expect(rows.map(\.parameters) == [3, 15, 25])
    #expect(try WeightUses(units: 9, kernel: 5).rows.map(\.uses.count) == [9, 1, 1])
  }

  @Test("layers that share a kernel count it once and are trained by the sum of what both need")
  func tied() throws {
    let tied = try WeightUses(seed: 3).tied
    #expect(tied.parameters == 3 && tied.together.count == 3)
    let (first, second) = (tied.separate[0], tied.separate[1])
    #expect(first != second && first.contains { abs($0) > 0.01 })
    let scale = (first + second).map(abs).max()
    for (place, sum) in tied.together.enumerated() {
      expectClose(sum, first[place] + second[place], reduction: 20, scale: scale)
    }
  }

  @Test("a stride of 2 quarters map, multiply-adds and what the dense layer sees, and no kernel")
  func strides() throws {
    let rows = try StrideCost(epochs: 0).rows
    #expect(rows.map(\.map) == [[16, 16, 8], [8, 8, 8], [4, 4, 8]])
    #expect(rows.map(\.convolutionParameters) == [80, 80, 80])
    #expect(rows.map { $0.denseParameters - 10 } == [20_480, 5120, 1280])
    #expect(rows.map(\.multiplyAdds) == [2048 * 19, 512 * 19, 128 * 19])
    // Guessing is right for a tenth.
    let trained = try StrideCost(strides: [1, 4], kernel: 5, epochs: 20).rows.map(\.accuracy)
    #expect(trained[0] > trained[1] && trained[1] > 0.3)
    #expect(
      try StrideCost(strides: [4], kernel: 5, epochs: 20).rows.map(\.accuracy) == [trained[1]])
  }

  @Test("ZFNet's first layer is smaller and looks at each pixel more often; its middle is larger")
  func firstLayers() throws {
    let entries = try ["alexnet_original", "zfnet"].map {
      try #require(ModelCatalog.entry(named: $0))
    }
    let networks = try FirstLayers(entries).networks
    let (alex, zf) = (networks[0], networks[1])
    #expect(alex.layers.count == 5 && zf.layers.count == 5)
    #expect(alex.layers[0].kernel == 11 && alex.layers[0].stride == 4)
    #expect(zf.layers[0].kernel == 7 && zf.layers[0].stride == 2)
    #expect(alex.layers[0].output == [55, 55, 96] && zf.layers[0].output == [110, 110, 96])
    #expect(alex.layers[0].parameters == (11 * 11 * 3 + 1) * 96)
    #expect(zf.layers[0].parameters == (7 * 7 * 3 + 1) * 96)
    // 11 by 4 is two or three windows a side, 7 by 2 three or four.
    #expect(Set(alex.coverage.elements) == [4, 6, 9] && Set(zf.coverage.elements) == [9, 12, 16])
    #expect(zf.layers[3].parameters > alex.layers[3].parameters)
    #expect {
      try FirstLayers([#require(ModelCatalog.entry(named: "conv1d"))])
    } throws: {
      "\($0)".contains("conv1d: expected a network that convolves pictures")
    }
  }
}
