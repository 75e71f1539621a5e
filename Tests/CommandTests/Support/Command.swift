import Foundation
import Testing

/// The command `fovea`, run as a process of its own.
struct Command {
  /// How a run ended and what it wrote.
  struct Outcome {
    /// The exit code, or minus the signal that ended it.
    let status: Int32
    let output: String
    let errors: String

    var outputLines: [String] { output.split(separator: "\n").map(String.init) }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
  }

  /// A run under way.
  let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  /// The executable in the folder that FOVEA_TEST_COMMANDS names, else that beside these tests, wherever they were
  /// built. A release build's is many times as fast: in debug ArgumentParser checks every option's declaration
  /// over and over.
  static func executable() throws -> URL {
    if let folder = ProcessInfo.processInfo.environment["FOVEA_TEST_COMMANDS"] {
      return URL(filePath: folder, directoryHint: .isDirectory).appending(path: "fovea")
    }
    #if os(macOS)
      let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let folder = try #require(tests).bundleURL.deletingLastPathComponent()
    #else
      let folder = Bundle.main.bundleURL
    #endif
    return folder.appendingPathComponent("fovea")
  }

  /// Starts the command.
  ///
  /// - Parameters:
  ///   - arguments: what follows its name.
  ///   - folder: where it runs.
  ///   - environment: variables beside those of this process.
  init(
    starting arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws {
    process.executableURL = try Self.executable()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// Runs the command to its end.
  static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    try Command(starting: arguments, in: folder, environment: environment).finish()
  }

  /// Runs the command to its end.
  static func run(_ arguments: String..., in folder: URL? = nil) throws -> Outcome {
    try run(arguments, in: folder)
  }

  /// Waits until a line of its standard error begins so.
  ///
  /// - Returns: the line; nil when there was none until the end.
  func waitForNote(_ beginning: String) -> String? {
    var line = Data()
    while let byte = try? errors.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
      if byte.first != UInt8(ascii: "\n") {
        line += byte
        continue
      }
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix(beginning) { return text }
      line = Data()
    }
    return nil
  }

  /// Closes the reading end of its standard output, as `head` does.
  func closeOutput() throws { try output.fileHandleForReading.close() }

  /// Sends it a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for its end, and reads what it wrote until then.
  ///
  /// - Parameter readingOutput: false after `closeOutput`.
  func finish(readingOutput: Bool = true) -> Outcome {
    // Errors are few: they fit the pipe while the output is read.
    let text = readingOutput ? output.fileHandleForReading.readDataToEndOfFile() : Data()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .uncaughtSignal ? -status : status,
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self))
  }
}
