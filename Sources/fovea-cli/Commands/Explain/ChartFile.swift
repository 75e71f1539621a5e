import ArgumentParser
import Fovea

/// Refuses a path that names no file.
func checkChartPath(_ path: String?) throws {
  if path == "" { throw ValidationError("--output: expected a path, found ''") }
}

/// Writes a chart, whole or not at all, and says where it is; nothing without a path.
func writeChart(_ svg: String, to path: String?) throws {
  guard let path else { return }
  try AtomicFile.write(svg, to: path)
  Stream.notes.line("chart  \(path.printable)")
}
