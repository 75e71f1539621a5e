import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain activations`: formulas, ranges and curves of all activations.
struct ExplainActivations: TopicCommand {
  static let topic = Topic.activations
  static let configuration = configured(
    """
    Prints a line an activation: its formula, the values it takes, what its curve looks like and the \
    largest derivative: at a sigmoid a gradient shrinks to a quarter at least.

    Examples:
      fovea explain activations
      fovea explain activations relu leaky_relu gelu --output curves.svg
    """)

  @Argument(help: "Activations: \(Names.activations.list). (default: all)")
  var names: [String] = []

  @OptionGroup var charts: PictureOutput

  func check() throws {
    for name in names where Activation.named(name) == nil { try Names.activations.checked(name) }
    try charts.check()
  }

  func answer() -> Answer {
    let chosen = names.compactMap(Activation.named)
    return ActivationOverview(chosen.isEmpty ? Activation.all : chosen).answer
  }
}
