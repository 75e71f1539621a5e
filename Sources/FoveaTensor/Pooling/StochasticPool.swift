import FoveaKernels

/// Stochastic pooling: of each window one positive element, with a probability in proportion to its value.
///
///     p_i = max(0, x_i) / sum over the window of max(0, x_k)
///
/// Padding is never chosen; a window without a positive element gives 0. Meant for what a ReLU gave.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - choice: a number in 0 ..< 1 for each output, [batch, output height, output width, channels]: the
///     element at which the running sum of probabilities passes it is chosen.
///   - geometry: made from the input's shape; other shapes trap.
/// - Source: Zeiler and Fergus (2013).
public func stochasticPool(
  _ input: Tensor, choice: Tensor, _ geometry: Pool2DGeometry
) -> MaxPoolResult {
  check("stochasticPool", "input", input, geometry.inputShape)
  check("stochasticPool", "choice", choice, geometry.outputShape)
  let window = PatchWindow(geometry)
  return MaxPoolResult(geometry.inputShape, geometry.outputShape) { y, switches in
    read(input, choice) { x, u in
      eachRowBlock(geometry) { first, rows in
        kernels.stochasticPool(window, x, u, first, rows, y, switches)
      }
    }
  }
}
