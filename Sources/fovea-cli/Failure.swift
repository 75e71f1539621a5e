import ArgumentParser
import Fovea

/// An end of the command that its user can do something about, in one line.
struct Failure: Error, CustomStringConvertible {
  /// What is wrong, where, what was expected and found, what to do.
  let description: String

  /// A failure with the given line of text.
  init(_ description: String) { self.description = description }

  /// Some pictures of folders were bad files, each of which was told of.
  init(skipped count: Int) {
    self.init("\(count.counted("picture")) could not be read, see above; the others are complete")
  }
}

/// A failure as the command reports it: a line for standard error, and an exit code.
struct FailureReport {
  /// The line without "error: " before it; empty when there is nothing to say.
  let line: String
  /// 64 for a command line that cannot be understood, 1 for everything else that goes wrong.
  let code: CInt

  /// What an error thrown while parsing or running becomes, with the exit code that the parser gives it.
  init(_ error: any Error, _ exitCode: ExitCode, arguments: [String]) {
    code = exitCode.rawValue
    var text = FoveaCommand.message(for: error)
      .split(whereSeparator: \.isNewline)
      .map { $0.trimmingBlanks }
      .joined(separator: " ")
      .printable
    let isUsage = code == ExitCode.validationFailure.rawValue
    if isUsage, let first = text.first, text.dropFirst().first?.isLowercase ?? true {
      text = first.lowercased() + text.dropFirst()
    }
    line = isUsage ? "\(text) (see '\(Self.help(arguments))')" : text
  }

  /// The command that explains the arguments: a subcommand's or topic's own, where one was named.
  private static func help(_ arguments: [String]) -> String {
    let verb = arguments.prefix(1).filter(FoveaCommand.verbs.contains)
    let command = FoveaCommand.configuration.subcommands.first {
      $0.configuration.commandName == verb.first
    }
    let names = command?.configuration.subcommands.compactMap { $0.configuration.commandName } ?? []
    let part = arguments.dropFirst().prefix(1).filter(names.contains)
    return (["fovea"] + verb + part + ["--help"]).joined(separator: " ")
  }
}

extension StringProtocol {
  /// The text without blanks around it.
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }).trimmingEnd
  }
}
