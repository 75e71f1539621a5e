import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// Files that PyTorch wrote, in both of its formats; `Scripts/fixtures/torch_models.py` says how.
@Suite struct PyTorchFileTests {
  static func path(_ name: String) throws -> String {
    let fixtures = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return fixtures.appendingPathComponent(name).path
  }

  @Test(arguments: ["types.pth", "types-legacy.pth"])
  func everyTypeAndViewIsRead(_ name: String) throws {
    let path = try Self.path(name)
    #expect(PyTorchFile.isLikely(path))
    let tensors = try PyTorchFile(contentsOf: path).tensors
    #expect(
      tensors.map(\.name) == [
        "float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8",
        "bool", "transposed", "part", "scalar", "empty", "parameter",
      ])
    let whole = Tensor([3, 4], (-6..<6).map { Scalar($0) })
    let expected =
      Array(repeating: whole, count: 8) + [
        whole + 6, Tensor([3, 4], (-6..<6).map { $0 > 0 ? 1 : 0 }), whole.transposed(),
        Tensor([2, 2], [-1, 0, 3, 4]), Tensor(5), .zeros([0, 4]), whole,
      ]
    for ((name, value), expected) in zip(tensors, expected) { expectEqual(value, expected, name) }
  }

  @Test(arguments: [
    ("resnet18", "resnet18.pth"), ("resnet18", "resnet18-legacy.pth"), ("vgg11", "vgg11.pth"),
    ("vgg11", "vgg11-legacy.pth"),
  ])
  func modelsGiveWhatTheyGaveThere(_ name: String, _ file: String) throws {
    var random = RandomSource(seed: 1)
    let model: any Layer =
      name == "vgg11"
      ? VGG(.vgg11, classes: 3, width: 1, hidden: 4, random: &random)
      : ResNet(.resNet18, classes: 3, width: 2, random: &random)
    let comparison = try TorchvisionComparison(
      model, PyTorchFile(contentsOf: Self.path(file)).tensors, prefix: name + ".",
      expected: Safetensors(contentsOf: Self.path("expected.safetensors")), path: file)
    // Some twenty layers, each a sum of hundreds.
    #expect(comparison.output < 1e-5, "\(comparison)")
    #expect(comparison.gradient < 1e-4, "\(comparison)")
    #expect(comparison.compared == model.parameters.count)
  }

  /// The other way: what PyTorch wrote comes back, but for its counts of batches.
  @Test(arguments: [("resnet18", "resnet18.pth"), ("vgg11", "vgg11.pth")])
  func theWeightsGoBackAsTheyCame(_ name: String, _ file: String) throws {
    let tensors = try PyTorchFile(contentsOf: Self.path(file)).tensors
    var random = RandomSource(seed: 1)
    let model: any Layer =
      name == "vgg11"
      ? VGG(.vgg11, classes: 3, width: 1, hidden: 4, random: &random)
      : ResNet(.resNet18, classes: 3, width: 2, random: &random)
    try model.loadTorchvision(tensors, picture: [32, 32, 3], from: file)
    let back = try model.torchvisionState(picture: [32, 32, 3], for: "out")
    let expected = tensors.filter { !$0.name.hasSuffix(".num_batches_tracked") }
    #expect(Set(back.map(\.name)) == Set(expected.map(\.name)))
    let given = Dictionary(uniqueKeysWithValues: back.map { ($0.name, $0.value) })
    for (name, value) in expected { expectSameBits(try #require(given[name]), value, name) }
  }

  /// From the same tensors as safetensors has them.
  @Test func safetensorsWithTorchvisionsNamesAreTheSame() throws {
    try withFolder { folder in
      let tensors = try PyTorchFile(contentsOf: Self.path("resnet18.pth")).tensors
      try Safetensors(tensors).write(to: folder.path("w"))
      var random = RandomSource(seed: 1)
      let models = (0..<2).map { _ in ResNet(.resNet18, classes: 3, width: 2, random: &random) }
      try models[0].loadTorchvision(tensors, picture: [32, 32, 3], from: "w")
      try models[1].loadTorchvision(
        Safetensors(contentsOf: folder.path("w")).tensors, picture: [32, 32, 3], from: "w")
      for (a, b) in zip(models[0].state, models[1].state) { expectSameBits(a.value, b.value) }
    }
  }

  /// The file that the package safetensors made of a state dictionary: in another order, and with counts of batches,
  /// whole numbers of 8 bytes, in front.
  @Test func theFileOfThePackageSafetensorsIsTheSame() throws {
    let path = try Self.path("resnet18.safetensors")
    let tensors = try Safetensors(contentsOf: path).tensors
    let expected = try PyTorchFile(contentsOf: Self.path("resnet18.pth")).tensors
    #expect(tensors.count == expected.count)
    let given = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.value) })
    for (name, value) in expected { expectSameBits(try #require(given[name]), value, name) }
    #expect(given["bn1.num_batches_tracked"]?.elements == [7])
    var random = RandomSource(seed: 1)
    let comparison = try TorchvisionComparison(
      ResNet(.resNet18, classes: 3, width: 2, random: &random), tensors, prefix: "resnet18.",
      expected: Safetensors(contentsOf: Self.path("expected.safetensors")), path: path)
    #expect(comparison.output < 1e-5, "\(comparison)")
  }

  /// A training script's: an optimiser, a schedule and numbers lie beside the weights.
  @Test(arguments: ["checkpoint.pth", "checkpoint-legacy.pth"])
  func weightsAreFoundInACheckpoint(_ name: String) throws {
    let tensors = try PyTorchFile(contentsOf: Self.path(name)).tensors
    let expected: [(String, Shape)] = [
      ("0.weight", [2, 1, 3, 3]), ("0.bias", [2]), ("1.weight", [2]), ("1.bias", [2]),
      ("1.running_mean", [2]), ("1.running_var", [2]), ("1.num_batches_tracked", []),
      ("3.weight", [2, 8]), ("3.bias", [2]),
    ]
    #expect(tensors.map(\.name) == expected.map(\.0))
    for (place, (tensor, (name, shape))) in zip(tensors, expected).enumerated() {
      let numbers = (place..<place + shape.count).map { Scalar($0) }
      expectSameBits(tensor.value, Tensor(shape, numbers), name)
    }
  }

  @Test func whatDoesNotFitIsNamed() throws {
    var random = RandomSource(seed: 1)
    let tensors = try PyTorchFile(contentsOf: Self.path("resnet18.pth")).tensors
    let model = ResNet(.resNet18, classes: 5, width: 2, random: &random)
    let before = model.state.map(\.value.elements)
    func error(_ tensors: [(name: String, value: Tensor)]) -> String {
      errorLine { try model.loadTorchvision(tensors, picture: [32, 32, 3], from: "w") }
    }
    #expect(
      error(tensors) == "w: fc.weight of shape [5, 16] expected, found [3, 16]")
    #expect(
      error(tensors.filter { $0.name != "layer2.0.downsample.1.running_var" })
        == "w: layer2.0.downsample.1.running_var expected, found none of that name")
    #expect(error(tensors + [("extra", Tensor(1))]).hasPrefix("w: fc.weight"))
    let fitting = tensors.map { name, value in
      (name: name, value: name.hasPrefix("fc.") ? value.slice(axis: 0, 0..<1) : value)
    }
    let one = ResNet(.resNet18, classes: 1, width: 2, random: &random)
    #expect(
      errorLine {
        try one.loadTorchvision(
          fitting + [("extra", Tensor(1))], picture: [32, 32, 3], from: "w")
      } == "w: extra found, which the model does not have")
    #expect(model.state.map(\.value.elements) == before)
    // All but the head.
    try model.loadTorchvision(tensors, picture: [32, 32, 3], from: "w", takingHead: false)
    let head = model.state.count { $0.name.hasPrefix("head.") }
    #expect(head == 2)
    for ((name, value), before) in zip(model.state, before) where name.hasSuffix("weight") {
      #expect((value.elements == before) == name.hasPrefix("head."), "\(name)")
    }
    #expect(
      errorLine {
        try DenoisingAutoencoder(random: &random).loadTorchvision(
          [], picture: [8, 8, 1], from: "w")
      } == "w: model: expected AlexNet, VGG, GoogLeNet, ResNet or MobileNetV2, found "
        + "DenoisingAutoencoder; torchvision's names are known of these")
  }

  /// Every layer of the models that torchvision has gets a name of its own there.
  @Test(arguments: [
    ("alexnet", 16), ("vgg11", 22), ("vgg16_bn", 84), ("googlenet", 305), ("resnet18", 102),
    ("resnet50", 267), ("resnet152", 777), ("mobilenet_v2", 262),
  ])
  func everyTensorHasItsNameInTorchvision(_ name: String, _ count: Int) throws {
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    let model = try entry.make([224, 224, 3], 1000, &random)
    var names: Set<String> = []
    var missing: [String] = []
    model.forEachLayer { path, layer in
      guard layer is Conv2D || layer is Dense || layer is BatchNorm else { return }
      guard let name = TorchvisionNames.name(of: path, in: model) else {
        return missing.append(path)
      }
      names.insert(name)
    }
    #expect(missing.isEmpty)
    var layers = 0
    model.forEachLayer { _, layer in
      if layer is Conv2D || layer is Dense || layer is BatchNorm { layers += 1 }
    }
    #expect(names.count == layers)
    // As many tensors as torchvision's state_dict, but for num_batches_tracked.
    #expect(model.state.count == count)
  }
}

/// torchvision's own models, whole: `Scripts/check-torchvision` writes them and names the folder.
@Suite struct FullTorchvisionTests {
  static let folder = ProcessInfo.processInfo.environment["FOVEA_TORCHVISION"]

  @Test(.enabled(if: folder != nil)) func theWholeModelGivesWhatItGaveThere() throws {
    let folder = try #require(Self.folder) + "/"
    let name = try readText(folder + "model", limit: 100)
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    let model = try entry.make([224, 224, 3], 1000, &random)
    let expected = try Safetensors(contentsOf: folder + "expected.safetensors")
    let comparison = try TorchvisionComparison(
      model, PyTorchFile(contentsOf: folder + "weights.pth").tensors, prefix: "",
      expected: expected, path: name)
    print("TORCHVISION \(name) inference: \(comparison)")
    #expect(comparison.output < 1e-4 && comparison.gradient < 1e-3)
    guard expected["training.output"] != nil else { return }
    let training = try TorchvisionComparison(
      model, PyTorchFile(contentsOf: folder + "weights.pth").tensors, prefix: "training.",
      expected: expected, path: name, mode: .training(&random))
    print("TORCHVISION \(name) training: \(training)")
    #expect(training.output < 1e-4 && training.gradient < 1e-3)
  }
}

/// How far our logits and gradients are from PyTorch's, relative to the largest of each tensor.
struct TorchvisionComparison: CustomStringConvertible {
  var output = 0.0
  var gradient = 0.0
  var worst = ""
  var compared = 0

  init(
    _ model: any Layer, _ tensors: [(name: String, value: Tensor)], prefix: String,
    expected: Safetensors, path: String, mode: Mode = .inference
  ) throws {
    let input = try #require(expected[prefix + "input"] ?? expected["input"])
    let picture = Shape(Array(input.shape.dimensions.dropFirst()))
    try model.loadTorchvision(tensors, picture: picture, from: path)
    let logits = model(Variable(input), mode)
    output = distance(logits.value, try #require(expected[prefix + "output"]))
    let gradients = softmaxCrossEntropy(logits, [0, 1]).backward()
    // Their gradients into our layout: a model that has them for weights.
    let theirs = expected.tensors(under: prefix + "gradient.")
    let buffers = tensors.filter { $0.name.contains("running_") && !$0.name.hasPrefix("aux") }
    let own = model.parameters.map { ($0, gradients[$0]) }
    try model.loadTorchvision(
      theirs.map { (name: $0.key, value: $0.value) } + buffers, picture: picture, from: path)
    for ((name, parameter), (_, mine)) in zip(model.namedParameters, own) {
      // Auxiliary classifiers are not there in inference.
      guard let mine, !name.hasPrefix("aux") else { continue }
      compared += 1
      let error = distance(mine, parameter.value)
      if error > gradient { (gradient, worst) = (error, name) }
    }
  }

  var description: String {
    "output \(output), gradients of \(compared) tensors \(gradient) (\(worst))"
  }

  private func distance(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    let largest = Double(b.abs().max().item)
    let difference = Double((a - b).abs().max().item)
    return (difference / largest).isNaN ? .infinity : difference / largest
  }
}
