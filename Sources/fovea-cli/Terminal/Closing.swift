import Fovea

/// The last lines of a training run: how it went, where everything is, and the commands to go on with.
struct Closing {
  private let outcome: PartedLine?
  private let rest: [String]

  init(_ result: TrainingResult, _ configuration: TrainingConfiguration) {
    outcome = result.test.map { test in
      let best = result.best.map { ["(weights of epoch \($0.epoch))"] } ?? []
      return PartedLine(
        parts: ["test      \(test.accuracies)", "loss \(test.loss.fixed(3))"] + best, indent: 10)
    }
    rest = result.folder.map { Self.lines(of: result, in: $0, configuration) } ?? []
  }

  /// The lines without the last one's end. Commands are never broken: they are to be copied.
  func text(width: Int?) -> String {
    ((outcome.map { [$0.text(width: width)] } ?? []) + rest).joined(separator: "\n")
  }

  private static func lines(
    of result: TrainingResult, in folder: RunFolder, _ configuration: TrainingConfiguration
  ) -> [String] {
    var lines: [String] = []
    var data = "--data \(configuration.data)"
    if let path = configuration.dataFolder { data += " --data-folder \(path.shellQuoted)" }
    if result.best != nil {
      let model = folder.bestPath.shellQuoted
      lines.append("model     \(folder.bestPath.printable)")
      lines.append("evaluate  \(invocation) evaluate \(model) \(data)")
      lines.append("predict   \(invocation) predict \(model) \(data) --index 0")
    }
    let resume = "resume    \(invocation) train --resume \(folder.path.shellQuoted)"
    if result.status == .interrupted {
      lines.append("stopped   checkpoint written: \(folder.checkpointPath.printable)")
      lines.append(resume)
    } else {
      lines.append("\(resume) --epochs \(2 * configuration.epochs)")
    }
    return lines
  }
}

/// The command as its user called it, so that printed commands can be repeated as they stand.
private var invocation: String {
  let name = CommandLine.arguments.first ?? "fovea"
  return name.contains("/") ? name.shellQuoted : "fovea"
}

extension String {
  /// The text as one word of a shell's command line.
  var shellQuoted: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "/._-+=:@%,".unicodeScalars.contains(scalar))
      }
    return isPlain
      ? self
      : "'"
        + split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
