import Foundation
import FoveaData
import FoveaModels
import FoveaNN
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaInference
@testable import FoveaONNX

/// What can be written down, and what is refused.
@Suite struct TranslationTests {
  private func trained(_ network: any Layer, picture: Shape = [8, 8, 2]) -> TrainedModel {
    TrainedModel(
      network, nil,
      ModelDescription(
        model: "mine", imageShape: picture, classNames: ["a", "b"], preprocessing: nil, data: "x"))
  }

  /// One of each paper, at the size of its pictures.
  @Test(arguments: [
    "lenet5", "lenet5_original", "small_cnn", "staged_cnn", "compact_cnn", "resnet20", "resnet18",
    "seresnet18", "googlenet", "mobilenet_v2", "conv1d",
  ])
  func theCataloguesModelsCanBe(_ name: String) throws {
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    let network = try entry.make(entry.usual.picture, 2, &random)
    let file = try trained(network, picture: entry.usual.picture).onnxFile(producer: "x")
    // All weights and statistics are there, once; auxiliary classifiers are not part of inference.
    let own = network.state.filter { !$0.name.hasPrefix("aux") }
    let numbers = file.graph.constants.filter {
      if case .numbers = $0.values { true } else { false }
    }
    let names = Set(numbers.map(\.name))
    for (name, _) in own { #expect(names.contains(name), "\(name)") }
    // A second one of a name would be numbered.
    #expect(!file.graph.constants.contains { $0.name.hasSuffix("_2") })
  }

  @Test func aLayerUsedTwiceIsWrittenTwice() throws {
    var random = RandomSource(seed: 1)
    let conv = Conv2D(
      inputChannels: 2, outputChannels: 2, kernelSize: 3, padding: .same, random: &random)
    let graph = try trained(Sequential(conv, conv, Flatten(), Dense(128, 2, random: &random)))
      .onnxFile(producer: "x").graph
    #expect(graph.nodes.count == 8)
    #expect(
      graph.constants.map(\.name).filter { $0.hasPrefix("1.weight") } == ["1.weight", "1.weight_2"])
  }

  /// Names of layers, in one line, and nothing is written.
  @Test func whatONNXDoesNotHaveIsRefusedByName() throws {
    var random = RandomSource(seed: 1)
    let head = Dense(32, 2, random: &random)
    let cases: [([any Layer], String)] = [
      (
        [StochasticPool2D(2)],
        "layer 0: expected what can be written as operations of ONNX, found StochasticPool2D"
      ),
      (
        [GroupNorm(2, groups: 1), MaxPool2D(2)],
        "layer 0: expected what can be written as operations of ONNX, found GroupNorm"
      ),
      (
        [MaxPool2D(1), Sequential(FractionalMaxPool2D(factor: 2))],
        "layer 1.0: expected what can be written as operations of ONNX, found FractionalMaxPool2D"
      ),
      (
        [AvgPool2D(3, stride: 2, policy: .ceil)],
        "found AvgPool2D with the policy .ceil that counts its padding"
      ),
      (
        [AdaptiveMaxPool2D([3, 3]), AdaptiveAvgPool2D(4)],
        "found AdaptiveMaxPool2D over a grid that does not divide [1, 8, 8, 2]"
      ),
      ([LpPool2D(2, p: 1.5)], "found LpPool2D, p 1.5"),
      ([LpPool2D(2, p: 1e30)], "found LpPool2D, p 1e+30"),
      (
        [LocalResponseNorm(size: 4), MaxPool2D(2)],
        "found LocalResponseNorm of [1, 8, 8, 2], size 4"
      ),
    ]
    try withTemporaryDirectory { url in
      let folder = TestFolder(url: url)
      for (layers, text) in cases {
        let model = trained(Sequential(layers + [Flatten(), head]))
        let line = folder.error { try model.saveONNX(to: folder.path("a.onnx")) }
        #expect(line.hasPrefix("export to ONNX: ") && line.contains(text), "\(line)")
        #expect(line.hasSuffix("; a safetensors file holds every model"))
      }
      let left = try folder.names
      #expect(left.isEmpty)
    }
  }
}
