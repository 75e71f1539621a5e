import ArgumentParser
import Foundation
import Fovea
import FoveaData

/// Where another engine's figures lie, as in "PyTorch=nchw.jsonl".
struct PeerFile: Hashable, Sendable {
  /// The engine's name in the legend.
  let name: String
  let path: String

  /// Reads NAME=FILE.
  ///
  /// - Throws: `ValidationError` when there is no name or no file, or the name is one of ours.
  @Sendable init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError("expected NAME=FILE, as in PyTorch=nchw.jsonl")
    }
    (name, path) = (String(parts[0]), String(parts[1]))
    if name == ConvResult.naiveName || ConvolutionAlgorithm(rawValue: name) != nil {
      throw ValidationError("'\(name)' is an algorithm of this engine; choose another name")
    }
  }
}

/// What another engine took for layers and passes.
struct PeerFigures {
  /// A layer and what was timed of it.
  struct Key: Hashable {
    let layer: String
    let pass: String
  }

  let name: String
  /// Seconds; the median where a figure stands in the file several times, once a round.
  let seconds: [Key: Double]

  private struct Line: Decodable {
    let `case`, pass: String
    let ms: Double
  }

  /// Reads a file of JSON lines; empty lines are skipped, other fields than case, pass and ms ignored.
  ///
  /// - Throws: `DataError` naming the file and the first line that is no figure.
  init(_ file: PeerFile) throws {
    let input = try InputFile(file.path, inflating: false)
    let text = String(decoding: try input.read(input.size), as: UTF8.self)
    var times: [Key: [Double]] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy(\.isWhitespace) {
      guard let figure = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)),
        figure.ms > 0, figure.ms.isFinite
      else {
        throw DataError(
          file.path, at: "line \(index + 1)",
          expected: #"{"case": "...", "pass": "...", "ms": a number above 0}"#,
          found: "'\(line.prefix(60))'",
          advice: "write the file with Scripts/peers/conv.py or --json")
      }
      times[Key(layer: figure.case, pass: figure.pass), default: []].append(figure.ms / 1e3)
    }
    if times.isEmpty {
      throw DataError(
        file.path, expected: "a figure a line", found: "none",
        advice: "write the file with Scripts/peers/conv.py or --json")
    }
    name = file.name
    seconds = times.mapValues(median)
  }

  /// The peers' figures of the passes that were measured here, the fastest of those under one name;
  /// GFLOP/s is counted as ours is.
  static func results(_ peers: [PeerFigures], beside ours: [ConvResult]) -> [ConvResult] {
    var fastest: [String: [Key: Double]] = [:]
    for peer in peers {
      fastest[peer.name, default: [:]].merge(peer.seconds, uniquingKeysWith: min)
    }
    var names: [String] = []
    for peer in peers where !names.contains(peer.name) { names.append(peer.name) }
    var seen: Set<Key> = []
    return ours.flatMap { result -> [ConvResult] in
      let key = Key(layer: result.layer, pass: result.pass.rawValue)
      guard seen.insert(key).inserted else { return [] }
      return names.compactMap { name in
        fastest[name]?[key].map { result.by(name, seconds: $0, patchBytes: nil) }
      }
    }
  }
}
