import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Winograd {
  /// Whether `automatic` may choose this algorithm.
  static var isAllowed: Bool { allowed.load(ordering: .relaxed) }

  fileprivate static let allowed = Atomic<Bool>(
    getenv("FOVEA_WINOGRAD").map { String(cString: $0) } != "off")
}

extension ConvolutionAlgorithm {
  /// Whether `automatic` may choose Winograd's algorithm: true unless `FOVEA_WINOGRAD=off` is in the
  /// environment. For whoever needs the last digits more than the speed; asking for `winograd` by name is
  /// always possible.
  public static var automaticMayUseWinograd: Bool {
    get { Winograd.isAllowed }
    set { Winograd.allowed.store(newValue, ordering: .relaxed) }
  }
}
