import ArgumentParser
import Fovea

/// The flags that name the pictures which a trained model is tried on.
struct PartOptions: ParsableArguments {
  @OptionGroup var source: DataOptions

  @Option(
    help: """
      Part of the data set: train, test, or validation, the training pictures that the model's run held \
      back. (default: test)
      """, completion: .names(DataSet.Split.self), transform: choice)
  var split: DataSet.Split?

  /// The flags that were given.
  var given: [String] {
    source.given + (split == nil ? [] : ["--split"])
  }

  /// Loads the part for a model that was read from a file.
  func load(for model: TrainedModel, of file: ModelFile) throws -> DataSet {
    let path = RunFolder(containing: file.path).configurationPath
    if split == .validation { return try heldBack(path, model) }
    let known = model.description.data
    guard source.data != nil || DataSets.names.contains(known) || OwnDataSet.isPath(known) else {
      throw Failure(
        "\(file.path): expected --data with a data set to try the model on, found none; that which it was trained on, "
          + "\(known), is not here")
    }
    let run = try? TrainingConfiguration(contentsOf: path)
    let options = source.own.applied(to: reading(for: model, of: run)) ?? ReadingOptions()
    let data = try source.load(split ?? .test, or: model.description.data, reading: options)
    noteDivision(of: data, options, model, run)
    return data
  }

  /// How the model's run read its data, as the configuration beside the model says; other data, and those of a model
  /// that was moved, are read to fit the model.
  private func reading(for model: TrainedModel, of run: TrainingConfiguration?) -> ReadingOptions {
    var options = ReadingOptions()
    if let run, OwnDataSet.isSame(source.data ?? model.description.data, as: run.data),
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

  /// Says where pictures that the model was trained on may be among those that it is tried on: the set was divided,
  /// and for the run by other options, or by nobody knows which.
  private func noteDivision(
    of data: DataSet, _ options: ReadingOptions, _ model: TrainedModel,
    _ run: TrainingConfiguration?
  ) {
    guard data.isDivided, data.split != .train, data.classNames == model.description.classNames
    else { return }
    let doubt = "; this part may hold pictures that the model was trained on"
    let name = data.name.printable
    if let run {
      let theirs = (run.reading ?? ReadingOptions()).division
      let differences = zip(options.division, theirs).filter { $0 != $1 }
      if differences.isEmpty { return }
      let (own, other) = (differences.map(\.0), differences.map(\.1))
      Stream.notes.line(
        "note: \(name) is divided by \(own.joined(separator: ", ")), in the model's run it was by "
          + other.joined(separator: ", ") + doubt)
    } else if OwnDataSet.isSame(data.name, as: model.description.data) {
      Stream.notes.line(
        "note: \(name) is divided by \(options.division.joined(separator: ", ")), and no configuration beside the "
          + "model says how its run did so" + doubt)
    }
  }

  /// The pictures that the model's run held back, as the configuration beside the model says.
  private func heldBack(_ path: String, _ model: TrainedModel) throws -> DataSet {
    var configuration: TrainingConfiguration
    do {
      configuration = try TrainingConfiguration(contentsOf: path)
      try configuration.validate()
    } catch {
      throw Failure("--split validation: the run's configuration says what was held back: \(error)")
    }
    guard OwnDataSet.isSame(source.data ?? configuration.data, as: configuration.data) else {
      throw Failure(
        "--split validation: expected \(configuration.data), of which the run held pictures back, found "
          + "--data \(source.data ?? "")")
    }
    let run = configuration
    if let folder = source.dataFolder { configuration.dataFolder = folder }
    configuration.reading = source.own.applied(to: configuration.reading)
    let part = try TrainingData(configuration).heldBack(configuration).validation
    guard part.count > 0 else {
      throw Failure(
        "\(path): validationShare: expected a share above 0, found "
          + "\(configuration.validationShare.significant(6)); the run held no pictures back")
    }
    noteDivision(of: part, configuration.reading ?? ReadingOptions(), model, run)
    return part
  }
}

extension ReadingOptions {
  /// What decides which pictures of an undivided set are to test with, by the names of the flags.
  fileprivate var division: [String] {
    [
      "--test-share \(testShare.significant(6))", "--bad-pictures \(badPictures.rawValue)",
      "split seed \(splitSeed)",
    ]
  }
}
