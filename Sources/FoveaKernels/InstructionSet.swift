/// What the loop bodies need to know of the processor they are compiled for.
///
/// A body is generic over its instruction set and always inlined, so each module that instantiates the
/// table (`KernelTable.init(_:)`) gets code of its own, under symbols that carry the type's name.
public protocol InstructionSet {
  /// a * b + c, in one rounding where the processor has a fused instruction for it.
  static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector
  /// a * b + c for one element, rounded as `multiplyAdd` of vectors rounds it.
  static func multiplyAdd(_ a: Scalar, _ b: Scalar, _ c: Scalar) -> Scalar
}

#if arch(x86_64)
  /// The processor that the package is built for: SSE2 on x86-64.
  public enum Baseline: InstructionSet {
    // A fused multiply-add would be a library call per element here.
    @inlinable @inline(__always)
    public static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector { a * b + c }
    @inlinable @inline(__always)
    public static func multiplyAdd(_ a: Scalar, _ b: Scalar, _ c: Scalar) -> Scalar { a * b + c }
  }
#else
  /// The processor that the package is built for: NEON, with fused multiply-add, on arm64.
  public enum Baseline: InstructionSet {
    @inlinable @inline(__always)
    public static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
      c.addingProduct(a, b)
    }
    @inlinable @inline(__always)
    public static func multiplyAdd(_ a: Scalar, _ b: Scalar, _ c: Scalar) -> Scalar {
      c.addingProduct(a, b)
    }
  }
#endif

/// x86-64 with AVX2 and FMA (Intel Haswell, AMD Zen and later); only FoveaKernelsHaswell instantiates it.
public enum Haswell: InstructionSet {
  @inlinable @inline(__always)
  public static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
    c.addingProduct(a, b)
  }
  @inlinable @inline(__always)
  public static func multiplyAdd(_ a: Scalar, _ b: Scalar, _ c: Scalar) -> Scalar {
    c.addingProduct(a, b)
  }
}
