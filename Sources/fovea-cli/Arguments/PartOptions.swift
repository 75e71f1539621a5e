import ArgumentParser
import Fovea

/// The flags that name the pictures which a trained model is tried on.
struct PartOptions: ParsableArguments {
  @OptionGroup var source: DataOptions

  @Option(
    help: """
      Part of the data set: train, test, or validation, the training pictures that the model's run held \
      back. (default: test)
      """, transform: choice)
  var split: DataSet.Split?

  /// The flags that were given.
  var given: [String] {
    source.given + (split == nil ? [] : ["--split"])
  }

  /// Loads the part for a model that was read from a file.
  func load(for model: TrainedModel, of file: ModelFile) throws -> DataSet {
    if split == .validation { return try heldBack(file) }
    return try source.load(
      split ?? .test, or: model.description.data, reading: reading(for: model, of: file))
  }

  /// How the model's run read its data, as the configuration beside the model says; other data, and those of a model
  /// that was moved, are read to fit the model.
  private func reading(for model: TrainedModel, of file: ModelFile) -> ReadingOptions {
    var options = ReadingOptions()
    let path = RunFolder(containing: file.path).configurationPath
    let wanted = source.data ?? model.description.data
    if let run = try? TrainingConfiguration(contentsOf: path), run.data == wanted,
      let reading = run.reading
    {
      options = reading
    }
    let picture = model.description.imageShape
    if picture[0] == picture[1], [1, 3].contains(picture[2]) {
      (options.imageSize, options.channels) = (picture[0], picture[2])
    }
    return options
  }

  /// The pictures that the model's run held back, as the configuration beside the model says.
  private func heldBack(_ file: ModelFile) throws -> DataSet {
    let path = RunFolder(containing: file.path).configurationPath
    var configuration: TrainingConfiguration
    do {
      configuration = try TrainingConfiguration(contentsOf: path)
      try configuration.validate()
    } catch {
      throw Failure("--split validation: the run's configuration says what was held back: \(error)")
    }
    guard source.data ?? configuration.data == configuration.data else {
      throw Failure(
        "--split validation: expected \(configuration.data), of which the run held pictures back, found "
          + "--data \(source.data ?? "")")
    }
    if let folder = source.dataFolder { configuration.dataFolder = folder }
    configuration.reading = source.own.applied(to: configuration.reading)
    let part = try TrainingData(configuration).heldBack(configuration).validation
    guard part.count > 0 else {
      throw Failure(
        "\(path): validationShare: expected a share above 0, found "
          + "\(configuration.validationShare.significant(6)); the run held no pictures back")
    }
    return part
  }
}
