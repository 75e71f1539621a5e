import FoveaData
import FoveaKernels

// Published sets.
extension Recipe {
  /// Fashion-MNIST, or other small grey pictures of things that may be mirrored.
  static let fashion = Recipe(
    "fashion", "compact_cnn on Fashion-MNIST",
    labelSafety: "mirrored left to right, as a shoe may point either way; nothing is turned"
  ) {
    $0.model = "compact_cnn"
    $0.data = "fashion-mnist"
    $0.train(epochs: 15, augmentation: "shift:2,flip,erase:0.25")
  }

  /// MNIST, or other digits and letters.
  static let digits = Recipe(
    "digits", "compact_cnn on MNIST; its files in --data-folder",
    labelSafety: "no mirror and little turning: a mirrored 2 is a 5, a turned 6 is a 9"
  ) {
    $0.model = "compact_cnn"
    $0.data = "mnist"
    $0.train(epochs: 6, augmentation: "shift:2,rotate:10,scale:0.1")
  }

  /// CIFAR-10, or other small colour pictures of things.
  static let objects = Recipe(
    "objects", "resnet20 on CIFAR-10; its files in --data-folder",
    labelSafety: "mirrored left to right, as a horse may look either way; nothing is turned"
  ) {
    $0.model = "resnet20"
    $0.data = "cifar10"
    $0.train(epochs: 30, augmentation: "crop:4,flip")
    // A network without a wide layer has nothing to spare: of smoothing it loses more than it gains.
    $0.smoothing = 0
  }
}

extension TrainingConfiguration {
  /// What they have in common.
  mutating func train(epochs: Int, augmentation recipe: String) {
    self.epochs = epochs
    batchSize = 128
    optimizer = .sgd
    learningRate = 0.1
    schedule = .onecycle
    weightDecay = 5e-4
    smoothing = 0.1
    emaDecay = 0.995
    // The last epoch's average is the best by design: with so few pictures held back, choosing among the
    // last epochs would be choosing by chance.
    restoreBest = false
    validationShare = 0.02
    do { augmentation = try AugmentationRecipe(recipe) } catch { stop("\(error)") }
  }
}
