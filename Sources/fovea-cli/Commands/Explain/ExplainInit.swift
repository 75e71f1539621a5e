import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain init`: a signal on its way through a deep network, by how its weights start.
struct ExplainInit: TopicCommand {
  static let topic = Topic.initialization
  static let configuration = configured(
    """
    Sends normal numbers through dense layers that have not been trained, and prints mean and standard \
    deviation of each layer's activations. Small normal weights let them collapse to 0, and with them the \
    gradients; Xavier keeps their size with tanh, He with ReLU.

    Examples:
      fovea explain init --depth 10 --init normal:0.01,xavier,he
      fovea explain init --activation relu --init xavier,he --output histograms.svg
    """)

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Initialisers, with commas between them: \(Initializer.names.joined(separator: ", ")); xavier and he are "
        + "xavier-normal and he-normal.",
      valueName: "initializers"))
  var initializers = "normal:0.01,xavier,he"

  @Option(help: "Activation: \(Names.activations.list).")
  var activation = "tanh"

  @Option(parsing: .unconditional, help: "Layers. (default: 10)", transform: wholeNumber(1...100))
  var depth = 10

  @Option(
    parsing: .unconditional, help: "Numbers a layer. (default: 500)",
    transform: wholeNumber(1...4096))
  var width = 500

  @Option(
    parsing: .unconditional, help: "Inputs. (default: 1000)", transform: wholeNumber(1...10_000))
  var samples = 1000

  @Option(
    parsing: .unconditional, help: "Of inputs and weights. (default: 42)", transform: seedNumber)
  var seed: UInt64 = 42

  @OptionGroup var charts: PictureOutput

  func check() throws {
    _ = try chosen()
    if Activation.named(activation) == nil { try Names.activations.checked(activation) }
    try charts.check()
  }

  func answer() throws -> Answer {
    let function = Activation.named(activation) ?? .tanh
    return InitializationStudy.answer(
      try chosen().map {
        InitializationStudy(
          $0, activation: function, depth: depth, width: width, samples: samples, seed: seed)
      })
  }

  private func chosen() throws -> [Initializer] {
    try initializers.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let initializer = Initializer.named(String(text)) else {
        throw ValidationError(
          "--init: expected initialisers out of \(Initializer.names.joined(separator: ", ")), "
            + "found '\(text)'")
      }
      return initializer
    }
  }
}
