import FoveaBLAS
import Testing

/// Both precisions of the routines under test, so that each test is written once.
protocol Precision: BinaryFloatingPoint, Sendable {
  typealias Input = UnsafePointer<Self>
  typealias Output = UnsafeMutablePointer<Self>

  static func gemm(
    _ p: BLAS.Transpose, _ q: BLAS.Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Self,
    _ a: Input, _ lda: Int, _ b: Input, _ ldb: Int, _ beta: Self, _ c: Output, _ ldc: Int)
  static func gemv(
    _ p: BLAS.Transpose, _ m: Int, _ n: Int, _ alpha: Self, _ a: Input, _ lda: Int,
    _ x: Input, _ strideX: Int, _ beta: Self, _ y: Output, _ strideY: Int)
  static func syrk(
    _ half: BLAS.Triangle, _ p: BLAS.Transpose, _ n: Int, _ k: Int, _ alpha: Self,
    _ a: Input, _ lda: Int, _ beta: Self, _ c: Output, _ ldc: Int)
  static func axpy(
    _ count: Int, _ alpha: Self, _ x: Input, _ strideX: Int, _ y: Output, _ strideY: Int)
  static func dot(_ count: Int, _ x: Input, _ strideX: Int, _ y: Input, _ strideY: Int) -> Self
  static func scale(_ count: Int, _ alpha: Self, _ x: Output, _ stride: Int)
  static func nrm2(_ count: Int, _ x: Input, _ stride: Int) -> Self
  static func asum(_ count: Int, _ x: Input, _ stride: Int) -> Self

  static func eigen(
    _ a: [Self], _ n: Int, _ half: BLAS.Triangle
  ) throws(LAPACKError) -> (
    values: [Self], vectors: [Self]
  )
  static func svd(
    _ a: [Self], _ m: Int, _ n: Int
  ) throws(LAPACKError) -> (
    u: [Self], s: [Self], vt: [Self]
  )
  static func leastSquares(
    _ a: [Self], _ m: Int, _ n: Int, _ b: [Self], _ sides: Int
  ) throws(LAPACKError) -> (solution: [Self], rank: Int, singularValues: [Self])
  static func cholesky(
    _ a: [Self], _ n: Int, _ b: [Self], _ sides: Int
  ) throws(LAPACKError) -> [Self]
}

/// Whole numbers from -4 to 4 by a small generator: sums of their products are exact in single
/// precision, so that results can be compared with ==.
struct SmallIntegers {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % 9) - 4
  }

  mutating func array<T: Precision>(_ count: Int, of type: T.Type = T.self) -> [T] {
    (0..<count).map { _ in T(next()) }
  }
}

/// [m, k] times [k, n] by the definition, all without gaps.
func product<T: Precision>(_ a: [T], _ b: [T], _ m: Int, _ k: Int, _ n: Int) -> [T] {
  var c = [T](repeating: 0, count: m * n)
  for i in 0..<m {
    for j in 0..<n {
      for l in 0..<k { c[i * n + j] += a[i * k + l] * b[l * n + j] }
    }
  }
  return c
}

/// The transpose of a [rows, columns] matrix.
func flipped<T>(_ a: [T], _ rows: Int, _ columns: Int) -> [T] {
  (0..<columns).flatMap { j in (0..<rows).map { i in a[i * columns + j] } }
}

/// The identity matrix.
func identity<T: Precision>(_ n: Int) -> [T] {
  (0..<n * n).map { $0 / n == $0 % n ? 1 : 0 }
}

/// The largest distance between elements; infinite if the lengths differ or a distance is NaN.
func distance<T: Precision>(_ a: [T], _ b: [T]) -> T {
  guard a.count == b.count else { return .infinity }
  var largest: T = 0
  for (x, y) in zip(a, b) {
    let gap = abs(x - y)
    if !(gap <= largest) { largest = gap.isNaN ? .infinity : gap }
  }
  return largest
}
