import FoveaKernels

/// The p-norm of each window, channel by channel: (sum of |x|^p)^(1/p).
///
/// p = 1 gives sums of magnitudes, large p comes near the maximum. Padding counts as zeros. Powers are of
/// `Scalar`: |x|^p has to stay within its range.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - p: 1 or more.
///   - geometry: made from the input's shape; other shapes trap.
/// - Returns: [batch, output height, output width, channels].
/// - Source: Sermanet, Chintala and LeCun (2012), with equal weights.
public func lpPool(_ input: Tensor, p: Scalar, _ geometry: Pool2DGeometry) -> Tensor {
  require(p >= 1 && p.isFinite, "lpPool: an exponent of 1 or more expected, received \(p)")
  let powers = p == 2 ? input.square() : input.abs().power(p)
  return windowSums(powers, geometry).root(p)
}

/// The gradient of `lpPool`: sign(x) * |x|^(p - 1) * y^(1 - p) for each output y that sees x; 0 where y is 0.
///
/// - Parameters:
///   - outputGradient: [batch, output height, output width, channels].
///   - input: that of the forward pass.
///   - output: what the forward pass gave.
///   - p: that of the forward pass.
///   - geometry: that of the forward pass.
/// - Returns: [batch, height, width, channels].
public func lpPoolInputGradient(
  _ outputGradient: Tensor, input: Tensor, output: Tensor, p: Scalar, _ geometry: Pool2DGeometry
) -> Tensor {
  check("lpPoolInputGradient", "output gradient", outputGradient, geometry.outputShape)
  if p == 1 { return input.sign() * spread(outputGradient, geometry) }
  // Where y is 0, so is every x of the window: the quotient may be anything finite.
  let divisor = output + output.equals(.zeros(output.shape))
  if p == 2 { return input * spread(outputGradient / divisor, geometry) }
  return input.sign() * input.abs().power(p - 1)
    * spread(outputGradient * divisor.power(1 - p), geometry)
}

/// The sum of each window; padding counts as zeros.
private func windowSums(_ input: Tensor, _ geometry: Pool2DGeometry) -> Tensor {
  check("lpPool", "input", input, geometry.inputShape)
  return windowMeans(input, geometry, true) * geometry.places
}

/// The transpose of `windowSums`.
private func spread(_ outputGradient: Tensor, _ geometry: Pool2DGeometry) -> Tensor {
  spreadOverWindows(outputGradient * geometry.places, geometry, true)
}

extension Pool2DGeometry {
  /// Places of a window.
  fileprivate var places: Scalar { Scalar(vertical.kernel * horizontal.kernel) }
}

extension Tensor {
  fileprivate func root(_ p: Scalar) -> Tensor {
    p == 1 ? self : p == 2 ? sqrt() : power(1 / p)
  }
}
