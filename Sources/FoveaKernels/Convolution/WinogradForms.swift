// Two minimal filterings over tiles of six: what they do to outputs and kernels. See WinogradTransforms.

/// What a minimal filtering over tiles of six does beside the input's transform; along one axis.
public protocol WinogradForm {
  /// The extent of a kernel, and of a tile's outputs: six together with a kernel less one.
  static var taps: Int { get }
  static var outputs: Int { get }

  /// A^T m: outputs from six products.
  static func outputs<I: InstructionSet>(
    _: I.Type, _ m: Six, _ put: (_ output: Int, Vector) -> Void)

  /// A g: the transpose of `outputs`, for the gradient of the output.
  static func outputGradient<I: InstructionSet>(_: I.Type, _ g: (_ output: Int) -> Vector) -> Six

  /// G w: a kernel's taps.
  static func kernel<I: InstructionSet>(_: I.Type, _ w: (_ tap: Int) -> Vector) -> Six

  /// G^T u: the transpose of `kernel`, for the gradient of the kernel.
  static func kernelGradient<I: InstructionSet>(
    _: I.Type, _ u: Six, _ put: (_ tap: Int, Vector) -> Void)
}

/// F(4x4, 3x3).
public enum Winograd3x3: WinogradForm {
  /// A 3x3 kernel.
  @inlinable @inline(__always)
  public static var taps: Int { 3 }

  /// A tile has 4x4 outputs.
  @inlinable @inline(__always)
  public static var outputs: Int { 4 }

  /// A^T: (1 1 1 1 1 0), (0 1 -1 2 -2 0), (0 1 1 4 4 0), (0 1 -1 8 -8 1).
  @inlinable @inline(__always)
  public static func outputs<I: InstructionSet>(
    _: I.Type, _ m: Six, _ put: (Int, Vector) -> Void
  ) {
    let a = m.1 + m.2
    let b = m.1 - m.2
    let c = m.3 + m.4
    let d = m.3 - m.4
    put(0, m.0 + a + c)
    put(1, times(I.self, 2, d, plus: b))
    put(2, times(I.self, 4, c, plus: a))
    put(3, times(I.self, 8, d, plus: b) + m.5)
  }

  /// A, the transpose of the matrix of `outputs`.
  @inlinable @inline(__always)
  public static func outputGradient<I: InstructionSet>(
    _: I.Type, _ g: (Int) -> Vector
  ) -> Six {
    let (g0, g1, g2, g3) = (g(0), g(1), g(2), g(3))
    let s = g0 + g2
    let t = g1 + g3
    let u = times(I.self, 4, g2, plus: g0)
    let v = times(I.self, 8, g3, plus: g1 + g1)
    return (g0, s + t, s - t, u + v, u - v, g3)
  }

  /// G: (1/4 0 0), -1/6 (1 1 1), -1/6 (1 -1 1), 1/24 (1 2 4), 1/24 (1 -2 4), (0 0 1).
  @inlinable @inline(__always)
  public static func kernel<I: InstructionSet>(_: I.Type, _ w: (Int) -> Vector) -> Six {
    let (w0, w1, w2) = (w(0), w(1), w(2))
    let s = times(-1.0 / 6, w0 + w2)
    let t = times(1.0 / 6, w1)
    let u = times(I.self, 1.0 / 24, w0, plus: times(1.0 / 6, w2))
    let v = times(1.0 / 12, w1)
    return (times(0.25, w0), s - t, s + t, u + v, u - v, w2)
  }

  /// G^T, the transpose of the matrix of `kernel`.
  @inlinable @inline(__always)
  public static func kernelGradient<I: InstructionSet>(
    _: I.Type, _ u: Six, _ put: (Int, Vector) -> Void
  ) {
    let a = u.1 + u.2
    let b = u.3 + u.4
    put(0, times(I.self, 0.25, u.0, plus: times(I.self, 1.0 / 24, b, plus: times(-1.0 / 6, a))))
    put(1, times(I.self, 1.0 / 6, u.2 - u.1, plus: times(1.0 / 12, u.3 - u.4)))
    put(2, times(I.self, 1.0 / 6, b - a, plus: u.5))
  }
}

/// F(2x2, 5x5).
public enum Winograd5x5: WinogradForm {
  /// A 5x5 kernel.
  @inlinable @inline(__always)
  public static var taps: Int { 5 }

  /// A tile has 2x2 outputs.
  @inlinable @inline(__always)
  public static var outputs: Int { 2 }

  /// A^T: (1 1 1 1 1 0), (0 1 -1 2 -2 1).
  @inlinable @inline(__always)
  public static func outputs<I: InstructionSet>(
    _: I.Type, _ m: Six, _ put: (Int, Vector) -> Void
  ) {
    put(0, m.0 + (m.1 + m.2) + (m.3 + m.4))
    put(1, times(I.self, 2, m.3 - m.4, plus: m.1 - m.2) + m.5)
  }

  /// A, the transpose of the matrix of `outputs`.
  @inlinable @inline(__always)
  public static func outputGradient<I: InstructionSet>(
    _: I.Type, _ g: (Int) -> Vector
  ) -> Six {
    let (g0, g1) = (g(0), g(1))
    let far = g1 + g1
    return (g0, g0 + g1, g0 - g1, g0 + far, g0 - far, g1)
  }

  /// G: (1/4 0 0 0 0), -1/6 (1 1 1 1 1), -1/6 (1 -1 1 -1 1), 1/24 (1 2 4 8 16), its signs in turn, (0 0 0 0 1).
  @inlinable @inline(__always)
  public static func kernel<I: InstructionSet>(_: I.Type, _ w: (Int) -> Vector) -> Six {
    let (w0, w1, w2, w3, w4) = (w(0), w(1), w(2), w(3), w(4))
    let s = times(-1.0 / 6, w0 + w2 + w4)
    let t = times(1.0 / 6, w1 + w3)
    let u = times(
      I.self, 1.0 / 24, w0, plus: times(I.self, 1.0 / 6, w2, plus: times(2.0 / 3, w4)))
    let v = times(I.self, 1.0 / 12, w1, plus: times(1.0 / 3, w3))
    return (times(0.25, w0), s - t, s + t, u + v, u - v, w4)
  }

  /// G^T, the transpose of the matrix of `kernel`.
  @inlinable @inline(__always)
  public static func kernelGradient<I: InstructionSet>(
    _: I.Type, _ u: Six, _ put: (Int, Vector) -> Void
  ) {
    let a = times(-1.0 / 6, u.1 + u.2)
    let b = u.3 + u.4
    let c = times(1.0 / 6, u.2 - u.1)
    let d = u.3 - u.4
    put(0, times(I.self, 0.25, u.0, plus: times(I.self, 1.0 / 24, b, plus: a)))
    put(1, times(I.self, 1.0 / 12, d, plus: c))
    put(2, times(I.self, 1.0 / 6, b, plus: a))
    put(3, times(I.self, 1.0 / 3, d, plus: c))
    put(4, times(I.self, 2.0 / 3, b, plus: a) + u.5)
  }
}
