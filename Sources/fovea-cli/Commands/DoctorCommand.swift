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

  func run() throws {
    // The pool sets OpenBLAS up as the engine uses it.
    let processor = Processor.current
    let threads = CPUCount.available
    let blas = BLAS.info
    let memory = Memory.current
    var lines: [(String, String)] = []
    lines.append(("processor", processor.model ?? "unknown"))
    lines.append(("cores", processor.description))
    lines.append(("threads", "\(threads.count) (\(threads.origin))"))
    lines.append(("kernels", kernelInstructionSet))
    lines.append(("scalar", "\(Scalar.self)"))
    lines.append(("OpenBLAS", "\(blas.version), \(blas.core) kernels"))
    lines.append(("", "\(blas.threading), set to \(blas.threads) of its own"))
    lines.append(("memory", memory.map(\.description) ?? "unknown"))
    Stream.results.write(lines.map { "\($0.0.fitted(to: 10)) \($0.1)\n" }.joined())

    let figure = GEMMFigure.measured(seconds: 1)
    Stream.results.line("GEMM       \(figure)")
  }
}
