import ArgumentParser
import Fovea
import FoveaBLAS

/// `fovea doctor`: what this machine offers and what the engine makes of it.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Shows processor, threads, OpenBLAS, memory and data sets, and measures GEMM.",
    discussion: """
      Takes about a second. Send its output along when something is slow or wrong.
      """)

  @OptionGroup var engine: EngineOptions

  func run() throws {
    // Asked first: the pool sets OpenBLAS up as the engine uses it.
    let threads = engine.applied()
    let processor = Processor.current
    let blas = BLAS.info
    let report: [(name: String, text: String)] = [
      ("fovea", engineVersion),
      ("processor", processor.model ?? "unknown"),
      ("cores", processor.description),
      ("threads", threads),
      ("kernels", "\(kernelInstructionSet), \(Scalar.self)"),
      ("OpenBLAS", "\(blas.version), \(blas.core) kernels"),
      ("", "\(blas.threading), \(blas.threads) of its own in each of the engine's threads"),
      ("memory", Memory.current?.description ?? "unknown"),
    ]
    for (name, text) in report { show(name, text) }
    for (place, set) in DataSets.all.enumerated() { show(place == 0 ? "data" : "", state(of: set)) }
    show("GEMM", GEMMFigure.measured(seconds: 1).description)
  }

  private func show(_ name: String, _ text: String) {
    Stream.results.line("\(name.fitted(to: 10))  \(text.printable)")
  }

  /// "mnist: 10,000 test pictures", or why there are none.
  private func state(of set: any NamedDataSet.Type) -> String {
    do {
      let data = try set.init(.test, folder: nil).data
      return "\(set.name): found, \(data.count.grouped) test pictures of \(data.imageShape.extents)"
    } catch {
      return "\(set.name): not found; \(error.advice ?? error.description)"
    }
  }
}
