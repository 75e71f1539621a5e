import ArgumentParser
import Fovea

/// `fovea predict`: what a trained model takes pictures for.
struct PredictCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Tells what a trained model takes pictures for.",
    discussion: """
      Pictures are PNG or JPEG files, resized and made grey or coloured as the model needs, or items of a data \
      set by index. Models trained on white figures on black want such pictures: see --invert.

      Examples:
        fovea predict runs/lenet5-1 boot.png bag.png
        fovea predict runs/lenet5-1 --data fashion-mnist --index 7 --count 3
        fovea predict boot.png bag.png --ensemble a.safetensors b.safetensors
      """)

  @Argument(help: "A trained model: its .safetensors file, or the folder of a training run.")
  var model: String?

  @Argument(help: "PNG or JPEG files.")
  var pictures: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "Several trained models, which decide together, in place of one.")
  var ensemble: [String] = []

  @Option(
    help: "How several models decide: \(EnsembleCombination.names). (default: mean)",
    transform: choice)
  var combine: EnsembleCombination?

  @OptionGroup var part: PartOptions

  @Option(
    parsing: .unconditional, help: "Place of the first picture in the data set, from 0.",
    transform: wholeNumber(0...Int.max))
  var index: Int?

  @Option(
    parsing: .unconditional, help: "Number of pictures from there on. (default: 1)",
    transform: wholeNumber(1...100_000))
  var count: Int?

  @Option(
    parsing: .unconditional, help: "Number of classes to name, the likeliest first. (default: 5)",
    transform: wholeNumber(1...65536))
  var top = 5

  @Flag(help: "Exchange black and white in picture files.")
  var invert = false

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object a picture.")
  var json = false

  func check() throws {
    try part.source.check()
    try engine.check()
    if ensemble.isEmpty {
      if model == nil { throw ValidationError("missing expected argument '<model>'") }
      if combine != nil { throw ValidationError("--combine is for --ensemble; leave it out") }
    }
    let pictures = self.allPictures
    if pictures.isEmpty, index == nil {
      throw ValidationError(
        "expected picture files, or --index with a place in the data set, found none")
    }
    if pictures.isEmpty, invert {
      throw ValidationError("--invert is for picture files, found none; leave it out")
    }
    let places = [("--index", index != nil), ("--count", count != nil)].filter(\.1).map(\.0)
    let given = part.given + places
    if !pictures.isEmpty, !given.isEmpty {
      throw ValidationError(
        "expected picture files or a data set, found both; leave out \(given.joined(separator: ", "))"
      )
    }
  }

  func run() throws {
    engine.applied()
    let models = try EnsembleFiles(ensemble.isEmpty ? [model ?? ""] : ensemble)
    let (file, trained) = (models.files[0], try models.load())
    let results = try index.map { index in
      try items(from: index, part.load(for: trained.members[0], of: file), trained)
    }
    show(try results ?? files(trained))
  }

  private func show(_ results: [PredictedPicture]) {
    if json {
      for result in results { Stream.results.json(Report(result, top: top)) }
    } else if results.count == 1 {
      Stream.results.write(results[0].block(top: top))
    } else {
      Stream.results.write(
        PredictedPicture.table(results, top: top).text(width: Stream.results.width))
    }
  }

  /// With an ensemble there is no model before the pictures.
  private var allPictures: [String] {
    ensemble.isEmpty ? pictures : (model.map { [$0] } ?? []) + pictures
  }

  private func files(_ trained: Ensemble) throws -> [PredictedPicture] {
    try allPictures.map { path in
      let picture = try Picture(contentsOf: path)
      let prediction = try trained.predict(
        [invert ? picture.inverted : picture], by: combine ?? .mean)[0]
      return PredictedPicture(name: path, trueClass: nil, prediction: prediction)
    }
  }

  private func items(
    from index: Int, _ data: DataSet, _ trained: Ensemble
  ) throws -> [PredictedPicture] {
    let count = count ?? 1
    let name = "\(data.name) \(data.split.rawValue)"
    guard index < data.count, count <= data.count - index else {
      throw Failure(
        "--index: expected \(count == 1 ? "a place" : "\(count) places") in 0 ..< \(data.count) of "
          + "\(name), found \(count == 1 ? "\(index)" : "\(count) from \(index) on")"
      )
    }
    // In batches, so that many pictures take no more memory than few.
    let step = Evaluation.batchSize
    return try stride(from: index, to: index + count, by: step).flatMap { start in
      let places = start..<min(start + step, index + count)
      let predictions = try trained.predict(data.images(at: places), by: combine ?? .mean)
      try data.checkPictures(places)
      return zip(places, predictions).map { place, prediction in
        PredictedPicture(
          name: "\(name) \(place)", trueClass: data.classNames[data.labels[place]],
          prediction: prediction)
      }
    }
  }
}

extension PredictCommand {
  /// What `--json` prints.
  private struct Report: Encodable {
    struct Candidate: Encodable {
      let index: Int
      let name: String
      let probability: Double
    }

    let picture: String
    let trueClass: String?
    let top: [Candidate]

    init(_ result: PredictedPicture, top: Int) {
      picture = result.name
      trueClass = result.trueClass
      self.top = result.prediction.top(top).map {
        Candidate(index: $0.index, name: $0.name, probability: $0.probability)
      }
    }
  }
}

extension Picture {
  /// The picture with black and white exchanged, each channel by itself.
  fileprivate var inverted: Picture {
    Picture(width: width, height: height, channels: channels, bytes: bytes.map { 255 - $0 })
  }
}
