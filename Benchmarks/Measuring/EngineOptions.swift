import ArgumentParser
import Fovea
import FoveaBLAS

/// The flags that all measurements share.
struct EngineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Threads that work at once. (default: FOVEA_THREADS, else the CPUs it may use)",
    transform: wholeNumber(1...1024))
  var threads: Int?

  @Flag(help: "Print JSON lines alone, for programs.")
  var json = false

  /// Sets the engine up: so many threads, and OpenBLAS with one inside each.
  ///
  /// - Throws: `ValidationError` when the environment says how many, and that is no number.
  func apply() throws {
    if threads == nil, let fault = CPUCount.environmentFault { throw ValidationError(fault) }
    ThreadPool.shared.setWidth(threads ?? CPUCount.available.count)
    BLAS.setThreads(1)
  }

  /// What computes, in one line: "2 threads (...), haswell loops on Float, OpenBLAS 0.3.21 (Zen)".
  var machine: String {
    let count = ThreadPool.shared.width
    let origin = threads == nil ? CPUCount.available.origin : "--threads"
    let blas = BLAS.info
    return "\(count.counted("thread")) (\(origin)), \(kernelInstructionSet) loops on "
      + "\(Scalar.self), OpenBLAS \(blas.version) (\(blas.core))"
  }
}

/// Reads a whole number within a range.
func wholeNumber(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
  { text in
    if let value = Int(text), range.contains(value) { return value }
    throw ValidationError(
      "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
  }
}

/// Reads how long to measure: above 0, up to an hour.
@Sendable func measuringTime(_ text: String) throws -> Double {
  if let value = Double(text), value > 0, value <= 3600 { return value }
  throw ValidationError("expected seconds above 0, up to 3600")
}
