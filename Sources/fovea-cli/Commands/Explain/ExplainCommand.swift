import ArgumentParser
import Fovea

/// `fovea explain`: what the lecture says, computed at this moment. A topic is a library function of
/// FoveaExplain first, a subcommand in a file of its own in this folder after.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows an idea of the lecture happen: computed, as numbers and as a picture.",
    discussion: """
      Examples:
        fovea explain penalties
        fovea explain pool-invariance
        fovea explain distance-pool --data shapes
        fovea explain activations
        fovea explain init --depth 10 --init normal:0.01,xavier,he
        fovea explain zero-init
      """,
    subcommands: [
      ExplainPenalties.self, ExplainPoolInvariance.self, ExplainDistancePool.self,
      ExplainActivations.self, ExplainInit.self, ExplainZeroInit.self,
    ])
}
