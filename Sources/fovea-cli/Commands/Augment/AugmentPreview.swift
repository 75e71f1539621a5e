import ArgumentParser
import Fovea

/// `fovea augment preview`: pictures as training would see them.
struct AugmentPreview: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Draws pictures as they are and as some epochs would see them.",
    discussion: """
      A row a picture; the first column is the picture itself, each further one an epoch. Training with the \
      same data, recipe and seed sees these very pictures, but that it holds some back for validation.

      Steps, each with its amount after a colon, or the usual one:

      \(table)

      Moves that follow each other are one resampling. mixup and cutmix come last; with both, each picture \
      takes either.

      Examples:
        fovea augment preview --augment shift:2,flip,erase --output sheet.png
        fovea augment preview --data shapes --augment crop:4:edge --output a.png
      """)

  @OptionGroup var source: DataOptions

  @Option(help: "Steps with commas between, as in shift:2,flip.", transform: augmentationRecipe)
  var augment: AugmentationRecipe

  @Option(help: "PNG file to write.", completion: .paths, transform: outputPath(.png))
  var output: String

  @Option(help: "Rows, a picture each. (default: 8)", transform: wholeNumber(1...100))
  var rows = 8

  @Option(
    help: "Columns, an epoch each beside the first. (default: 10)", transform: wholeNumber(2...100))
  var columns = 10

  @Option(
    help: "Place of the first picture in the training part, from 0.",
    transform: wholeNumber(0...Int.max))
  var index = 0

  @Option(
    parsing: .unconditional, help: "Decides every draw, as in training.", transform: seedNumber)
  var seed: UInt64 = TrainingConfiguration().seed

  @OptionGroup var engine: EngineOptions

  func check() throws {
    try source.check()
    try engine.check()
    if output == "" { throw ValidationError("--output: expected a path, found ''") }
  }

  func run() throws {
    engine.applied()
    let data = try source.load(.train)
    guard rows <= data.count else {
      throw Failure(
        "--rows: expected at most \(data.count), as there are no more pictures, found \(rows)")
    }
    guard index <= data.count - rows else {
      throw Failure(
        "--index: expected at most \(data.count - rows), as there are \(data.count.grouped) pictures, "
          + "found \(index)")
    }
    guard [1, 3].contains(data.imageShape[2]) else {
      throw Failure(
        "\(data.name): expected 1 or 3 channels to look at, found \(data.imageShape[2])")
    }
    let augmenter = try Augmenter(augment, seed: seed, fitting: data, isUnsafe: true)
    let places = Array(index..<index + rows)
    var sheet = places.map { [data.picture(at: $0)] }
    for epoch in 0..<columns - 1 {
      let images = augmenter.pictures(of: data, at: places, epoch: epoch).images.elements
      let size = data.imageShape.count
      for row in 0..<rows {
        let own = Array(images[row * size..<(row + 1) * size])
        sheet[row].append(Picture(Tensor(data.imageShape, own)))
      }
    }
    try data.checkPictures()
    try PNG.write(ContactSheet(sheet).picture, to: output)
    let names = places.map { data.classNames[data.labels[$0]] }
    Stream.results.write(
      """
      data     \(data.summary)
      augment  \(augment)
      rows     \(names.joined(separator: ", ").printable)
      columns  the picture, then epochs 1 to \(columns - 1) with seed \(seed)
      wrote    \(output.printable)

      """)
    if let danger = augment.danger(for: data.labelSafety) {
      Stream.notes.line(
        "note: training refuses \(danger.step) for \(data.name): \(danger.reason)")
    }
  }

  /// The steps with their usual amounts, for help.
  private static var table: String {
    let kinds = Augmentation.Kind.allCases
    let steps = kinds.map { "\($0.rawValue):\($0.usual.significant(4))" }
    let width = steps.map(\.count).max() ?? 0
    return zip(kinds, steps).map { kind, step in
      "  \(step.fitted(to: width)) \(kind.summary)"
    }.joined(separator: "\n")
  }
}
