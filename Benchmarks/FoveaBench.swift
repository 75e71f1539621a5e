import ArgumentParser
import Foundation
import Fovea

/// The command `fovea-bench`.
@main
struct FoveaBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fovea-bench",
    abstract: "Measures the engine: convolution layers, their GEMMs, whole models, augmentation.",
    discussion: """
      Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 an \
      error, 64 a command line that cannot be understood. Times are medians; a machine that does other \
      work at the same time measures nothing.
      """,
    version: engineVersion,
    subcommands: [
      CasesCommand.self, ConvCommand.self, GEMMCommand.self, ModelCommand.self,
      AugmentCommand.self, SoakCommand.self,
    ])

  /// Parses, runs, and turns every error into one line and an exit code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code == .success {
        // Help, or a completion script.
        print(message(for: error))
      } else {
        FileHandle.standardError.write(Data((errorLine(error) + "\n").utf8))
      }
      Foundation.exit(code.rawValue)
    }
  }

  /// "error: ...", one line whatever was thrown.
  static func errorLine(_ error: any Error) -> String {
    let words = message(for: error).split { $0.isNewline || $0 == " " }.joined(separator: " ")
    // ArgumentParser writes sentences; the rest of an error line is none.
    let first = words.prefix(1).lowercased()
    let isWord = words.dropFirst().first?.isLowercase ?? false
    return "error: " + (isWord ? first + words.dropFirst() : words)
  }
}
