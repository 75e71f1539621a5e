import ArgumentParser
import Foundation
import Fovea

/// The flags of training that the environment has: `FOVEA_LR=0.1` is `--lr 0.1`, and `FOVEA_DROP_LAST=1` is
/// `--drop-last`. A configuration file gives way to them, and they to a flag. A flag without a `--no-` form can only be
/// turned on by its variable, as on the command line.
struct EnvironmentFlags {
  /// Variables of the engine, which are no flags of training.
  private static let others: Set = [
    "FOVEA_DATA", "FOVEA_THREADS", "FOVEA_KERNELS", "FOVEA_WINOGRAD",
  ]

  /// As they would stand on the command line, in the order of the variables' names.
  let arguments: [String]
  private let options: TrainingOptions

  /// - Throws: `ValidationError` naming a variable whose value its flag would refuse. Names that are no flag are
  ///   passed over: they may be for other programs.
  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    var arguments: [String] = []
    for (name, value) in environment.sorted(by: { $0.key < $1.key })
    where name.hasPrefix("FOVEA_") && !Self.others.contains(name) {
      if let argument = try Self.argument(name, value) { arguments.append(argument) }
    }
    self.arguments = arguments
    options = try TrainingOptions.parse(arguments)
  }

  /// Puts them into a configuration.
  func apply(to configuration: inout TrainingConfiguration) throws {
    try options.check()
    try options.apply(to: &configuration)
  }

  /// What a variable is on the command line; nil where there is no such flag, or one that is off.
  private static func argument(_ name: String, _ value: String) throws -> String? {
    let flag = name.dropFirst("FOVEA_".count).lowercased().replacing("_", with: "-")
    // An empty variable is as good as none.
    if flag.isEmpty || value.isEmpty { return nil }
    if isWhole("--" + flag) {
      switch value.lowercased() {
      case "1", "true", "yes": return "--" + flag
      case "0", "false", "no": return isWhole("--no-" + flag) ? "--no-" + flag : nil
      default: throw ValidationError("\(name): expected 1 or 0, found '\(value)'")
      }
    }
    let argument = "--\(flag)=\(value)"
    do { _ = try TrainingOptions.parse([argument]) } catch {
      let reason = TrainingOptions.message(for: error)
      if reason.hasPrefix("Unknown option") { return nil }
      throw ValidationError("\(name): \(reason)")
    }
    return argument
  }

  /// Whether a flag says all by itself.
  private static func isWhole(_ flag: String) -> Bool {
    (try? TrainingOptions.parse([flag])) != nil
  }
}
