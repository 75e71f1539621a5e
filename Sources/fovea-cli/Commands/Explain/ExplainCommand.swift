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
      """,
    subcommands: [
      ExplainPenalties.self, ExplainPoolInvariance.self,
    ])
}
