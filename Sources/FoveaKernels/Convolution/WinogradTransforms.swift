// The transforms of Winograd's minimal filtering F(4x4, 3x3): 36 products give 16 outputs of a 3x3 kernel,
// where the definition takes 144. Interpolation points 0, 1, -1, 2, -2 and infinity.
//
// Source: Lavin and Gray (2016), "Fast algorithms for convolutional neural networks".

/// Six vectors: a column or a row of a 6x6 tile.
public typealias Six = (Vector, Vector, Vector, Vector, Vector, Vector)

/// B^T d: six inputs.
@inlinable @inline(__always)
func inputTransform(_ d: Six) -> Six {
  let even = d.4 - 4 * d.2
  let odd = d.3 - 4 * d.1
  let near = d.4 - d.2
  let far = 2 * (d.3 - d.1)
  return (
    4 * d.0 - 5 * d.2 + d.4, even + odd, even - odd, near + far, near - far,
    4 * d.1 - 5 * d.3 + d.5
  )
}

/// A^T m: four outputs from six products.
@inlinable @inline(__always)
func outputTransform(_ m: Six) -> (Vector, Vector, Vector, Vector) {
  let a = m.1 + m.2
  let b = m.1 - m.2
  let c = m.3 + m.4
  let d = m.3 - m.4
  return (m.0 + a + c, b + 2 * d, a + 4 * c, b + 8 * d + m.5)
}

/// A g: the transpose of `outputTransform`, for the gradient of the output.
@inlinable @inline(__always)
func outputGradientTransform(_ g: (Vector, Vector, Vector, Vector)) -> Six {
  let s = g.0 + g.2
  let t = g.1 + g.3
  let u = g.0 + 4 * g.2
  let v = 2 * g.1 + 8 * g.3
  return (g.0, s + t, s - t, u + v, u - v, g.3)
}

/// G w: a kernel's three taps.
@inlinable @inline(__always)
func kernelTransform(_ w0: Vector, _ w1: Vector, _ w2: Vector) -> Six {
  let s = (w0 + w2) * (-1.0 / 6)
  let t = w1 * (1.0 / 6)
  let u = w0 * (1.0 / 24) + w2 * (1.0 / 6)
  let v = w1 * (1.0 / 12)
  return (w0 * 0.25, s - t, s + t, u + v, u - v, w2)
}

/// G^T u: the transpose of `kernelTransform`, for the gradient of the kernel.
@inlinable @inline(__always)
func kernelGradientTransform(_ u: Six) -> (Vector, Vector, Vector) {
  let a = u.1 + u.2
  let b = u.3 + u.4
  return (
    u.0 * 0.25 - a * (1.0 / 6) + b * (1.0 / 24),
    (u.2 - u.1) * (1.0 / 6) + (u.3 - u.4) * (1.0 / 12), (b - a) * (1.0 / 6) + u.5
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
