/// The speed that a machine allows a computation: that of its arithmetic, or of its memory where too few
/// operations fall to each byte.
///
///     attainable = min(peak, bandwidth * operations / bytes)
///
/// - Source: Williams, Waterman and Patterson (2009), Roofline.
struct Roofline: Hashable, Sendable {
  /// Operations a second of large matrix products.
  let peak: Double
  /// Bytes a second to and from memory.
  let bandwidth: Double

  /// Operations a second, of a computation that runs `operations` and must move `bytes`.
  func attainable(operations: Double, bytes: Int) -> Double {
    min(peak, bandwidth * operations / Double(bytes))
  }

  /// Whether memory limits such a computation, rather than arithmetic.
  func isMemoryBound(operations: Double, bytes: Int) -> Bool {
    bandwidth * operations / Double(bytes) < peak
  }

  /// The share of the attainable that was reached. More than 1 where the operations counted were not all
  /// run, as by Winograd, or where bytes stayed in a cache from one run to the next.
  func share(operations: Double, bytes: Int, seconds: Double) -> Double {
    operations / seconds / attainable(operations: operations, bytes: bytes)
  }
}
