import ArgumentParser

/// `fovea ablate`: what a part of a network is good for, by training without it.
struct AblateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ablate",
    abstract: "Trains a small network with and without one of its parts, and compares.",
    discussion: """
      Examples:
        fovea ablate pool --data shapes
      """,
    subcommands: [AblatePool.self])
}
