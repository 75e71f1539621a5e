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
    let facts = machineFacts(threads: threads)
    let sets = DataSets.all.map(state)
    if json {
      Stream.results.json(Report(facts, sets, .measured(seconds: 1)))
      return
    }
    for (name, parts) in facts { show(name, parts) }
    for (place, set) in sets.enumerated() {
      let verdict = "\(set.name): \(set.isFound ? "found" : "not found")"
      show(place == 0 ? "data" : "", [verdict, set.state])
    }
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

  /// A data set, and what there is of it or what to do.
  private struct SetState: Encodable {
    let name: String
    let isFound: Bool
    let state: String
  }

  private func state(of set: any NamedDataSet.Type) -> SetState {
    do {
      let data = try set.init(.test, folder: nil).data
      return SetState(
        name: set.name, isFound: true,
        state: "\(data.count.grouped) test pictures of \(data.imageShape.extents)")
    } catch {
      return SetState(
        name: set.name, isFound: false, state: error.advice ?? error.description)
    }
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    struct GEMM: Encodable {
      let single: Double
      let all: Double
    }

    let machine: [String: String]
    let threads: Int
    let data: [SetState]
    /// Thousands of millions of multiplications and additions a second, in single precision.
    let gigaflops: GEMM

    init(_ facts: [(name: String, parts: [String])], _ sets: [SetState], _ figure: GEMMFigure) {
      machine = Dictionary(
        uniqueKeysWithValues: facts.map { ($0.name, $0.parts.joined(separator: ", ")) })
      data = sets
      threads = figure.threads
      gigaflops = GEMM(single: figure.single, all: figure.all)
    }
  }
}
