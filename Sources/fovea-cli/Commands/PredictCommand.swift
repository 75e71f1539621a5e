import ArgumentParser
import Fovea

/// `fovea predict`: what a trained model takes pictures for.
struct PredictCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Tells what a trained model takes pictures for.",
    discussion: """
      Pictures are PNG files, resized and made grey or coloured as the model needs, or items of a data \
      set by index. Models trained on white figures on black want such pictures: see --invert.

      Examples:
        fovea predict runs/lenet5-1 boot.png bag.png
        fovea predict runs/lenet5-1 --data fashion-mnist --index 7 --count 3
      """)

  @Argument(help: "A trained model: its .safetensors file, or the folder of a training run.")
  var model: String

  @Argument(help: "PNG files.")
  var pictures: [String] = []

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

  @Flag(help: "Exchange black and white in PNG files.")
  var invert = false

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object a picture.")
  var json = false

  func check() throws {
    try part.source.check()
    try engine.check()
    if pictures.isEmpty, index == nil {
      throw ValidationError(
        "expected PNG files, or --index with a place in the data set, found none")
    }
    if pictures.isEmpty, invert {
      throw ValidationError("--invert is for PNG files, found none; leave it out")
    }
    let places = [("--index", index != nil), ("--count", count != nil)].filter(\.1).map(\.0)
    let given = part.given + places
    if !pictures.isEmpty, !given.isEmpty {
      throw ValidationError(
        "expected PNG files or a data set, found both; leave out \(given.joined(separator: ", "))")
    }
  }

  func run() throws {
    engine.applied()
    let file = try ModelFile(model)
    let trained = try file.load()
    let results = try index.map { index in
      try items(from: index, part.load(for: trained, of: file), trained)
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

  private func files(_ trained: TrainedModel) throws -> [PredictedPicture] {
    try pictures.map { path in
      let picture = try PNG.read(path)
      let prediction = try trained.predict([invert ? picture.inverted : picture])[0]
      return PredictedPicture(name: path, trueClass: nil, prediction: prediction)
    }
  }

  private func items(
    from index: Int, _ data: DataSet, _ trained: TrainedModel
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
      let predictions = try trained.predict(data.images(at: places))
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
