import ArgumentParser
import Foundation
import Fovea

/// `fovea pca`: the directions in which a data set varies most.
struct PCACommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "pca",
    abstract: "Finds the directions in which a data set varies most, and how much.",
    discussion: """
      Fitted on the training part: mean, covariance, eigenvalues, all in double precision.

      Directions go by the scale of what varies. Pixels share one; columns of a table need not: then the largest \
      numbers are the first component, unless --normalize brings all to the same scale first.

      Examples:
        fovea pca --data fashion-mnist --components 50
        fovea pca --data wine.csv --normalize channel --components all
        fovea pca --data mnist --data-folder data/mnist --components 0.95 --output pca
      """)

  @OptionGroup var source: DataOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many to keep: a number, a share of the variance such as 0.95, or all. (default: 10)"),
    transform: { text in
      guard let components = PCA.Components(text), components.isSensible else {
        throw ValidationError("expected a whole number from 1, a share such as 0.95, or all")
      }
      return components
    })
  var components: PCA.Components = 10

  @Option(
    help: """
      Bring to mean 0 and deviation 1 first: each pixel, or each channel, which of a table is a column. Deviations \
      below \(Standardize.defaultEpsilon) stay. (default: nothing but the mean)
      """, transform: choice)
  var normalize: Preprocessing.Granularity?

  @Option(
    parsing: .unconditional, help: "Fit on the first pictures only.",
    transform: wholeNumber(2...Int.max))
  var limit: Int?

  @Option(
    help: """
      Folder to write to: pca.safetensors (with --normalize also its mean and deviation), scree.svg, scatter.svg \
      (two components, by class), correlation.svg (of the picture's parts), components.png. (default: nothing)
      """, completion: .paths)
  var output: String?

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws {
    try source.check()
    try engine.check()
    if output == "" { throw ValidationError("--output: expected a folder, found ''") }
  }

  func run() throws {
    engine.applied()
    let all = try source.load(.train)
    let data = limit.map { all.prefix($0) } ?? all
    let most = min(data.count, data.imageShape.count)
    if case .count(let count) = components, count > most {
      throw ValidationError(
        "--components: expected at most \(most), as \(data.count.grouped) pictures of "
          + "\(data.imageShape.count.grouped) numbers have no more, found \(count)")
    }
    // Before minutes of work, not after.
    if let output { try makeFolder(output) }
    let normalization = normalize.map { [Preprocessing.standardize(per: $0)] } ?? []
    let pipeline = try Pipeline(
      fitting: data, steps: normalization + [.pca(components: components)])
    // The last step is what was asked for.
    guard let pca = pipeline.steps.last as? PCA else { return }
    try data.checkPictures()
    let files = try output.map { try PCAFiles(pca, behind: pipeline, of: data).write(to: $0) } ?? []
    if json {
      Stream.results.json(Report(data, normalize, pca, files))
      return
    }
    Stream.results.write(text(data, pca))
    for file in files { Stream.results.line("wrote  \(file.printable)") }
  }

  private func text(_ data: DataSet, _ pca: PCA) -> String {
    var table = Table([
      .number("component"), .number("variance"), .number("share %"), .number("together %"),
    ])
    var together = 0.0
    for (place, share) in pca.explainedVarianceShare.enumerated() {
      together += share
      table.append(
        "\(place + 1)", pca.explainedVariance[place].significant(5, padded: true),
        (100 * share).fixed(2),
        (100 * together).fixed(2))
    }
    let features = data.imageShape.count
    let unit =
      normalize.map { "each \($0.rawValue) of deviation 1" } ?? "0 is black, 1 is white"
    return "data  \(data.summary)\n\n\(table.text(width: Stream.results.width))\n"
      + "\(pca.explainedVariance.count) of \(features) components explain "
      + "\((100 * together).fixed(2)) % of the total variance,\n"
      + "which is \(pca.totalVariance.significant(5)), summed over all pixels (\(unit))\n"
  }
}

extension PCA.Components {
  /// Whether there are data of which so many can be kept.
  fileprivate var isSensible: Bool {
    switch self {
    case .all: true
    case .count(let count): count >= 1
    case .share(let share): share > 0 && share <= 1
    }
  }
}

extension PCACommand {
  /// What `--json` prints.
  private struct Report: Encodable {
    let data: String
    let pictures: Int
    let features: Int
    let normalize: String?
    let totalVariance: Double
    let explainedVariance: [Double]
    let explainedVarianceShare: [Double]
    let files: [String]

    init(
      _ data: DataSet, _ normalize: Preprocessing.Granularity?, _ pca: PCA, _ files: [String]
    ) {
      self.files = files
      self.normalize = normalize?.rawValue
      self.data = data.name
      pictures = data.count
      features = data.imageShape.count
      totalVariance = pca.totalVariance
      explainedVariance = pca.explainedVariance
      explainedVarianceShare = pca.explainedVarianceShare
    }
  }
}
