import FoveaModels
import TestSupport
import Testing

/// Small versions of every architecture learn from a batch, to the same bits each time.
@Suite struct LearningTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let size: Int
    /// Small enough to stay where the gradient speaks for the loss, large enough for single precision to
    /// see: gradients are small where the last weights are.
    var rate: Scalar = 1e-5
    let make: @Sendable (inout RandomSource) throws -> any Layer
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "LeNet5", size: 16) {
      try LeNet5(inputChannels: 3, size: 16, classes: 3, random: &$0)
    },
    Case(name: "SmallCNN", size: 8) {
      try SmallCNN(inputChannels: 3, size: 8, classes: 3, random: &$0)
    },
    Case(name: "AlexNet", size: 63, rate: 1e-2) { AlexNet(classes: 3, hidden: 16, random: &$0) },
    Case(name: "VGG-11", size: 32, rate: 1e-2) {
      VGG(.vgg11, classes: 3, width: 4, hidden: 32, random: &$0)
    },
    Case(name: "VGG-13 with batch normalisation", size: 32, rate: 1e-2) {
      VGG(.vgg13, normalized: true, classes: 3, width: 4, hidden: 32, random: &$0)
    },
    Case(name: "ResNet-18", size: 33) { ResNet(.resNet18, classes: 3, width: 4, random: &$0) },
    Case(name: "ResNet-50", size: 33) { ResNet(.resNet50, classes: 3, width: 8, random: &$0) },
    Case(name: "LeNet-5 as published", size: 16, rate: 1e-3) {
      try LeNet5Original(inputChannels: 3, size: 16, classes: 3, random: &$0)
    },
    Case(name: "AlexNet as published", size: 63, rate: 1e-2) {
      AlexNetOriginal(classes: 3, width: 2, hidden: 16, random: &$0)
    },
    Case(name: "ZFNet", size: 63, rate: 1e-2) {
      ZFNet(classes: 3, width: 2, hidden: 16, random: &$0)
    },
    Case(name: "GoogLeNet", size: 63) {
      GoogLeNet(classes: 3, narrowing: 16, random: &$0)
    },
    Case(name: "SE-ResNet-18", size: 33) {
      ResNet(.resNet18, classes: 3, width: 4, reduction: 2, random: &$0)
    },
    Case(name: "MobileNetV2", size: 33) {
      MobileNetV2(classes: 3, width: 0.1, last: 32, random: &$0)
    },
    Case(name: "SeriesFCN", size: 12) {
      SeriesFCN(inputChannels: 36, classes: 3, width: 4, random: &$0)
    },
    Case(name: "ResNet-20 for CIFAR", size: 15) {
      CIFARResNet(.resNet20, classes: 3, random: &$0)
    },
    Case(name: "StagedCNN", size: 16) {
      try StagedCNN(inputChannels: 3, size: 16, classes: 3, random: &$0)
    },
    Case(name: "CompactCNN", size: 12) {
      CompactCNN(inputChannels: 3, classes: 3, width: 4, random: &$0)
    },
  ]

  /// And the deeper of each family, narrow: that they learn is tried, not that each step helps.
  static let deeper =
    cases
    + VGG.Depth.allCases.flatMap { depth in
      [false, true].map { normalized in
        Case(name: "VGG-\(depth.rawValue), normalised: \(normalized)", size: 32) {
          VGG(depth, normalized: normalized, classes: 3, width: 8, hidden: 32, random: &$0)
        }
      }
    }
    + ResNet.Depth.allCases.flatMap { depth in
      [nil, 2].map { reduction in
        Case(name: "ResNet-\(depth.rawValue), reduction: \(reduction ?? 0)", size: 33) {
          ResNet(depth, classes: 3, width: 4, reduction: reduction, random: &$0)
        }
      }
    }
    + CIFARResNet.Depth.allCases.map { depth in
      Case(name: "ResNet-\(depth.rawValue) for CIFAR, small", size: 8) {
        CIFARResNet(depth, classes: 3, random: &$0)
      }
    }

  /// A batch is learned by heart: the gradient reaches whatever has to change.
  @Test(arguments: deeper) func theLossOfABatchFallsByHalf(_ c: Case) throws {
    var random = RandomSource(seed: 7)
    let model = try c.make(&random)
    let pictures = Tensor(normal: 0, standardDeviation: 1, [6, c.size, c.size, 3], using: &random)
    let optimizer = Adam(model.parameters, learningRate: 3e-3)
    var losses: [Scalar] = []
    for _ in 0..<60 where losses.last.map({ $0 > losses[0] / 2 }) ?? true {
      var again = RandomSource(seed: 3)
      let loss = model.trainingLoss(Variable(pictures), .training(&again)) {
        softmaxCrossEntropy($0, [0, 1, 2, 0, 1, 2])
      }.total
      losses.append(loss.value.item)
      try optimizer.step(loss.backward())
    }
    #expect((losses.last ?? .nan) <= losses[0] / 2, "\(losses)")
  }

  /// A model that is added to the catalogue is added here.
  @Test func everyKindOfTheCatalogueLearns() throws {
    var random = RandomSource(seed: 1)
    let kinds = Set(try Self.cases.map { try $0.make(&random).kind })
    for entry in ModelCatalog.entries {
      #expect(kinds.contains(try entry.make([64, 64, 3], 3, &random).kind), "\(entry.name)")
    }
  }

  /// Losses of `steps` steps on one batch, and what the weights are then.
  private func train(_ c: Case, steps: Int) throws -> (losses: [Scalar], weights: [Tensor]) {
    var random = RandomSource(seed: 7)
    let model = try c.make(&random)
    let pictures = Tensor(normal: 0, standardDeviation: 1, [6, c.size, c.size, 3], using: &random)
    let labels = [0, 1, 2, 0, 1, 2]
    let optimizer = SGD(model.parameters, learningRate: c.rate)
    var losses: [Scalar] = []
    for _ in 0..<steps {
      // The same masks in every step, so that steps differ by what was learned alone.
      var again = RandomSource(seed: 3)
      let loss = model.trainingLoss(Variable(pictures), .training(&again)) {
        softmaxCrossEntropy($0, labels)
      }.total
      losses.append(loss.value.item)
      try optimizer.step(loss.backward())
    }
    return (losses, model.state.map(\.value))
  }

  @Test(arguments: cases) func stepsLowerTheLoss(_ c: Case) throws {
    let losses = try train(c, steps: 3).losses
    #expect(losses[1] < losses[0] && losses[2] < losses[1], "\(losses)")
  }

  /// Dropout, batch normalisation, projections: the rest is made of the same layers.
  @Test(arguments: cases.filter { ["AlexNet", "ResNet-20 for CIFAR"].contains($0.name) })
  func theSameSeedGivesTheSameBits(_ c: Case) throws {
    let runs = try withThreads([1, 2, 5]) { _ in try train(c, steps: 1).weights }
    for other in runs.dropFirst() {
      for (a, b) in zip(runs[0], other) { expectSameBits(a, b, c.name) }
    }
  }
}
