import Foundation
import Fovea
import Testing

@testable import fovea_bench

@Suite("fovea-bench: the command")
struct BenchCommandTests {
  private struct Outcome {
    let status: Int32
    let output: [String]
    let errors: [String]
  }

  /// Where these tests were built, and the command with them.
  private static func folder() throws -> URL {
    #if os(macOS)
      let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      return try #require(tests).bundleURL.deletingLastPathComponent()
    #else
      return Bundle.main.bundleURL
    #endif
  }

  /// Runs the command that was built with these tests.
  private func run(_ arguments: String...) throws -> Outcome {
    let process = Process()
    process.executableURL = try Self.folder().appendingPathComponent("fovea-bench")
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    func lines(_ data: Data) -> [String] {
      String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    return Outcome(
      status: process.terminationStatus, output: lines(text), errors: lines(complaints))
  }

  @Test(
    "a command line that cannot be understood: one line on standard error, exit 64",
    arguments: [
      (["conv", "--case", "vgg_3_3"], "error: unknown case 'vgg_3_3'; did you mean 'vgg_3_2'?"),
      (
        ["conv", "--algorithm", "im2cal"],
        "error: unknown algorithm 'im2cal'; did you mean 'im2col'?"
      ),
      (["gemm", "--case", "rnstem"], "error: unknown case 'rnstem'; did you mean 'rn_stem'?"),
      (["model", "--case", "lenet"], "error: unknown case 'lenet'; did you mean 'lenet5'?"),
      (
        ["conv", "--threads", "0"],
        "error: the value '0' is invalid for '--threads <threads>': expected a whole number from 1 "
          + "to 1024"
      ),
      (
        ["conv", "--seconds", "-1"],
        "error: the value '-1' is invalid for '--seconds <seconds>': expected seconds above 0, up "
          + "to 3600"
      ),
      (
        ["conv", "--beside", "PyTorch=a.jsonl"],
        "error: --beside draws into a chart; add --chart with an SVG file"
      ),
    ])
  func usage(arguments: [String], line: String) throws {
    do {
      var command = try FoveaBench.parseAsRoot(arguments)
      try command.run()
      Issue.record("\(arguments) accepted")
    } catch {
      #expect(FoveaBench.exitCode(for: error).rawValue == 64)
      #expect(FoveaBench.errorLine(error) == line)
    }
  }

  @Test("the process says the same: one line on standard error, nothing on standard output, 64")
  func process() throws {
    let outcome = try run("conv", "--case", "vgg_3_3")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == ["error: unknown case 'vgg_3_3'; did you mean 'vgg_3_2'?"])
    let version = try run("--version")
    #expect(version.status == 0 && version.output == [engineVersion])
    let unknown = try run("conv", "--cse", "lenet_c1")
    #expect(unknown.status == 64)
    #expect(unknown.errors.count == 1)
  }

  @Test("a chart that cannot be written is an error before anything is measured")
  func unwritableChart() throws {
    let outcome = try run("conv", "--case", "lenet_c1", "--chart", "/nonexistent/speeds.svg")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.count == 1)
    #expect(outcome.errors.first?.hasPrefix("error: /nonexistent/speeds.svg: ") == true)
  }

  @Test("another engine's file that cannot be read is an error before anything is measured")
  func unreadablePeer() throws {
    let outcome = try run(
      "conv", "--case", "lenet_c1", "--beside", "PyTorch=/nonexistent/nchw.jsonl", "--chart",
      FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).svg").path)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.count == 1)
    #expect(outcome.errors.first?.hasPrefix("error: /nonexistent/nchw.jsonl: ") == true)
  }

  @Test("--json: a line a pass with the peers' keys, nothing else; and the chart beside it")
  func json() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fovea-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let chart = folder.appendingPathComponent("speeds.svg")
    let outcome = try run(
      "conv", "--case", "lenet_c2", "--seconds", "0.001", "--threads", "2", "--json", "--chart",
      chart.path)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let lines = try outcome.output.map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(
      lines.map { $0["pass"] as? String }
        == ["forward", "input_gradient", "weight_gradient", "train"])
    #expect(lines.allSatisfy { Set($0.keys) == ["case", "pass", "ms", "gflops"] })
    #expect(lines.allSatisfy { ($0["ms"] as? Double ?? 0) > 0 })
    let drawn = try String(contentsOf: chart, encoding: .utf8)
    #expect(drawn.hasPrefix("<svg ") && drawn.contains("naive"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["speeds.svg"])
  }

  @Test("--json is the engine's own choice; people see every algorithm; a name selects")
  func algorithms() throws {
    func chosen(_ arguments: String...) throws -> [ConvolutionAlgorithm] {
      try ConvCommand.parse(arguments).chosenAlgorithms()
    }
    #expect(try chosen("--json") == [.automatic])
    #expect(try chosen() == ConvolutionAlgorithm.allCases)
    #expect(try chosen("--json", "--algorithm", "all") == ConvolutionAlgorithm.allCases)
    #expect(try chosen("--json", "--algorithm", "im2col") == [.im2col])
  }
}
