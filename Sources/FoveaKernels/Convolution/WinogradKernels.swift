/// Where a kernel lies and where its transform goes.
public struct WinogradKernel: Sendable {
  /// The kernel's extent: 3 or 5.
  public let taps: Int
  /// The distance of the kernel's taps in scalars; negative, from the last tap on, to turn the kernel round.
  public let tap: Int
  /// Channels of a group: rows of a tap's matrix, and its columns that belong to the group.
  public let inputs, outputs: Int
  /// The distance of the rows; of the columns where the matrix lies transposed, as it does for the input's
  /// gradient.
  public let stride: Int
  /// Whether a tap's matrix lies transposed.
  public let isTransposed: Bool
  /// The distance of the 36 packed matrices.
  public let plane: Int

  /// A kernel with the given distances, all in scalars.
  public init(
    taps: Int, tap: Int, inputs: Int, outputs: Int, stride: Int, isTransposed: Bool, plane: Int
  ) {
    self.taps = taps
    self.tap = tap
    self.inputs = inputs
    self.outputs = outputs
    self.stride = stride
    self.isTransposed = isTransposed
    self.plane = plane
  }
}

/// Vectors of scratch that `winogradKernelPanel` needs: a tile, and eight columns of 5x5 taps.
public let winogradKernelScratch = 36 + 25 * lanes

/// U[xi] = G w G^T of one panel of output channels, packed as `packPanel` packs.
///
/// - Parameters:
///   - w: the group's first channels of the first tap.
///   - first: the panel's first output channel in its group.
///   - packed: the panel's place in the packed matrix of xi = 0.
///   - t: `winogradKernelScratch` vectors.
@inlinable @inline(__always)
func winogradKernelPanel<I: InstructionSet, F: WinogradForm>(
  _: I.Type, _: F.Type, _ kernel: WinogradKernel, _ w: Input, _ first: Int, _ packed: Output,
  _ t: WinogradTile
) {
  let (inputs, outputs, plane) = (kernel.inputs, kernel.outputs, kernel.plane)
  let width = panelWidth(first, of: outputs)
  if kernel.isTransposed {
    let taps = t + 36
    let columns = UnsafeRawPointer(taps).assumingMemoryBound(to: Scalar.self)
    var c = 0
    while c < inputs {
      let deep = min(lanes, inputs &- c)
      var half = 0
      while half < width {
        let n = max(0, min(lanes, outputs &- first &- half))
        for tap in 0..<F.taps &* F.taps {
          let from = w + (tap &* kernel.tap &+ (first &+ half) &* kernel.stride &+ c)
          let block = taps + tap &* lanes
          for j in 0..<n {
            block[j] = load(from + j &* kernel.stride, first: deep, whole: deep == lanes)
          }
          for j in n..<lanes { block[j] = Vector(repeating: 0) }
          transpose(I.self, block)
        }
        for l in 0..<deep {
          let to = packed + ((c &+ l) &* width &+ half)
          winogradKernelColumn(
            I.self, F.self, columns + l &* lanes, lanes &* lanes, lanes, to, plane, t)
        }
        half &+= lanes
      }
      c &+= lanes
    }
    return
  }
  for c in 0..<inputs {
    var half = 0
    while half < width {
      let n = max(0, min(lanes, outputs &- first &- half))
      let from = w + (c &* kernel.stride &+ first &+ half)
      winogradKernelColumn(
        I.self, F.self, from, kernel.tap, n, packed + (c &* width &+ half), plane, t)
      half &+= lanes
    }
  }
}

/// U[xi] of up to eight output channels of one input channel, whose taps lie `tap` scalars apart.
@inlinable @inline(__always)
func winogradKernelColumn<I: InstructionSet, F: WinogradForm>(
  _: I.Type, _: F.Type, _ from: Input, _ tap: Int, _ n: Int, _ packed: Output, _ plane: Int,
  _ t: WinogradTile
) {
  let taps = F.taps
  for j in 0..<taps {
    let column = F.kernel(I.self) {
      load(from + (taps &* $0 &+ j) &* tap, first: n, whole: n == lanes)
    }
    storeSix(column, t + j, step: taps)
  }
  for i in 0..<6 {
    let s = t + taps &* i
    storePlanes(F.kernel(I.self) { s[$0] }, packed + 6 &* i &* plane, plane, lanes)
  }
}

/// Eight vectors as the columns of themselves: three perfect shuffles.
@inlinable @inline(__always)
func transpose<I: InstructionSet>(_: I.Type, _ block: WinogradTile) {
  var v = (block[0], block[1], block[2], block[3], block[4], block[5], block[6], block[7])
  for _ in 0..<3 {
    v = (
      evens(v.0, v.1), evens(v.2, v.3), evens(v.4, v.5), evens(v.6, v.7), odds(v.0, v.1),
      odds(v.2, v.3), odds(v.4, v.5), odds(v.6, v.7)
    )
  }
  (block[0], block[1], block[2], block[3]) = (v.0, v.1, v.2, v.3)
  (block[4], block[5], block[6], block[7]) = (v.4, v.5, v.6, v.7)
}

@inlinable @inline(__always)
func evens(_ a: Vector, _ b: Vector) -> Vector {
  Vector(lowHalf: a.evenHalf, highHalf: b.evenHalf)
}

@inlinable @inline(__always)
func odds(_ a: Vector, _ b: Vector) -> Vector { Vector(lowHalf: a.oddHalf, highHalf: b.oddHalf) }

/// dw = G^T U G: the kernel's gradient from that of its transform, of `count` scalars in a row.
///
/// - Parameters:
///   - u: [36][count], the 36 `plane` scalars apart.
///   - dw: [taps * taps][count], each tap `tap` scalars apart.
@inlinable @inline(__always)
func winogradKernelGradient<I: InstructionSet, F: WinogradForm>(
  _: I.Type, _: F.Type, _ u: Input, _ plane: Int, _ count: Int, _ dw: Output, _ tap: Int,
  _ t: WinogradTile
) {
  var k = 0
  while k < count {
    let n = min(lanes, count &- k)
    let whole = n == lanes
    for j in 0..<6 {
      @inline(__always) func get(_ i: Int) -> Vector {
        load(u + ((6 &* i &+ j) &* plane &+ k), first: n, whole: whole)
      }
      let column = (get(0), get(1), get(2), get(3), get(4), get(5))
      F.kernelGradient(I.self, column) { i, v in t[6 &* i &+ j] = v }
    }
    for i in 0..<F.taps {
      F.kernelGradient(I.self, loadSix(t + 6 &* i, step: 1)) { j, v in
        let p = dw + ((F.taps &* i &+ j) &* tap &+ k)
        if whole { store(v, p) } else { store(v, p, first: n) }
      }
    }
    k &+= lanes
  }
}
