import Fovea

/// The last lines of a training run: how it went, where everything is, and the commands to go on with.
struct Closing {
  private let stop: PartedLine?
  private let outcome: PartedLine?
  private let places: [String]
  /// Commands, a line each, never broken: they are to be copied.
  let notes: [String]

  /// - Parameters:
  ///   - hasReport: whether the run's page was written.
  ///   - flags: those that a command which goes on takes over.
  init(
    _ result: TrainingResult, _ configuration: TrainingConfiguration, hasReport: Bool,
    keeping flags: [String]
  ) {
    outcome = result.test.map { test in
      let best = result.best.map { ["(weights of epoch \($0.epoch))"] } ?? []
      return PartedLine(
        parts: ["test      \(test.accuracies)", "loss \(test.loss.fixed(3))"] + best, indent: 10)
    }
    // One that comes to its end with the last epoch has stopped nothing.
    stop = result.stoppedEarly.flatMap { stopping in
      if stopping.lastEpoch == configuration.epochs { return nil }
      let kept = stopping.restoreBest ? "" : "; the last weights are kept"
      return PartedLine(
        parts: [
          "stopped   early after epoch \(stopping.lastEpoch ?? 0) of \(configuration.epochs):",
          "no better than epoch \(stopping.bestEpoch ?? 0) for "
            + stopping.waited.counted("epoch") + kept,
        ], separator: " ", indent: 10)
    }
    places = result.folder.map { Self.places(of: result, in: $0, hasReport) } ?? []
    notes = result.folder.map { Self.commands(after: result, in: $0, configuration, flags) } ?? []
  }

  /// What came of the run, and the files that hold it.
  func results(width: Int?) -> [String] {
    [stop, outcome].compactMap { $0?.text(width: width) } + places
  }

  private static func places(
    of result: TrainingResult, in folder: RunFolder, _ hasReport: Bool
  ) -> [String] {
    var lines: [String] = []
    if result.best != nil {
      lines.append(
        hasReport
          ? "report    \(folder.reportPath.printable)" : "curves    \(folder.curvesPath.printable)")
      lines.append("model     \(folder.bestPath.printable)")
    }
    if result.status == .interrupted {
      lines.append("stopped   checkpoint written: \(folder.checkpointPath.printable)")
    }
    return lines
  }

  private static func commands(
    after result: TrainingResult, in folder: RunFolder, _ configuration: TrainingConfiguration,
    _ flags: [String]
  ) -> [String] {
    var lines: [String] = []
    let data = configuration.dataArguments
    if result.best != nil {
      let model = folder.bestPath.shellPath
      lines.append("evaluate  \(invocation) evaluate \(model) \(data)")
      lines.append("predict   \(invocation) predict \(model) \(data) --index 0")
    }
    var resume = ["resume    \(invocation) train --resume \(folder.path.shellPath)"] + flags
    if result.status == .finished { resume.append("--epochs \(2 * configuration.epochs)") }
    lines.append(resume.joined(separator: " "))
    return lines
  }
}

extension TrainingConfiguration {
  /// The flags that name its data, for commands that are printed.
  var dataArguments: String {
    "--data \(data.shellPath)" + (dataFolder.map { " --data-folder \($0.shellPath)" } ?? "")
  }
}

/// The command as its user called it, so that printed commands can be repeated as they stand.
var invocation: String {
  let name = CommandLine.arguments.first ?? "fovea"
  return name.contains("/") ? name.shellQuoted : "fovea"
}

extension String {
  /// The path as one word of a shell's command line, which no command takes for a flag.
  var shellPath: String { (hasPrefix("-") ? "./" + self : self).shellQuoted }

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
