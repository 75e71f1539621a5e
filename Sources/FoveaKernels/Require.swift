/// Stops the program with `message` unless `condition` holds, in release builds too, where the text of a
/// `precondition` is dropped.
///
/// For misuse that the caller could have avoided; what depends on files and flags throws instead.
@inlinable @inline(__always)
package func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if _slowPath(!condition) { stop(message()) }
}

/// Stops the program with `message`. Never inlined, so that the checks themselves stay small.
@usableFromInline @inline(never)
package func stop(_ message: String) -> Never { fatalError(message) }
