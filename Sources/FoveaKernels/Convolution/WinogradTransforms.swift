// The transforms of Winograd's minimal filtering F(4x4, 3x3): 36 products give 16 outputs of a 3x3 kernel,
// where the definition takes 144. Interpolation points 0, 1, -1, 2, -2 and infinity.
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

/// A^T m: four outputs from six products.
@inlinable @inline(__always)
func outputTransform<I: InstructionSet>(
  _: I.Type, _ m: Six
) -> (Vector, Vector, Vector, Vector) {
  let a = m.1 + m.2
  let b = m.1 - m.2
  let c = m.3 + m.4
  let d = m.3 - m.4
  return (
    m.0 + a + c, times(I.self, 2, d, plus: b), times(I.self, 4, c, plus: a),
    times(I.self, 8, d, plus: b) + m.5
  )
}

/// A g: the transpose of `outputTransform`, for the gradient of the output.
@inlinable @inline(__always)
func outputGradientTransform<I: InstructionSet>(
  _: I.Type, _ g: (Vector, Vector, Vector, Vector)
) -> Six {
  let s = g.0 + g.2
  let t = g.1 + g.3
  let u = times(I.self, 4, g.2, plus: g.0)
  let v = times(I.self, 8, g.3, plus: g.1 + g.1)
  return (g.0, s + t, s - t, u + v, u - v, g.3)
}

/// G w: a kernel's three taps.
@inlinable @inline(__always)
func kernelTransform<I: InstructionSet>(
  _: I.Type, _ w0: Vector, _ w1: Vector, _ w2: Vector
) -> Six {
  let s = times(-1.0 / 6, w0 + w2)
  let t = times(1.0 / 6, w1)
  let u = times(I.self, 1.0 / 24, w0, plus: times(1.0 / 6, w2))
  let v = times(1.0 / 12, w1)
  return (times(0.25, w0), s - t, s + t, u + v, u - v, w2)
}

/// G^T u: the transpose of `kernelTransform`, for the gradient of the kernel.
@inlinable @inline(__always)
func kernelGradientTransform<I: InstructionSet>(
  _: I.Type, _ u: Six
) -> (Vector, Vector, Vector) {
  let a = u.1 + u.2
  let b = u.3 + u.4
  return (
    times(I.self, 0.25, u.0, plus: times(I.self, 1.0 / 24, b, plus: times(-1.0 / 6, a))),
    times(I.self, 1.0 / 6, u.2 - u.1, plus: times(1.0 / 12, u.3 - u.4)),
    times(I.self, 1.0 / 6, b - a, plus: u.5)
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
