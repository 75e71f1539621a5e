// Loads, stores and the few vector operations whose obvious spelling compiles to a call per lane.

/// The lanes of a `Vector`.
public let lanes = 8

@inlinable @inline(__always)
func load(_ p: Input) -> Vector { UnsafeRawPointer(p).loadUnaligned(as: Vector.self) }

@inlinable @inline(__always)
func load(_ p: Output) -> Vector { UnsafeRawPointer(p).loadUnaligned(as: Vector.self) }

@inlinable @inline(__always)
func store(_ v: Vector, _ p: Output) {
  UnsafeMutableRawPointer(p).storeBytes(of: v, as: Vector.self)
}

/// The first `n` of eight lanes, n < 8; the others are `fill`.
@inlinable @inline(__always)
func load(_ p: Input, first n: Int, fill: Scalar = 0) -> Vector {
  var v = Vector(repeating: fill)
  for i in 0..<n { v[i] = p[i] }
  return v
}

/// The first `n` of eight lanes, n < 8.
@inlinable @inline(__always)
func store(_ v: Vector, _ p: Output, first n: Int) {
  // By way of memory: lanes that are asked for one by one make the compiler compute them one by one, where the same
  // vector is stored whole as well.
  withUnsafePointer(to: v) {
    let from = UnsafeRawPointer($0).assumingMemoryBound(to: Scalar.self)
    for i in 0..<n { p[i] = from[i] }
  }
}

/// The first `n` of eight lanes, n up to all of them.
@inlinable @inline(__always)
func storeFirst(_ v: Vector, _ p: Output, _ n: Int) {
  if n == lanes { store(v, p) } else { store(v, p, first: n) }
}

/// A vector's bits as a mask: of all integer vectors, masks alone have bit operations that are one instruction. `&`
/// of `VectorBits`, like `replacing(with:where:)`, is a loop over lanes in the library, and stays one in large bodies.
public typealias VectorMask = SIMDMask<VectorBits>

@inlinable @inline(__always)
func mask(_ v: Vector) -> VectorMask { unsafeBitCast(v, to: VectorMask.self) }

@inlinable @inline(__always)
func vector(_ m: VectorMask) -> Vector { unsafeBitCast(m, to: Vector.self) }

extension Vector {
  /// The lanes of `other` where the mask is set.
  @inlinable @inline(__always)
  func replaced(by other: Vector, where chosen: VectorMask) -> Vector {
    let (x, y) = (mask(self), mask(other))
    return vector(x .^ ((x .^ y) .& chosen))
  }

  /// `number` in the lanes where the mask is set.
  @inlinable @inline(__always)
  func replaced(by number: Scalar, where chosen: VectorMask) -> Vector {
    replaced(by: Vector(repeating: number), where: chosen)
  }
}

extension VectorBits {
  /// The lanes of `other` where the mask is set.
  @inlinable @inline(__always)
  func replaced(by other: VectorBits, where chosen: VectorMask) -> VectorBits {
    let x = unsafeBitCast(self, to: VectorMask.self)
    let y = unsafeBitCast(other, to: VectorMask.self)
    return unsafeBitCast(x .^ ((x .^ y) .& chosen), to: VectorBits.self)
  }
}

/// The larger of each pair of lanes; `a` where the two are unordered.
@inlinable @inline(__always)
func maximum(_ a: Vector, _ b: Vector) -> Vector { a.replaced(by: b, where: b .> a) }

/// The smaller of each pair of lanes; `a` where the two are unordered.
@inlinable @inline(__always)
func minimum(_ a: Vector, _ b: Vector) -> Vector { a.replaced(by: b, where: b .< a) }

/// The sum of the lanes, in one fixed order.
@inlinable @inline(__always)
func horizontalSum(_ v: Vector) -> Scalar {
  let q = v.lowHalf + v.highHalf
  let d = q.lowHalf + q.highHalf
  return d[0] + d[1]
}

@inlinable @inline(__always)
func horizontalMaximum(_ v: Vector) -> Scalar {
  var m = v[0]
  for i in 1..<lanes where v[i] > m || v[i] != v[i] { m = v[i] }
  return m
}

@inlinable @inline(__always)
func bits(_ v: Vector) -> VectorBits { unsafeBitCast(v, to: VectorBits.self) }

@inlinable @inline(__always)
func vector(_ b: VectorBits) -> Vector { unsafeBitCast(b, to: Vector.self) }

@inlinable @inline(__always)
func magnitude(_ v: Vector) -> Vector {
  vector(mask(v) .& unsafeBitCast(VectorBits(repeating: .max), to: VectorMask.self))
}

/// `magnitudes` with the signs of `signs`.
@inlinable @inline(__always)
func copySign(_ magnitudes: Vector, _ signs: Vector) -> Vector {
  let sign = unsafeBitCast(VectorBits(repeating: .min), to: VectorMask.self)
  let rest = unsafeBitCast(VectorBits(repeating: .max), to: VectorMask.self)
  return vector((mask(magnitudes) .& rest) .| (mask(signs) .& sign))
}

/// y[i] = f(x[i]); the tail takes the same vector path, so a value's bits do not depend on its place.
@inlinable @inline(__always)
func map(_ x: Input, _ y: Output, _ n: Int, _ f: (Vector) -> Vector) {
  var i = 0
  while i &+ lanes <= n {
    store(f(load(x + i)), y + i)
    i &+= lanes
  }
  if i < n { store(f(load(x + i, first: n &- i)), y + i, first: n &- i) }
}

/// z[i] = f(x[i], y[i]).
@inlinable @inline(__always)
func map(_ x: Input, _ y: Input, _ z: Output, _ n: Int, _ f: (Vector, Vector) -> Vector) {
  var i = 0
  while i &+ lanes <= n {
    store(f(load(x + i), load(y + i)), z + i)
    i &+= lanes
  }
  if i < n {
    let r = n &- i
    store(f(load(x + i, first: r), load(y + i, first: r)), z + i, first: r)
  }
}
