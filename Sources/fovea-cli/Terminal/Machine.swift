import Foundation
import Fovea
import FoveaBLAS

/// The machine's processor, as far as the system tells.
struct Processor {
  /// The name that it gives itself.
  let model: String?
  /// Cores, whether this process may use them or not; nil when the system does not tell.
  let cores: Int?
  /// Threads that the cores run at once.
  let logical: Int

  /// This machine's.
  static var current: Processor {
    let logical = ProcessInfo.processInfo.processorCount
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return Processor(model: nil, cores: nil, logical: logical)
    }
    var model: String?
    var package = ""
    var cores: Set<String> = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = parts[1].trimmingCharacters(in: .whitespaces)
      switch parts[0].trimmingCharacters(in: .whitespaces) {
      case "model name", "Model": model = model ?? value
      case "physical id": package = value
      case "core id": cores.insert("\(package)/\(value)")
      default: break
      }
    }
    return Processor(model: model, cores: cores.isEmpty ? nil : cores.count, logical: logical)
  }
}

extension Processor: CustomStringConvertible {
  /// "2 cores, 4 threads".
  var description: String {
    let threads = logical.counted("hardware thread")
    return cores.map { "\($0.counted("core")), \(threads)" } ?? threads
  }
}

/// The machine's memory, in bytes.
struct Memory: CustomStringConvertible {
  let total: Int
  let available: Int

  /// How it stands now; nil when the system does not tell.
  static var current: Memory? {
    guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8) else {
      return nil
    }
    func kibibytes(_ name: String) -> Int? {
      text.split(separator: "\n").first { $0.hasPrefix(name) }
        .flatMap { line in line.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
    }
    guard let total = kibibytes("MemTotal:"), let available = kibibytes("MemAvailable:") else {
      return nil
    }
    return Memory(total: total * 1024, available: available * 1024)
  }

  /// "21 GiB free of 23 GiB".
  var description: String { "\(available.bytes) free of \(total.bytes)" }
}

/// What the engine is and what it runs on: names with what they are, in parts.
///
/// - Parameter threads: their number and where it came from, in words.
func machineFacts(threads: String) -> [(name: String, parts: [String])] {
  let (processor, blas) = (Processor.current, BLAS.info)
  return [
    ("fovea", ["\(engineVersion), computing in \(Scalar.self)"]),
    ("processor", [processor.model ?? "unknown", processor.description]),
    ("memory", [Memory.current?.description ?? "unknown"]),
    ("threads", [threads]),
    ("kernels", [kernelInstructionSet]),
    ("OpenBLAS", ["\(blas.version)", "\(blas.core) kernels", "\(blas.threading)"]),
  ]
}
