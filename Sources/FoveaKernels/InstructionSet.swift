/// What the loop bodies need to know of the processor they are compiled for.
///
/// A body is generic over its instruction set and always inlined, so each module that instantiates the
/// table (`KernelTable.init(_:)`) gets code of its own, under symbols that carry the type's name. For that
/// every body takes the type, needed or not: two modules would share a weak symbol otherwise, and the
/// linker might keep the one that an older processor cannot run.
public protocol InstructionSet: SendableMetatype {
  /// a * b + c, in one rounding where the processor has a fused instruction for it.
  static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector
}

/// The processor that the package is built for: SSE2 on x86-64, NEON on arm64.
public enum Baseline: InstructionSet {
  /// a * b + c; fused on arm64, two roundings on x86-64.
  @inlinable @inline(__always)
  public static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
    #if arch(x86_64)
      // A fused multiply-add would be a library call per element here.
      a * b + c
    #else
      c.addingProduct(a, b)
    #endif
  }
}

/// x86-64 with AVX2 and FMA (Intel Haswell, AMD Zen and later); only FoveaKernelsHaswell instantiates it.
public enum Haswell: InstructionSet {
  /// a * b + c, fused.
  @inlinable @inline(__always)
  public static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
    c.addingProduct(a, b)
  }
}
