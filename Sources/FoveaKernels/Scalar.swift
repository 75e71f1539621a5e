#if DoublePrecision
  /// The element of every tensor: `Double`, because the package trait `DoublePrecision` is on.
  public typealias Scalar = Double
  /// The signed integer as wide as a `Scalar`, for work on its bits.
  public typealias ScalarBits = Int64
#else
  /// The element of every tensor: `Float`; the package trait `DoublePrecision` makes it `Double`.
  public typealias Scalar = Float
  /// The signed integer as wide as a `Scalar`, for work on its bits.
  public typealias ScalarBits = Int32
#endif

/// Eight scalars that the loop bodies work on at once: one 256-bit register of Floats.
public typealias Vector = SIMD8<Scalar>
/// The bits of a `Vector`.
public typealias VectorBits = SIMD8<ScalarBits>

/// Scalars that a kernel reads.
public typealias Input = UnsafePointer<Scalar>
/// Scalars that a kernel writes.
public typealias Output = UnsafeMutablePointer<Scalar>

/// How many bytes past its end every buffer handed to a kernel may be read, and every scratch buffer
/// written: short runs are copied as whole vectors (see `copyRun`).
public let bufferSlack = 128
