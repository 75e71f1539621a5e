internal import CLAPACKE
internal import COpenBLAS

/// LAPACK's index type, 32 bits wide unless the library was built otherwise.
typealias LAPACKInt = fovea_lapack_int

/// The two precisions of the LAPACK routines in use, on column-major matrices without gaps.
///
/// These are LAPACKE's `_work` functions: the simpler ones ask LAPACK for the size of the
/// workspace, which it answers as a floating-point number, and in single precision some releases
/// (OpenBLAS 0.3.21's among them) round that down beyond 2^24 and then refuse it: ssyevd does from
/// about 2,900 rows on. `workspace(_:_:)` rounds up.
///
/// None of them is hot on this side of the call, so the callers may be generic.
protocol LAPACKElement: BinaryFloatingPoint, Sendable {
  typealias Pointer = UnsafeMutablePointer<Self>
  typealias Indices = UnsafeMutablePointer<LAPACKInt>

  /// The first letter of the routines' names.
  static var letter: String { get }

  static func syevd(
    _ triangle: CChar, _ n: LAPACKInt, _ a: Pointer, _ w: Pointer,
    _ work: Pointer, _ size: LAPACKInt, _ indices: Indices, _ indexCount: LAPACKInt
  ) -> LAPACKInt

  static func gesdd(
    _ m: LAPACKInt, _ n: LAPACKInt, _ a: Pointer, _ s: Pointer, _ u: Pointer, _ vt: Pointer,
    _ work: Pointer, _ size: LAPACKInt, _ indices: Indices
  ) -> LAPACKInt

  static func gelsd(
    _ m: LAPACKInt, _ n: LAPACKInt, _ columns: LAPACKInt, _ a: Pointer, _ b: Pointer,
    _ s: Pointer, _ tolerance: Self, _ rank: Indices,
    _ work: Pointer, _ size: LAPACKInt, _ indices: Indices
  ) -> LAPACKInt

  static func potrf(_ triangle: CChar, _ n: LAPACKInt, _ a: Pointer) -> LAPACKInt

  /// op(L) X = B in place of B, L lower, both row-major without gaps.
  static func trsm(
    _ transpose: CBLAS_TRANSPOSE, _ n: LAPACKInt, _ columns: LAPACKInt,
    _ l: Pointer, _ b: Pointer)

  static func sumOfMagnitudes(_ count: Int, _ x: UnsafePointer<Self>) -> Self
}

extension LAPACKElement {
  /// Throws if a routine needs a workspace of more elements than its index type can count.
  ///
  /// LAPACK works the length out in that type, without a look at overflow: asked, it answers a small
  /// number, and then writes beyond a workspace of that length. So callers work it out first.
  static func checkWorkspace(_ least: Int, _ routine: String) throws(LAPACKError) {
    guard least <= Int(LAPACKInt.max) else { throw tooLarge(routine) }
  }

  /// The length of the workspace that LAPACK asked for by `answer`.
  static func workspace(_ answer: Self, _ routine: String) throws(LAPACKError) -> LAPACKInt {
    // The next larger number: what a rounding may have taken off, and nothing below 2^24.
    let size = answer.nextUp
    guard size < Self(LAPACKInt.max) else { throw tooLarge(routine) }
    return LAPACKInt(size)
  }

  private static func tooLarge(_ routine: String) -> LAPACKError {
    LAPACKError(
      routine: routine, info: -1010, meaning: "the problem is too large for LAPACK's index type")
  }
}
