internal import COpenBLAS

// `precondition` drops its text in release builds; misuse of BLAS is worth a sentence there too. As
// `require` in FoveaKernels, and not that one: this target stands first in the order of imports, on the C
// libraries alone, so that it is of use without the engine.

/// Stops the program with `message` unless `condition` holds.
@inline(__always)
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { stop(message()) }
}

/// Out of line, so that the checks of a hot call are a compare and a branch never taken.
@inline(never)
private func stop(_ message: String) -> Never {
  fatalError(message)
}

/// `value` as OpenBLAS's index type, after the check that it is a size that the type can hold.
@inline(__always)
func index(_ value: Int, _ name: StaticString, _ routine: StaticString) -> blasint {
  require(value >= 0, "\(routine): \(name) must not be negative, received \(value)")
  require(
    value <= Int(blasint.max),
    "\(routine): \(name) must be at most \(blasint.max) for this OpenBLAS, received \(value)")
  return blasint(truncatingIfNeeded: value)
}

/// A leading dimension as OpenBLAS's index type: at least as long as a stored row, and 1.
@inline(__always)
func leading(
  _ value: Int, row: Int, _ name: StaticString, _ routine: StaticString
) -> blasint {
  require(
    value >= max(1, row),
    "\(routine): \(name) must be at least \(max(1, row)), the length of a stored row, "
      + "received \(value)")
  return index(value, name, routine)
}

/// The distance between neighbours of a vector as OpenBLAS's index type: at least 1.
@inline(__always)
func stride(_ value: Int, _ name: StaticString, _ routine: StaticString) -> blasint {
  require(value >= 1, "\(routine): \(name) must be at least 1, received \(value)")
  return index(value, name, routine)
}

extension BLAS.Transpose {
  var code: CBLAS_TRANSPOSE { self == .no ? CblasNoTrans : CblasTrans }
}

extension BLAS.Triangle {
  var code: CBLAS_UPLO { self == .upper ? CblasUpper : CblasLower }
}
