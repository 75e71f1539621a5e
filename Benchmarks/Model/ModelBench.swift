import Fovea

/// A model with a batch of random pictures and labels, and what is timed of it.
final class ModelBench {
  /// What is timed.
  enum Pass: String, CaseIterable {
    /// A training step: forward, cross-entropy, backward, SGD with momentum 0.9.
    case train
    /// The whole batch, without a graph.
    case infer
    /// One picture, without a graph.
    case inferOne = "infer1"
  }

  private let model: any Layer
  private let optimizer: SGD
  private let pictures: Tensor
  private let onePicture: Tensor
  /// The model as it is used after training; frozen when it is first asked for.
  private var frozen: FrozenModel?
  private let labels: [Int]
  private var random: RandomSource

  init(_ modelCase: ModelCase) throws {
    var random = RandomSource(seed: 0)
    let picture: Shape = [modelCase.size, modelCase.size, modelCase.channels]
    guard let entry = ModelCatalog.entry(named: modelCase.name) else {
      throw LayerError(layer: modelCase.name, reason: "a model of the catalogue expected")
    }
    model = try entry.make(picture, modelCase.classes, &random)
    optimizer = SGD(model.parameters, learningRate: 0.01, momentum: 0.9)
    pictures = Tensor(
      normal: 0, standardDeviation: 1, Shape([modelCase.batch] + picture.dimensions),
      using: &random)
    onePicture = pictures.slice(axis: 0, 0..<1)
    labels = (0..<modelCase.batch).map { _ in random.integer(below: modelCase.classes) }
    self.random = random
  }

  /// Training steps measured operation by operation, for some seconds.
  func profile(seconds: Double) throws -> (profile: OperationProfile, steps: Int) {
    // The first steps take memory and choose algorithms.
    for _ in 0..<2 { try run(.train) }
    let profile = OperationProfile(of: model)
    let end = ContinuousClock.now + .seconds(seconds)
    var steps = 0
    try profile.watch {
      repeat {
        try run(.train)
        steps += 1
      } while ContinuousClock.now < end
    }
    return (profile, steps)
  }

  /// Pictures that go through in one run of a pass.
  func images(_ pass: Pass) -> Int { pass == .inferOne ? 1 : labels.count }

  /// Runs a pass; the loss of a training step comes back, so that a broken one shows.
  @discardableResult
  func run(_ pass: Pass) throws -> Scalar? {
    switch pass {
    case .train:
      let loss = softmaxCrossEntropy(model(Variable(pictures), .training(&random)), labels)
      OperationProfile.mark("loss")
      let gradients = loss.backward()
      OperationProfile.mark("gradients' sums")
      try optimizer.step(gradients)
      OperationProfile.mark("optimizer")
      frozen = nil
      return loss.value.item
    case .infer: infer(pictures)
    case .inferOne: infer(onePicture)
    }
    return nil
  }

  private func infer(_ pictures: Tensor) {
    let frozen = self.frozen ?? FrozenModel(model)
    self.frozen = frozen
    _ = frozen(pictures)
  }
}
