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
    let given = [
      ("--data", source.data != nil), ("--data-folder", source.dataFolder != nil),
      ("--split", split != nil),
    ]
    return given.filter(\.1).map(\.0)
  }

  /// Loads the part for a model that was read from a file.
  func load(for model: TrainedModel, of file: ModelFile) throws -> DataSet {
    if split == .validation { return try heldBack(file) }
    return try source.load(split ?? .test, or: model.description.data)
  }

  /// The pictures that the model's run held back, as the configuration beside the model says.
  private func heldBack(_ file: ModelFile) throws -> DataSet {
    let path = RunFolder(containing: file.path).configurationPath
    let configuration: TrainingConfiguration
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
    let training = try DataSets.named(
      configuration.data, .train, folder: source.dataFolder ?? configuration.dataFolder)
    let part = training.split(
      validation: configuration.validationShare, seed: configuration.seed
    ).validation
    guard part.count > 0 else {
      throw Failure(
        "\(path): validationShare: expected a share above 0, found "
          + "\(configuration.validationShare.significant(6)); the run held no pictures back")
    }
    return part
  }
}
