import FoveaTensor
import Testing

/// The inner product of two tensors of as many elements, in double precision.
public func innerProduct(_ a: Tensor, _ b: Tensor) -> Double {
  precondition(a.count == b.count, "inner product of \(a.shape) and \(b.shape)")
  return zip(a.elements, b.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// Expects that `adjoint` is the transpose of the linear map `f`: <f(x), y> = <x, adjoint(y)> for a
/// random `y`.
///
/// Both sides differ by the roundings of f and its adjoint: at most `reduction` units of each element,
/// that is of |f(x)| |y| and |x| |adjoint(y)| by Cauchy and Schwarz.
///
/// - Parameters:
///   - f: linear in its argument.
///   - adjoint: its gradient: the input's from the output's.
///   - x: where to test, random reals best of all.
///   - reduction: the longest sum of products in either map.
///   - random: where `y` comes from.
///   - context: what is tested, for the message.
public func expectAdjoint(
  _ f: (Tensor) -> Tensor, _ adjoint: (Tensor) -> Tensor, at x: Tensor, reduction: Int,
  _ random: inout TestRandom, _ context: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let fx = f(x)
  let y = random.uniform(fx.shape)
  let transposed = adjoint(y)
  guard transposed.shape == x.shape else {
    Issue.record(
      "\(label(context()))adjoint: expected shape \(x.shape), found \(transposed.shape)",
      sourceLocation: sourceLocation)
    return
  }
  func norm(_ t: Tensor) -> Double { innerProduct(t, t).squareRoot() }
  let scale = norm(fx) * norm(y) + norm(x) * norm(transposed)
  expectClose(
    innerProduct(fx, y), innerProduct(x, transposed), reduction: reduction, scale: scale,
    "\(label(context()))<f(x), y> and <x, adjoint(y)>", sourceLocation: sourceLocation)
}
