import ArgumentParser
import Fovea

/// `fovea doctor`: what this machine offers and what the engine makes of it.
struct DoctorCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Shows processor, threads, OpenBLAS, memory and data sets, and measures GEMM.",
    discussion: """
      Takes about a second. Send its output along when something is slow or wrong.
      """)

  @OptionGroup var engine: EngineOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func check() throws { try engine.check() }

  func run() throws {
    // Asked first: the pool sets OpenBLAS up as the engine uses it.
    let threads = engine.applied()
    if json {
      Stream.results.json(Report(machineFacts(threads: threads), DataSets.all.map(state)))
      return
    }
    for (name, parts) in machineFacts(threads: threads) { show(name, parts) }
    for (place, set) in DataSets.all.enumerated() { show(place == 0 ? "data" : "", state(of: set)) }
    show("GEMM", [GEMMFigure.measured(seconds: 1).description])
  }

  /// A line that is broken between its parts where the terminal is narrow.
  private func show(_ name: String, _ parts: [String]) {
    let heading = name.fitted(to: 11)
    let line = PartedLine(
      parts: [heading + parts[0].printable] + parts.dropFirst().map(\.printable), separator: ", ",
      indent: heading.count + 2)
    Stream.results.line(line.text(width: Stream.results.width))
  }

  /// "mnist: found, 10,000 test pictures", or why there are none.
  private func state(of set: any NamedDataSet.Type) -> [String] {
    do {
      let data = try set.init(.test, folder: nil).data
      return [
        "\(set.name): found", "\(data.count.grouped) test pictures of \(data.imageShape.extents)",
      ]
    } catch {
      return ["\(set.name): not found", error.advice ?? error.description]
    }
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    struct GEMM: Encodable {
      let single: Double
      let all: Double
      let threads: Int
    }

    struct Data: Encodable {
      let name: String
      let isFound: Bool
      /// What there is, or what to do.
      let state: String
    }

    let machine: [String: String]
    let threads: Int
    let data: [Data]
    /// Thousands of millions of multiplications and additions a second, in single precision.
    let gigaflops: GEMM

    init(_ facts: [(name: String, parts: [String])], _ data: [[String]]) {
      machine = Dictionary(
        uniqueKeysWithValues: facts.map { ($0.name, $0.parts.joined(separator: ", ")) })
      self.data = data.map { parts in
        let words = parts[0].split(separator: ": ")
        return Data(
          name: String(words[0]), isFound: words.last == "found",
          state: parts.dropFirst().joined(separator: ", "))
      }
      threads = ThreadPool.shared.width
      let figure = GEMMFigure.measured(seconds: 1)
      gigaflops = GEMM(single: figure.single, all: figure.all, threads: figure.threads)
    }
  }
}
