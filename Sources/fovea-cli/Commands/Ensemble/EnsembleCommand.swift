import ArgumentParser

/// `fovea ensemble`: several models that decide together.
struct EnsembleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ensemble",
    abstract: "Trains several models and lets them decide together.",
    discussion: """
      An ensemble nearly always beats its members, and costs as many times their memory and time: single \
      models and ensembles are always reported apart, with the factor.
      """,
    subcommands: [EnsembleTrainCommand.self, EnsembleEvaluateCommand.self])
}
