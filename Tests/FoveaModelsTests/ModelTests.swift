import FoveaModels
import TestSupport
import Testing

/// The catalogue: every model by its name, on pictures that it takes and on others.
@Suite struct ModelTests {
  @Test func leNet5HasItsParameters() throws {
    var random = RandomSource(seed: 1)
    let model = try LeNet5(random: &random)
    // 156 + 2,416 + 48,120 + 10,164 + 850.
    #expect(model.parameterCount == 61_706)
    #expect(try model.outputShape(for: [3, 28, 28, 1]) == [3, 10])
  }

  /// Section 4.2 of the paper: the outputs of the first two dense layers, not their inputs.
  @Test func theOriginalAlexNetDropsWhatTwoDenseLayersGive() {
    var random = RandomSource(seed: 1)
    var kinds: [String] = []
    AlexNetOriginal(classes: 3, width: 2, hidden: 8, random: &random).forEachLayer { path, layer in
      if path.hasPrefix("classifier.") { kinds.append(layer.kind) }
    }
    #expect(kinds == ["Dense", "ReLU", "Dropout", "Dense", "ReLU", "Dropout", "Dense"])
  }

  @Test func theOriginalLeNet5HasThePapersParameters() throws {
    var random = RandomSource(seed: 1)
    let model = try LeNet5Original(random: &random)
    // The paper's 60,000, and 850 of the dense output layer.
    #expect(model.parameterCount == 60_000 + 850)
    // Table I: six kernels see three maps, nine four, one all six.
    let counts = LeNet5Original.connections.map(\.count)
    #expect(counts == [3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6])
    // Each map is seen by ten kernels.
    for map in 0..<6 {
      #expect(LeNet5Original.connections.count { $0.contains(map) } == 10)
    }
  }

  @Test func aSeriesIsAPictureOfHeightOne() throws {
    var random = RandomSource(seed: 1)
    let model = SeriesFCN(inputChannels: 2, classes: 3, width: 4, random: &random)
    let series = Tensor(uniform: -1..<1, [2, 9, 2], using: &random)
    #expect(try model.outputShape(for: [2, 9, 2]) == [2, 3])
    let one = model(Variable(series), .inference).value
    expectSameBits(model(Variable(series.reshaped(2, 1, 9, 2)), .inference).value, one)
    // Two rows of one channel are a series of two numbers a step.
    let rows = series.transposed(axes: [0, 2, 1]).reshaped(2, 2, 9, 1)
    expectSameBits(model(Variable(rows), .inference).value, one)
  }

  @Test func auxiliaryHeadsCountInTrainingAlone() throws {
    var random = RandomSource(seed: 1)
    let model = GoogLeNet(classes: 3, narrowing: 16, random: &random)
    let x = Variable(Tensor(uniform: -1..<1, [2, 31, 31, 3], using: &random))
    func loss(_ logits: Variable) -> Variable { softmaxCrossEntropy(logits, [0, 2]) }
    var again = RandomSource(seed: 3)
    let trained = model.trainingLoss(x, .training(&again), loss)
    again = RandomSource(seed: 3)
    let (logits, auxiliary) = model.outputs(x, .training(&again))
    let expected = auxiliary.reduce(loss(logits).value.item) { $0 + 0.3 * loss($1).value.item }
    #expect(auxiliary.count == 2 && auxiliary.allSatisfy { $0.shape == [2, 3] })
    #expect(trained.loss.value.item == loss(logits).value.item)
    expectClose(trained.total.value, Tensor(expected), reduction: 4)
    let inferred = model.trainingLoss(x, .inference, loss)
    #expect(inferred.total === inferred.loss)
    let without = GoogLeNet(classes: 1000, auxiliary: false, random: &random)
    #expect(without.parameterCount == 6_624_904)
  }

  @Test func smallCNNHasItsParameters() throws {
    var random = RandomSource(seed: 1)
    let model = try SmallCNN(random: &random)
    #expect(model.parameterCount == 320 + 18_496 + 401_536 + 1_290)
  }

  @Test func compactCNNHasItsParameters() throws {
    var random = RandomSource(seed: 1)
    let model = CompactCNN(random: &random)
    // Kernels; a scale and a shift for each of 32 + 32 + 64 + 128 + 2 * 128 maps; the dense layer.
    let kernels = 9 * (32 + 32 * 32 + 32 * 64 + 64 * 128 + 2 * 128 * 128)
    #expect(model.parameterCount == kernels + 2 * 512 + 1_290)
    #expect(model.parameterCount == 398_890)
    #expect(try model.outputShape(for: [3, 28, 28, 1]) == [3, 10])
    let narrow = CompactCNN(inputChannels: 3, classes: 4, width: 2, random: &random)
    #expect(try narrow.outputShape(for: [1, 5, 4, 3]) == [1, 4])
  }

  @Test(arguments: ModelCatalog.entries.map(\.name))
  func everyModelOfTheCatalogGivesAsManyLogitsAsClasses(_ name: String) throws {
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    let picture: Shape = [72, 64, 3]
    let model = try entry.make(picture, 7, &random)
    #expect(try model.outputShape(for: [2, 72, 64, 3]) == [2, 7])
    // The large ones take seconds to run in debug builds; their layers are those of the small ones.
    guard model.parameterCount < 1_000_000 else { return }
    let input = Tensor.ones([2, 20, 16, 3])
    let small = try entry.make([20, 16, 3], 7, &random)
    #expect(small(Variable(input), .training(&random)).shape == [2, 7])
    #expect(small(Variable(input), .inference).shape == [2, 7])
  }

  @Test func namesAreUnique() {
    let names = ModelCatalog.entries.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(
      names == [
        "lenet5", "lenet5_original", "small_cnn", "staged_cnn", "compact_cnn", "alexnet",
        "alexnet_original", "zfnet", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16", "vgg16_bn",
        "vgg19", "vgg19_bn",
        "googlenet", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnet20",
        "resnet32", "resnet44", "resnet56", "resnet110", "seresnet18", "seresnet34", "seresnet50",
        "seresnet101", "seresnet152", "mobilenet_v2", "conv1d",
      ])
  }

  @Test(arguments: ModelCatalog.entries.map(\.name))
  func whatIsNoPictureIsAnError(_ name: String) throws {
    let entry = try #require(ModelCatalog.entry(named: name))
    for picture: Shape in [[50], [0, 64, 3], [64, 64, 0], [1, 64, 64, 3]] {
      var random = RandomSource(seed: 1)
      let error = #expect(throws: ShapeError.self) { try entry.make(picture, 10, &random) }
      #expect(error.map { !$0.description.contains("\n") } ?? false)
    }
  }

  @Test func everyStoredParameterOfEveryModelIsListed() throws {
    for entry in ModelCatalog.entries {
      var random = RandomSource(seed: 1)
      expectAllListed(in: try entry.make([64, 64, 3], 7, &random))
    }
  }

  @Test(arguments: [
    ("lenet5", [5, 5], "pooling of [1, 5, 5, 6] with window 2x2"),
    (
      "lenet5", [5, 5],
      "lenet5: pictures of another size expected, found 5x5x1, which doesn't fit; "
    ),
    ("lenet5", [27, 28], "doesn't fit; 28x28 does ("),
    ("small_cnn", [5, 5], "pooling of [1, 5, 5, 32] with window 2x2"),
    ("small_cnn", [5, 5], "; 8x8 does ("),
    (
      "small_cnn", [1, 14],
      "small_cnn: pictures expected, found 1x14x1, series or rows of a table; conv1d takes those"
    ),
    ("alexnet", [1, 1], "found 1x1x1, series or rows of a table; conv1d takes those"),
    (
      "compact_cnn", [28, 3],
      "CompactCNN: pictures of 4x4 or more expected, found 28x3; "
        + "enlarge them or choose a model for small ones"
    ),
    (
      "alexnet", [63, 62],
      "AlexNet: pictures of 63x63 or more expected, found 63x62; "
        + "enlarge them or choose a model for small ones"
    ),
    (
      "vgg16", [31, 32],
      "VGG: pictures of 32x32 or more expected, found 31x32; "
        + "enlarge them or choose a model for small ones"
    ),
  ]) func pictureOfAnotherSizeIsAnError(_ name: String, _ size: [Int], _ text: String) throws {
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    #expect {
      try entry.make([size[0], size[1], 1], 10, &random)
    } throws: {
      $0 is ShapeError && "\($0)".contains(text)
    }
  }

  @Test(arguments: [
    ("compact_cnn", 4), ("alexnet", 63), ("alexnet_original", 63), ("zfnet", 63), ("vgg11", 32),
    ("googlenet", 31),
    ("resnet18", 1), ("resnet20", 1), ("seresnet50", 1), ("mobilenet_v2", 1), ("conv1d", 1),
  ])
  func theSmallestPicturesFit(_ name: String, _ size: Int) throws {
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    #expect(throws: Never.self) { try entry.make([size, size, 1], 10, &random) }
  }
}
