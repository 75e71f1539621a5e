import ArgumentParser
import Foundation
import Fovea

/// The command `fovea`.
@main
struct FoveaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fovea",
    abstract: "Trains convolutional networks on the CPU, and runs and explains them.",
    discussion: """
      A first run, without any file:
        fovea train lenet5 --data shapes

      Completion in bash (zsh and fish likewise):
        source <(fovea --generate-completion-script bash)

      Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 an \
      error, 64 a command line that cannot be understood, 130 interrupted with a checkpoint written.
      """,
    version: engineVersion,
    subcommands: [
      TrainCommand.self,
      EvaluateCommand.self, PredictCommand.self, CompareCommand.self, SummaryCommand.self,
      ShapeCommand.self,
      LearningRateCommand.self, SearchCommand.self, EnsembleCommand.self, PCACommand.self,
      AugmentCommand.self, ExplainCommand.self, DenoiseCommand.self, AblateCommand.self,
      ExportCommand.self, ConvertCommand.self, ZooCommand.self, DataCommand.self,
      DoctorCommand.self,
    ])

  /// Parses, runs, and turns every error into one line and an exit code.
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // A reader of the results that goes away must not end a training run; see `Stream`.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not become so large (`ulimit -f`) is an error that names it, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    var code: CInt = 0
    do {
      try checkVerb(arguments)
      var command = try parseAsRoot(arguments)
      try (command as? any CheckedCommand)?.check()
      try command.run()
    } catch {
      code = finish(error, arguments)
    }
    if code == 0, Stream.failure != 0, Stream.failure != EPIPE {
      Stream.notes.line("error: standard output: \(systemReason(Stream.failure))")
      code = 1
    }
    Foundation.exit(code)
  }

  /// ArgumentParser calls a misspelt verb an unexpected argument; say what it should have been.
  static func checkVerb(_ arguments: [String]) throws {
    let named = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let verb = named.first, !verb.hasPrefix("-"), verb != "help" else { return }
    try Names(kind: "command", all: verbs).checked(verb)
    if verb == "explain", let topic = named.dropFirst().first, !topic.hasPrefix("-") {
      try Names(kind: "topic", all: ExplainCommand.topicNames).checked(topic)
    }
  }

  /// The names of the subcommands.
  static var verbs: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  private static func finish(_ error: any Error, _ arguments: [String]) -> CInt {
    // Asked once: the parser reads every option's declaration for each answer.
    let code = exitCode(for: error)
    if code == .success {
      // Help, the version, a completion script.
      Stream.results.line(message(for: error))
      return 0
    }
    let report = FailureReport(error, code, arguments: arguments)
    if !report.line.isEmpty { Stream.notes.line("error: \(report.line)") }
    return report.code
  }
}
