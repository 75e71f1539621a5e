import Fovea

/// The last lines of a training run: how it went, where everything is, and the commands to go on with.
struct Closing {
  /// Lines without the last one's end.
  let text: String

  init(_ result: TrainingResult, _ configuration: TrainingConfiguration) {
    var lines: [String] = []
    if let test = result.test {
      let best = result.best.map { " (weights of epoch \($0.epoch))" } ?? ""
      lines.append("test      \(test.accuracies)  loss \(test.loss.fixed(3))\(best)")
    }
    if let folder = result.folder {
      var data = "--data \(configuration.data)"
      if let path = configuration.dataFolder { data += " --data-folder \(path.shellQuoted)" }
      if result.best != nil {
        let model = folder.bestPath.shellQuoted
        lines.append("model     \(folder.bestPath.printable)")
        lines.append("evaluate  \(invocation) evaluate \(model) \(data)")
        lines.append("predict   \(invocation) predict \(model) \(data) --index 0")
      }
      if result.status == .interrupted {
        lines.append("stopped   the checkpoint is \(folder.checkpointPath.printable)")
        lines.append("resume    \(invocation) train --resume \(folder.path.shellQuoted)")
      } else {
        lines.append(
          "go on     \(invocation) train --resume \(folder.path.shellQuoted) "
            + "--epochs \(2 * configuration.epochs)")
      }
    }
    text = lines.joined(separator: "\n")
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
