#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Denormal numbers make some processors a hundred times slower. Inside the pool they count as zero, on
// the calling thread as on the workers, or else the bits would depend on who ran a task.

#if arch(x86_64)
  /// Flush-to-zero and denormals-are-zero in MXCSR.
  private let flushBits: UInt32 = 0x8040
#elseif arch(arm64)
  /// FZ in FPCR.
  private let flushBits: UInt64 = 1 << 24
#endif

/// Runs `body` with denormals flushed to zero and restores what was set before: some hundred cycles, but inside another
/// such call.
@inline(__always)
package func flushingDenormals<R>(_ body: () -> R) -> R {
  var environment = fenv_t()
  fegetenv(&environment)
  var before = environment
  guard environment.flushDenormals() else { return body() }
  fesetenv(&environment)
  defer { fesetenv(&before) }
  return body()
}

/// Flushes denormals to zero on this thread from now on.
func flushDenormalsForever() {
  var environment = fenv_t()
  fegetenv(&environment)
  if environment.flushDenormals() { fesetenv(&environment) }
}

extension fenv_t {
  /// Sets the flush bits; false when they were set already.
  fileprivate mutating func flushDenormals() -> Bool {
    #if arch(x86_64)
      if __mxcsr & flushBits == flushBits { return false }
      __mxcsr |= flushBits
      return true
    #elseif arch(arm64)
      if UInt64(__fpcr) & flushBits == flushBits { return false }
      __fpcr |= numericCast(flushBits)
      return true
    #else
      return false
    #endif
  }
}
