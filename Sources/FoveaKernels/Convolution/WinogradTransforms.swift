// The transforms of Winograd's minimal filtering over tiles of 6x6. F(4x4, 3x3): 36 products give 16 outputs of a
// 3x3 kernel, where the definition takes 144; F(2x2, 5x5): 36 give 4 of a 5x5 kernel, where it takes 100.
// Interpolation points 0, 1, -1, 2, -2 and infinity for both, so that they share the input's transform.
//
// Constants are vectors and products fused by hand: scalars times vectors come apart into lanes otherwise.
//
// Source: Lavin and Gray (2016), "Fast algorithms for convolutional neural networks".

/// Six vectors: a column or a row of a 6x6 tile.
public typealias Six = (Vector, Vector, Vector, Vector, Vector, Vector)

/// a * x + y.
@inlinable @inline(__always)
func times<I: InstructionSet>(_: I.Type, _ a: Scalar, _ x: Vector, plus y: Vector) -> Vector {
  I.multiplyAdd(Vector(repeating: a), x, y)
}

/// a * x.
@inlinable @inline(__always)
func times(_ a: Scalar, _ x: Vector) -> Vector { Vector(repeating: a) * x }

/// B^T d: six inputs.
@inlinable @inline(__always)
func inputTransform<I: InstructionSet>(_: I.Type, _ d: Six) -> Six {
  let even = times(I.self, -4, d.2, plus: d.4)
  let odd = times(I.self, -4, d.1, plus: d.3)
  let near = d.4 - d.2
  let step = d.3 - d.1
  let far = step + step
  return (
    times(I.self, 4, d.0, plus: times(I.self, -5, d.2, plus: d.4)), even + odd, even - odd,
    near + far, near - far, times(I.self, 4, d.1, plus: times(I.self, -5, d.3, plus: d.5))
  )
}

@inlinable @inline(__always)
func loadSix(_ p: UnsafeMutablePointer<Vector>, step: Int) -> Six {
  (p[0], p[step], p[2 &* step], p[3 &* step], p[4 &* step], p[5 &* step])
}

@inlinable @inline(__always)
func storeSix(_ v: Six, _ p: UnsafeMutablePointer<Vector>, step: Int) {
  p[0] = v.0
  p[step] = v.1
  p[2 &* step] = v.2
  p[3 &* step] = v.3
  p[4 &* step] = v.4
  p[5 &* step] = v.5
}

/// The first `n` lanes of six vectors, to six planes.
@inlinable @inline(__always)
func storePlanes(_ v: Six, _ p: Output, _ plane: Int, _ n: Int) {
  if n == lanes {
    store(v.0, p)
    store(v.1, p + plane)
    store(v.2, p + 2 &* plane)
    store(v.3, p + 3 &* plane)
    store(v.4, p + 4 &* plane)
    store(v.5, p + 5 &* plane)
  } else {
    store(v.0, p, first: n)
    store(v.1, p + plane, first: n)
    store(v.2, p + 2 &* plane, first: n)
    store(v.3, p + 3 &* plane, first: n)
    store(v.4, p + 4 &* plane, first: n)
    store(v.5, p + 5 &* plane, first: n)
  }
}
