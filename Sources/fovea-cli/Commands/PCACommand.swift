import ArgumentParser
import Foundation
import Fovea

/// `fovea pca`: the directions in which a data set varies most.
struct PCACommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pca",
    abstract: "Finds the directions in which a data set varies most, and how much.",
    discussion: """
      Fitted on the training part: mean, covariance, eigenvalues, all in double precision.

      Examples:
        fovea pca --data fashion-mnist --components 50
        fovea pca --data mnist --data-folder data/mnist --components 0.95 --output pca
      """)

  @OptionGroup var source: DataOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many to keep: a number, a share of the variance such as 0.95, or all. (default: 10)"),
    transform: { text in
      guard let components = PCA.Components(text) else {
        throw Refusal(expected: "a whole number, a share such as 0.95, or all")
      }
      return components
    })
  var components: PCA.Components = 10

  @Option(help: "Fit on the first pictures only.", transform: wholeNumber(2...Int.max))
  var limit: Int?

  @Option(
    help: "Folder to write to: pca.safetensors, scree.svg, components.png. (default: nothing)")
  var output: String?

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  mutating func validate() throws {
    guard source.data != nil else {
      throw ValidationError("missing expected argument '--data <data>'")
    }
    if output == "" { throw ValidationError("--output: expected a folder, found ''") }
  }

  func run() throws {
    engine.applied()
    let all = try source.load(.train)
    let data = limit.map { all.prefix($0) } ?? all
    let pca = try PCA(fitting: data, components: components)
    if let output { try PCAFiles(pca, of: data.summary).write(to: output) }
    if json {
      Stream.results.json(Report(data, pca))
    } else {
      Stream.results.write(text(data, pca))
    }
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
    return "data  \(data.summary)\n\n\(table.text())\n"
      + "\(pca.explainedVariance.count) of \(features) components explain "
      + "\((100 * together).fixed(2)) % of the variance, \(pca.totalVariance.significant(5))\n"
  }
}

extension PCACommand {
  /// What `--json` prints.
  private struct Report: Encodable {
    let data: String
    let pictures: Int
    let features: Int
    let totalVariance: Double
    let explainedVariance: [Double]
    let explainedVarianceShare: [Double]

    init(_ data: DataSet, _ pca: PCA) {
      self.data = data.name
      pictures = data.count
      features = data.imageShape.count
      totalVariance = pca.totalVariance
      explainedVariance = pca.explainedVariance
      explainedVarianceShare = pca.explainedVarianceShare
    }
  }
}
