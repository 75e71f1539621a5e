/// Where a 3x3 kernel lies and where its transform goes.
public struct WinogradKernel: Sendable {
  /// The distance of the kernel's taps in scalars; negative, from the last tap on, to turn the kernel round.
  public let tap: Int
  /// Channels of a group: rows of a tap's matrix, and its columns that belong to the group.
  public let inputs, outputs: Int
  /// The distance of the rows.
  public let stride: Int
  /// The distance of the 36 packed matrices.
  public let plane: Int

  /// A kernel with the given distances, all in scalars.
  public init(tap: Int, inputs: Int, outputs: Int, stride: Int, plane: Int) {
    self.tap = tap
    self.inputs = inputs
    self.outputs = outputs
    self.stride = stride
    self.plane = plane
  }
}

/// U[xi] = G w G^T of one panel of output channels, packed as `packPanel` packs.
///
/// - Parameters:
///   - w: the group's first output channel of the first tap.
///   - first: the panel's first output channel in its group.
///   - packed: the panel's place in the packed matrix of xi = 0.
@inlinable @inline(__always)
func winogradKernelPanel<I: InstructionSet>(
  _: I.Type, _ kernel: WinogradKernel, _ w: Input, _ first: Int, _ packed: Output,
  _ t: WinogradTile
) {
  let (inputs, outputs, plane) = (kernel.inputs, kernel.outputs, kernel.plane)
  let width = panelWidth(first, of: outputs)
  for c in 0..<inputs {
    var half = 0
    while half < width {
      let n = max(0, min(lanes, outputs &- first &- half))
      let from = w + (c &* kernel.stride &+ first &+ half)
      for j in 0..<3 {
        @inline(__always) func get(_ i: Int) -> Vector {
          load(from + (3 &* i &+ j) &* kernel.tap, first: n, whole: n == lanes)
        }
        storeSix(kernelTransform(I.self, get(0), get(1), get(2)), t + j, step: 3)
      }
      for i in 0..<6 {
        let s = t + 3 &* i
        let r = kernelTransform(I.self, s[0], s[1], s[2])
        let p = packed + (6 &* i &* plane &+ c &* width &+ half)
        store(r.0, p)
        store(r.1, p + plane)
        store(r.2, p + 2 &* plane)
        store(r.3, p + 3 &* plane)
        store(r.4, p + 4 &* plane)
        store(r.5, p + 5 &* plane)
      }
      half &+= lanes
    }
  }
}

/// dw = G^T U G: the kernel's gradient from that of its transform, n scalars of [inputs * outputs] from `first`.
///
/// - Parameters:
///   - u: [36][inputs * outputs].
///   - dw: [9][inputs * outputs].
@inlinable @inline(__always)
func winogradKernelGradient<I: InstructionSet>(
  _: I.Type, _ u: Input, _ plane: Int, _ first: Int, _ count: Int, _ dw: Output,
  _ t: WinogradTile
) {
  var k = first
  while k < first &+ count {
    let n = min(lanes, first &+ count &- k)
    let whole = n == lanes
    for j in 0..<6 {
      @inline(__always) func get(_ i: Int) -> Vector {
        load(u + ((6 &* i &+ j) &* plane &+ k), first: n, whole: whole)
      }
      let r = kernelGradientTransform(I.self, (get(0), get(1), get(2), get(3), get(4), get(5)))
      t[j] = r.0
      t[6 &+ j] = r.1
      t[12 &+ j] = r.2
    }
    for i in 0..<3 {
      let r = kernelGradientTransform(I.self, loadSix(t + 6 &* i, step: 1))
      @inline(__always) func put(_ v: Vector, _ j: Int) {
        let p = dw + ((3 &* i &+ j) &* plane &+ k)
        if whole { store(v, p) } else { store(v, p, first: n) }
      }
      put(r.0, 0)
      put(r.1, 1)
      put(r.2, 2)
    }
    k &+= lanes
  }
}
