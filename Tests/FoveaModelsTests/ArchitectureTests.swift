import FoveaModels
import Testing

/// Parameters and multiply-adds of the known networks, at the size that they were made for. Nothing is
/// computed: no weight of these is ever drawn.
@Suite struct ArchitectureTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// As torchvision publishes them.
    let parameters: Int
    /// Of convolutions and dense layers, for one picture.
    let multiplyAdds: Int?
    var picture: Shape = [224, 224, 3]
    var classes = 1000
    var testDescription: String { name }

    init(_ name: String, _ parameters: Int, _ multiplyAdds: Int? = nil) {
      self.name = name
      self.parameters = parameters
      self.multiplyAdds = multiplyAdds
    }

    static func cifar(_ name: String, _ parameters: Int, _ multiplyAdds: Int) -> Case {
      var c = Case(name, parameters, multiplyAdds)
      c.picture = [32, 32, 3]
      c.classes = 10
      return c
    }
  }

  static let cases = [
    Case("alexnet", 61_100_840, 714_188_480),
    // Without the border of two zeros that 227x227 stands for elsewhere; parameters as Caffe's.
    Case("alexnet_original", 60_965_224),
    Case("zfnet", 62_357_608),
    Case("vgg11", 132_863_336, 7_609_090_048),
    Case("vgg11_bn", 132_868_840),
    Case("vgg13", 133_047_848),
    Case("vgg16", 138_357_544, 15_470_264_320),
    Case("vgg16_bn", 138_365_992),
    Case("vgg19", 143_667_240),
    Case("googlenet", 13_004_888),
    Case("resnet18", 11_689_512, 1_814_073_344),
    Case("resnet34", 21_797_672, 3_663_761_408),
    Case("resnet50", 25_557_032, 4_089_184_256),
    Case("resnet101", 44_549_160),
    Case("resnet152", 60_192_808),
    // As the authors' own, whose dense layers have biases.
    Case("seresnet50", 28_088_024),
    Case("mobilenet_v2", 3_504_872, 300_774_272),
    .cifar("resnet20", cifarParameters(blocks: 3), cifarMultiplyAdds(blocks: 3)),
    .cifar("resnet56", cifarParameters(blocks: 9), cifarMultiplyAdds(blocks: 9)),
    .cifar("resnet110", cifarParameters(blocks: 18), cifarMultiplyAdds(blocks: 18)),
  ]

  /// By the layers: kernels 3x3 without bias, scale and shift a channel, projections where a stage widens.
  private static func cifarParameters(blocks n: Int) -> Int {
    var total = 9 * 3 * 16 + 2 * 16
    for c in [16, 32, 64] {
      total += 2 * n * (9 * c * c + 2 * c)
      // The first convolution has half the inputs; the projection is 1x1 on these.
      if c > 16 { total += -9 * c * c / 2 + c * c / 2 + 2 * c }
    }
    return total + 64 * 10 + 10
  }

  /// The same layers on 32x32, 16x16 and 8x8 places.
  private static func cifarMultiplyAdds(blocks n: Int) -> Int {
    var total = 32 * 32 * 27 * 16
    for (c, size) in [(16, 32), (32, 16), (64, 8)] {
      total += 2 * n * size * size * 9 * c * c
      if c > 16 { total += size * size * (-9 * c * c / 2 + c * c / 2) }
    }
    return total + 640
  }

  @Test(arguments: cases) func parametersAndMultiplyAdds(_ c: Case) throws {
    let entry = try #require(ModelCatalog.entry(named: c.name))
    var random = RandomSource(seed: 1)
    let model = try entry.make(c.picture, c.classes, &random)
    #expect(model.parameterCount == c.parameters)
    var trace = Trace()
    let output = try model.outputShape(for: Shape([2] + c.picture.dimensions), &trace)
    #expect(output == [2, c.classes])
    if let expected = c.multiplyAdds {
      #expect(trace.multiplyAdds == 2 * expected)
    }
  }

  /// As model.py of the peers counts them.
  @Test func resNet20HasItsParameters() {
    #expect(Self.cifarParameters(blocks: 3) == 272_474)
    #expect(Self.cifarMultiplyAdds(blocks: 3) == 40_813_184)
  }

  /// The maps on the way, as the papers' tables have them.
  @Test func mapsShrinkAsInThePapers() throws {
    func maps(_ name: String) throws -> [Shape] {
      var random = RandomSource(seed: 1)
      let entry = try #require(ModelCatalog.entry(named: name))
      let model = try entry.make([224, 224, 3], 1000, &random)
      var trace = Trace()
      _ = try model.outputShape(for: [1, 224, 224, 3], &trace)
      var maps: [Shape] = []
      for row in trace.rows where row.output.rank == 4 && row.output != maps.last {
        // Within one size and as many channels once; a block's inner widths are its own affair.
        if row.layer is MaxPool2D || row.layer is AdaptiveAvgPool2D { maps.append(row.output) }
      }
      return maps
    }
    #expect(try maps("alexnet") == [[1, 27, 27, 64], [1, 13, 13, 192], [1, 6, 6, 256]])
    #expect(
      try maps("vgg16") == [
        [1, 112, 112, 64], [1, 56, 56, 128], [1, 28, 28, 256], [1, 14, 14, 512], [1, 7, 7, 512],
      ])
    #expect(try maps("resnet50") == [[1, 56, 56, 64]])
    #expect(try maps("alexnet_original") == [[1, 27, 27, 96], [1, 13, 13, 256], [1, 6, 6, 256]])
    #expect(try maps("zfnet") == [[1, 55, 55, 96], [1, 13, 13, 256], [1, 6, 6, 256]])
  }
}
