import Foundation
import Fovea
import Testing

@testable import fovea_bench

@Suite("fovea-bench: cases")
struct BenchCaseTests {
  /// The cases as they were agreed on; what is compared must not change by accident.
  private static let peers = """
    {
      "conv": [
        {"name": "lenet_c1",   "batch": 128, "in": 1,    "size": 28,  "out": 6,   "kernel": 5,  "stride": 1, "pad": 2, "groups": 1, "first": true},
        {"name": "lenet_c2",   "batch": 128, "in": 6,    "size": 14,  "out": 16,  "kernel": 5,  "stride": 1, "pad": 0, "groups": 1},
        {"name": "alex_c1",    "batch": 8,   "in": 3,    "size": 224, "out": 64,  "kernel": 11, "stride": 4, "pad": 2, "groups": 1, "first": true},
        {"name": "alex_c2",    "batch": 8,   "in": 64,   "size": 27,  "out": 192, "kernel": 5,  "stride": 1, "pad": 2, "groups": 1},
        {"name": "vgg_1_2",    "batch": 2,   "in": 64,   "size": 224, "out": 64,  "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "vgg_2_2",    "batch": 2,   "in": 128,  "size": 112, "out": 128, "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "vgg_3_2",    "batch": 4,   "in": 256,  "size": 56,  "out": 256, "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "vgg_4_2",    "batch": 4,   "in": 512,  "size": 28,  "out": 512, "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "vgg_5_2",    "batch": 8,   "in": 512,  "size": 14,  "out": 512, "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "rn_stem",    "batch": 8,   "in": 3,    "size": 224, "out": 64,  "kernel": 7,  "stride": 2, "pad": 3, "groups": 1, "first": true},
        {"name": "rn18_64",    "batch": 8,   "in": 64,   "size": 56,  "out": 64,  "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "rn18_down",  "batch": 8,   "in": 64,   "size": 56,  "out": 128, "kernel": 3,  "stride": 2, "pad": 1, "groups": 1},
        {"name": "rn18_128",   "batch": 8,   "in": 128,  "size": 28,  "out": 128, "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "rn18_256",   "batch": 8,   "in": 256,  "size": 14,  "out": 256, "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "rn18_512",   "batch": 8,   "in": 512,  "size": 7,   "out": 512, "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "rn50_1x1a",  "batch": 8,   "in": 64,   "size": 56,  "out": 256, "kernel": 1,  "stride": 1, "pad": 0, "groups": 1},
        {"name": "rn50_1x1b",  "batch": 8,   "in": 256,  "size": 56,  "out": 64,  "kernel": 1,  "stride": 1, "pad": 0, "groups": 1},
        {"name": "rn50_1x1c",  "batch": 8,   "in": 1024, "size": 14,  "out": 256, "kernel": 1,  "stride": 1, "pad": 0, "groups": 1},
        {"name": "cifar_16",   "batch": 128, "in": 16,   "size": 32,  "out": 16,  "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "cifar_32",   "batch": 128, "in": 32,   "size": 16,  "out": 32,  "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "cifar_64",   "batch": 128, "in": 64,   "size": 8,   "out": 64,  "kernel": 3,  "stride": 1, "pad": 1, "groups": 1},
        {"name": "depthwise",  "batch": 8,   "in": 128,  "size": 56,  "out": 128, "kernel": 3,  "stride": 1, "pad": 1, "groups": 128},
        {"name": "depthwise2", "batch": 8,   "in": 128,  "size": 56,  "out": 128, "kernel": 3,  "stride": 2, "pad": 1, "groups": 128},
        {"name": "grouped_4",  "batch": 8,   "in": 128,  "size": 28,  "out": 128, "kernel": 3,  "stride": 1, "pad": 1, "groups": 4}
      ],
      "model": [
        {"name": "lenet5",    "batch": 128, "in": 1, "size": 28,  "classes": 10},
        {"name": "small_cnn", "batch": 128, "in": 1, "size": 28,  "classes": 10},
        {"name": "resnet20",  "batch": 128, "in": 3, "size": 32,  "classes": 10},
        {"name": "alexnet",   "batch": 32,  "in": 3, "size": 224, "classes": 1000},
        {"name": "resnet18",  "batch": 16,  "in": 3, "size": 224, "classes": 1000},
        {"name": "vgg11",     "batch": 8,   "in": 3, "size": 224, "classes": 1000}
      ]
    }
    """

  private struct Peers: Decodable {
    struct Layer: Decodable, Equatable {
      let name: String
      let batch, `in`, size, out, kernel, stride, pad, groups: Int
      let first: Bool?
    }
    struct Model: Decodable, Equatable {
      let name: String
      let batch, `in`, size, classes: Int
    }
    let conv: [Layer]
    let model: [Model]
  }

  private let peers: Peers

  init() throws { peers = try JSONDecoder().decode(Peers.self, from: Data(Self.peers.utf8)) }

  @Test("the lines for programs are the same cases, layers first, each with its kind")
  func lines() throws {
    struct Kind: Decodable { let kind: String }
    struct Start: Decodable { let first: Bool }
    let lines = CasesCommand.lines.map { Data($0.utf8) }
    let decoder = JSONDecoder()
    let kinds = try lines.map { try decoder.decode(Kind.self, from: $0).kind }
    #expect(kinds == Array(repeating: "conv", count: 24) + Array(repeating: "model", count: 6))
    // 'first' is always there, so that a reader need not know what its absence means.
    let layers = try lines.prefix(24).map { line in
      let layer = try decoder.decode(Peers.Layer.self, from: line)
      return Peers.Layer(
        name: layer.name, batch: layer.batch, in: layer.in, size: layer.size, out: layer.out,
        kernel: layer.kernel, stride: layer.stride, pad: layer.pad, groups: layer.groups,
        first: try decoder.decode(Start.self, from: line).first ? true : nil)
    }
    #expect(layers == peers.conv)
    #expect(
      try lines.suffix(6).map { try decoder.decode(Peers.Model.self, from: $0) } == peers.model)
    let list = try CasesCommand.list()
    #expect(list.contains("vgg11") && list.contains("8 x 224x224x3, 1000 classes"))
  }

  @Test("our layers are the peers', name by name and number by number")
  func layers() {
    let ours = ConvolutionCase.table.map {
      Peers.Layer(
        name: $0.name, batch: $0.batch, in: $0.inputs, size: $0.size, out: $0.outputs,
        kernel: $0.kernel, stride: $0.stride, pad: $0.padding, groups: $0.groups,
        first: $0.isFirst ? true : nil)
    }
    #expect(ours.count == 24)
    #expect(ours == peers.conv)
  }

  @Test("our models are the peers'")
  func models() {
    let ours = ModelCase.table.map {
      Peers.Model(
        name: $0.name, batch: $0.batch, in: $0.channels, size: $0.size, classes: $0.classes)
    }
    #expect(ours == peers.model)
  }

  /// Each layer of the peers' models written out: weights and biases.
  @Test(
    "our models have the peers' parameters and multiply-adds",
    arguments: [
      (
        "lenet5",
        156 + 2416 + (400 * 120 + 120) + (120 * 84 + 84) + (84 * 10 + 10),
        784 * 25 * 6 + 100 * 150 * 16 + 400 * 120 + 120 * 84 + 84 * 10
      ),
      (
        "small_cnn", 320 + 18496 + (3136 * 128 + 128) + (128 * 10 + 10),
        784 * 9 * 32 + 196 * 288 * 64 + 3136 * 128 + 128 * 10
      ),
      // With projections; torchvision's published counts for the rest.
      ("resnet20", 272_474, 40_813_184),
      ("alexnet", 61_100_840, 714_188_480),
      ("resnet18", 11_689_512, 1_814_073_344),
      ("vgg11", 132_863_336, 7_609_090_048),
    ])
  func modelSizes(name: String, parameters: Int, multiplyAdds: Int) throws {
    let model = try #require(ModelCase.table.first { $0.name == name })
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    let picture: Shape = [model.size, model.size, model.channels]
    let network = try entry.make(picture, model.classes, &random)
    #expect(network.parameterCount == parameters)
    var trace = Trace()
    let output = try network.outputShape(for: Shape([1] + picture.dimensions), &trace)
    #expect(output == [1, model.classes])
    #expect(trace.multiplyAdds == multiplyAdds)
  }

  @Test("every layer has a geometry; operations and passes as the peers count them")
  func operations() throws {
    let vgg = try #require(ConvolutionCase.table.first { $0.name == "vgg_3_2" })
    #expect(try vgg.geometry().multiplyAdds == 4 * 56 * 56 * 256 * 256 * 9)
    #expect(
      try vgg.summary() == "4 x 56x56x256 to 56x56x256, kernel 3x3, stride 1, padding 1")
    #expect(vgg.passes == LayerPass.allCases)
    let stem = try #require(ConvolutionCase.table.first { $0.name == "rn_stem" })
    // Rows uncovered at the end are left so, as in the networks: (224 + 6 - 7) / 2 + 1 = 112.5.
    #expect(try stem.geometry().outputShape == [8, 112, 112, 64])
    #expect(stem.passes == [.forward, .weightGradient, .train])
    #expect(LayerPass.train.operationFactor(isFirst: true) == 2)
    #expect(LayerPass.train.operationFactor(isFirst: false) == 3)
    #expect(LayerPass.weightGradient.operationFactor(isFirst: false) == 1)
    for layer in ConvolutionCase.table { #expect(throws: Never.self) { try layer.geometry() } }
  }

  @Test("names select, in the order of the table; misspelt ones are refused with the nearest")
  func selection() throws {
    func select(_ names: String...) throws -> [String] {
      try selected(names, of: "case", from: ConvolutionCase.table, name: \.name).map(\.name)
    }
    #expect(try select("rn_stem", "lenet_c1") == ["lenet_c1", "rn_stem"])
    #expect(try select().count == 24)
    #expect(try select("all", "lenet_c1").count == 24)
    let misspelt = #expect(throws: (any Error).self) { try select("lenet_c1", "vgg_32") }
    #expect(
      try FoveaBench.errorLine(#require(misspelt))
        == "error: unknown case 'vgg_32'; did you mean 'vgg_3_2'?")
    let strange = #expect(throws: (any Error).self) { try select("zebra") }
    let line = try FoveaBench.errorLine(#require(strange))
    #expect(line.hasPrefix("error: unknown case 'zebra'; known are all, lenet_c1, lenet_c2,"))
    #expect(!line.contains("\n"))
  }
}
