import FoveaKernels
import FoveaTensor

/// The definitions, as the plainest loops that compute them.
///
/// The tests' oracle, the benchmarks' "naive" and what explanations step through. One rule holds in this
/// folder: a reader who knows the formula sees it in the code. So there are no threads, no tiles, no
/// vectors and no GEMM here, and nothing is shared with the engine but its tensors, geometries and `require`.
///
/// Sums run in `Scalar` where the engine's do too (convolution, pooling, matrix products), so that both
/// can be held to the same bound of rounding, and in `Double` where the reference is there to tell how
/// far off the engine is (softmax, cross-entropy, batch normalisation).
public enum Reference {}

/// The coordinate in the input under one tap of a window; nil where that lies in the padding.
@inline(__always)
func coordinate(_ axis: AxisGeometry, window: Int, tap: Int) -> Int? {
  let position = window * axis.stride + tap * axis.dilation - axis.paddingBefore
  return position >= 0 && position < axis.input ? position : nil
}

/// Traps with both shapes when an argument of a reference has another shape than its geometry says.
func require(_ shape: Shape, is expected: Shape, _ what: @autoclosure () -> String) {
  require(shape == expected, "\(what()): expected \(expected), received \(shape)")
}
