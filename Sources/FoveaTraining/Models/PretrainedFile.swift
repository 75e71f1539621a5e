import FoveaTensor

/// A file of weights that a training may begin with: a model that was trained here, the weights alone of a training's
/// checkpoint, or weights with torchvision's names, from `torch.save` or as safetensors.
struct PretrainedFile {
  private let path: String
  private let content: Content

  private enum Content {
    case trained(Safetensors, ModelDescription)
    case checkpoint(Checkpoint)
    case others([(name: String, value: Tensor)])
  }

  /// Reads the file whole.
  ///
  /// - Throws: `DataError` when it is missing or not sound.
  init(_ path: String) throws(DataError) {
    self.path = path
    if PyTorchFile.isMeant(path) {
      content = .others(try PyTorchFile(contentsOf: path).tensors)
      return
    }
    let file = try Safetensors(contentsOf: path)
    if file.metadata[Checkpoint.metadataKey] != nil {
      content = .checkpoint(try Checkpoint(contentsOf: path))
      return
    }
    content =
      file.metadata[TrainedModel.metadataKey] != nil
      ? .trained(file, try TrainedModel.description(in: file, from: path)) : .others(file.tensors)
  }

  /// What the weights' pictures went through, when it is of the kind that is asked for and takes pictures of this
  /// shape; nil when it is to be fitted anew. Weights go with the numbers that they were trained on.
  ///
  /// - Parameters:
  ///   - wanted: the kind that is asked for.
  ///   - make: makes the model that is to be trained.
  ///   - imageShape: the pictures' extents.
  func preprocessor(
    _ wanted: Preprocessing, _ make: ModelMaker, for imageShape: Shape
  ) throws -> (any Preprocessor)? {
    switch content {
    case .trained(let file, let description):
      guard description.preprocessing == wanted else { return nil }
      let tensors = file.tensors(under: TrainedModel.preprocessingPrefix)
      let own: any Preprocessor
      do { own = try wanted.restored(from: tensors) } catch { throw naming(path, error) }
      return (try? own.outputShape(for: imageShape)) == nil ? nil : own
    case .checkpoint(let checkpoint):
      guard checkpoint.preprocessing == wanted else { return nil }
      let own: (any Preprocessor)?
      do { own = try checkpoint.restoredPreprocessor } catch { throw naming(path, error) }
      return (try? own?.outputShape(for: imageShape)) == nil ? nil : own
    case .others:
      guard wanted == .standardize(per: .channel), imageShape.dimensions.last == 3 else {
        return nil
      }
      let model: any Layer
      do { model = try makeModelToRestore(make, imageShape, 1) } catch { throw naming(path, error) }
      let usual = TrainedModel.usualPictures(of: model)
      return try TrainedModel.standardization(mean: usual.mean, deviation: usual.deviation)
    }
  }

  /// The weights, as a model of as many classes as theirs has them.
  ///
  /// - Parameters:
  ///   - name: the name of the model that is to be trained.
  ///   - make: makes it.
  ///   - picture: what it sees, [height, width, channels], which may be of another size than the file's where
  ///     the model has no weights that depend on it.
  /// - Throws: `DataError`, `ShapeError` or `StateError`, one line that names the file, when they are another
  ///   model's.
  func state(
    of name: String, _ make: ModelMaker, _ picture: Shape
  ) throws -> [(name: String, value: Tensor)] {
    do {
      switch content {
      case .trained(let file, let description):
        try check(description.model, is: name)
        try checkChannels(of: description.imageShape, picture)
        // That all of the file fits is checked with a model of as many classes as its own.
        let whole = try makeModelToRestore(make, picture, description.classNames.count)
        try TrainedModel.restore(whole, from: file)
        return whole.state
      case .checkpoint(let checkpoint):
        try check(checkpoint.configuration.model, is: name)
        try checkChannels(of: Shape(checkpoint.data.imageShape), picture)
        let whole = try makeModelToRestore(make, picture, checkpoint.data.classNames.count)
        try whole.restore(checkpoint.weights.byName)
        return whole.state
      case .others(let tensors):
        guard TorchvisionNames.knows(try makeModelToRestore(make, picture, 1)) else {
          throw DataError(
            path, expected: "a trained model", found: "tensors alone",
            advice:
              "load \(RunFolder.bestName) of a training run; torchvision's weights are taken by AlexNet, "
              + "VGG, GoogLeNet, ResNet and MobileNetV2")
        }
        return try TrainedModel.torchvisionModel(tensors, from: path, make, picture).state
      }
    } catch {
      throw naming(path, error)
    }
  }

  /// Checks that pictures, if they are some, are grey or coloured as those of the weights were.
  private func checkChannels(of theirs: Shape, _ mine: Shape) throws(DataError) {
    guard theirs.rank == 3, mine.rank == 3, theirs[2] != mine[2],
      [theirs[2], mine[2]].allSatisfy([1, 3].contains)
    else { return }
    throw DataError(
      path, at: "pictures", expected: "\(mine[2]) channels, as they are trained with",
      found: "weights for \(theirs[2])",
      advice: theirs[2] == 3
        ? "train on coloured pictures, without --grey" : "make the pictures grey by --grey")
  }

  private func check(_ found: String, is name: String) throws(DataError) {
    guard found == name else {
      throw DataError(
        path, at: "model", expected: name, found: found,
        advice: "train \(found), or begin with weights of \(name)")
    }
  }
}
