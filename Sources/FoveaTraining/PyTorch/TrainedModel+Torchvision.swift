import FoveaTensor

extension TrainedModel {
  /// ImageNet's mean of each channel, which torchvision's models but GoogLeNet were trained with.
  public static let imageNetMean = [0.485, 0.456, 0.406]
  /// The deviation of each channel.
  public static let imageNetDeviation = [0.229, 0.224, 0.225]

  /// A model of the catalogue with weights of torchvision.
  ///
  /// - Parameters:
  ///   - path: a file of `torch.save` with a state dictionary, or a safetensors file with torchvision's names.
  ///   - name: the model, by its name in the catalogue.
  ///   - picture: [height, width, channels]; nil for what the model was made for.
  ///   - classNames: what each class is called; nil for "class 0" and so on.
  ///   - mean: what is subtracted from each channel; nil for what torchvision's weights were trained with: 0.5 of
  ///     GoogLeNet, else ImageNet's.
  ///   - deviation: what each channel is divided by; nil for what goes with that.
  /// - Throws: `DataError`, `StateError` or `ShapeError`, each one line that names the file, for one that is
  ///   missing, not sound, or of another model.
  public static func torchvision(
    _ path: String, model name: String, picture: Shape? = nil, classNames: [String]? = nil,
    mean: [Double]? = nil, deviation: [Double]? = nil
  ) throws -> TrainedModel {
    guard let entry = ModelCatalog.entry(named: name) else {
      throw DataError.unknown(name, among: ModelCatalog.entries.map(\.name), at: "model", in: path)
    }
    let tensors =
      PyTorchFile.isMeant(path)
      ? try PyTorchFile(contentsOf: path).tensors : try Safetensors(contentsOf: path).tensors
    do {
      let picture = picture ?? entry.usual.picture
      let classes = try classCount(tensors, entry.make, picture, path)
      if let classNames, classNames.count != classes {
        throw DataError(
          path, at: "class names", expected: "\(classes), as the weights have",
          found: "\(classNames.count)")
      }
      let usual = usualPictures(of: try makeModelToRestore(entry.make, picture, classes))
      let (mean, deviation) = (mean ?? usual.mean, deviation ?? usual.deviation)
      guard picture.rank == 3, mean.count == picture[2], deviation.count == picture[2] else {
        throw DataError(
          path, at: "mean and deviation", expected: "a number for each channel of \(picture)",
          found: "\(mean.count) and \(deviation.count)")
      }
      let preprocessor = try standardization(mean: mean, deviation: deviation)
      let model = try torchvisionModel(tensors, from: path, entry.make, picture)
      let description = ModelDescription(
        model: name, imageShape: picture,
        classNames: classNames ?? (0..<classes).map { "class \($0)" },
        preprocessing: preprocessor.configuration,
        data: "ImageNet")
      try description.check(path)
      return TrainedModel(model, preprocessor, description)
    } catch let error {
      throw naming(path, error)
    }
  }

  /// Writes the network's weights by torchvision's names and in its layouts, as safetensors: what torchvision's model of
  /// as many classes takes by `load_state_dict`. What pictures go through first does not go along, but for the numbers of a
  /// mean and a deviation of each channel, which stand among the file's texts.
  ///
  /// - Parameter path: the file, which appears whole or not at all.
  /// - Throws: `DataError` for a model that torchvision does not have, or of other pictures than coloured ones, which
  ///   all of its models take, or when the file cannot be written.
  public func saveTorchvision(to path: String) throws {
    let source = "export to torchvision"
    guard TorchvisionNames.knows(model) else {
      throw DataError(
        source, at: "model",
        expected:
          "AlexNet, VGG, GoogLeNet, ResNet-18 to 152 or MobileNetV2, as torchvision has them",
        found: description.model, advice: "ONNX and safetensors hold every model")
    }
    let picture = try preprocessor.outputShape(for: description.imageShape)
    guard picture.rank == 3, picture[2] == 3 else {
      throw DataError(
        source, at: "pictures", expected: "3 channels, as torchvision's models take",
        found: "\(picture[2])", advice: "ONNX and safetensors hold every model")
    }
    // The text by which Python's safetensors knows whose tensors they are.
    var texts = ["format": "pt"]
    for (name, numbers) in channelNumbers { texts[name] = numbers }
    try Safetensors(
      try model.torchvisionState(picture: picture, for: source), metadata: texts
    ).write(to: path)
  }

  /// The numbers of a preprocessing that has some for each channel, as in "0.5,0.5,0.5".
  package var channelNumbers: [(name: String, numbers: String)] {
    (preprocessor?.tensors ?? []).filter { $0.tensor.rank == 1 && $0.tensor.count <= 4 }
      .map { ($0.name, $0.tensor.elements.map { "\($0)" }.joined(separator: ",")) }
  }

  /// A model with weights of torchvision, and as many classes as they have.
  static func torchvisionModel(
    _ tensors: [(name: String, value: Tensor)], from path: String, _ make: ModelMaker,
    _ picture: Shape
  ) throws -> any Layer {
    let model = try makeModelToRestore(
      make, picture, try classCount(tensors, make, picture, path))
    try model.loadTorchvision(tensors, picture: picture, from: path)
    try checkFinite(model.state)
    return model
  }

  /// Mean and deviation of each channel that torchvision's weights of a model go with.
  static func usualPictures(of model: any Layer) -> (mean: [Double], deviation: [Double]) {
    // GoogLeNet's come from a TensorFlow version of -1 ... 1; torchvision is given ImageNet's numbers and turns them
    // into these inside the model (`transform_input`).
    let halves = [0.5, 0.5, 0.5]
    return model is GoogLeNet ? (halves, halves) : (imageNetMean, imageNetDeviation)
  }

  /// What subtracts a mean from each channel and divides by a deviation.
  static func standardization(
    mean: [Double], deviation: [Double]
  ) throws(DataError) -> any Preprocessor {
    try Preprocessing.standardize(per: .channel).restored(from: [
      "mean": Tensor(mean.map { Scalar($0) }), "deviation": Tensor(deviation.map { Scalar($0) }),
    ])
  }

  /// As many classes as the last layer of the file has outputs.
  private static func classCount(
    _ tensors: [(name: String, value: Tensor)], _ make: ModelMaker, _ picture: Shape, _ path: String
  ) throws -> Int {
    let probe = try makeModelToRestore(make, picture, 1)
    guard TorchvisionNames.knows(probe),
      let head = try probe.headPaths(picture).first,
      let name = TorchvisionNames.name(of: head, in: probe)
    else {
      throw TorchvisionNames.unknown(probe.kind, in: path)
    }
    guard let weight = tensors.first(where: { $0.name == "\(name).weight" })?.value,
      weight.rank == 2, 1...65536 ~= weight.shape[0]
    else {
      let other = TorchvisionNames.model(of: tensors.map(\.name))
      throw StateError(
        "\(path): \(name).weight [classes, inputs] expected, found none of that name and shape; "
          + (other.map { "the names are those of \($0)" } ?? "is it another model?"))
    }
    return weight.shape[0]
  }
}
