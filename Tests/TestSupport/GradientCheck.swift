import FoveaTensor
import Testing

/// How a gradient is compared with central differences.
///
/// In double precision the step of 1e-6 leaves an error of rounding near 1e-10 and one of truncation near
/// 1e-12 for values of about 1, so 1e-6 relative is a real test. In single precision the best step is
/// about the cube root of the unit of rounding, 1/256, where the two errors are each near 1e-5 of
/// values that are sums themselves; 1e-2 tells a wrong formula from a right one there, nothing finer.
public struct GradientTolerance: Sendable {
  /// The distance that an element moves to either side.
  public var step: Scalar
  /// The largest accepted error, relative to the largest element of the gradient.
  public var relative: Double
  /// The smallest magnitude that an error is relative to. Below it (rounding / step / tolerance) the
  /// quotient of differences is noise, as where the true gradient is zero.
  public var floor: Double

  /// What `Scalar` allows.
  public static let standard: GradientTolerance = {
    #if DoublePrecision
      GradientTolerance(step: 1e-6, relative: 1e-6, floor: 1e-3)
    #else
      GradientTolerance(step: 1 / 256, relative: 1e-2, floor: 1e-1)
    #endif
  }()
}

/// Expects that `gradients` are those of <f(inputs), cotangent> by central differences.
///
/// The differences are taken element by element of the output before they are multiplied by the
/// cotangent, so outputs that do not depend on the moved element add no rounding.
///
/// - Parameters:
///   - gradients: one for each input, of its shape; nil where none is to be checked.
///   - inputs: where f is differentiable for at least the step around.
///   - cotangent: of f's shape, random best of all.
///   - tolerance: `standard` by default.
///   - context: what is tested, for the message.
///   - f: the function.
public func expectGradients(
  _ gradients: [Tensor?], of inputs: [Tensor], cotangent: Tensor,
  tolerance: GradientTolerance = .standard, context: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation, _ f: ([Tensor]) -> Tensor
) {
  precondition(gradients.count == inputs.count, "one gradient an input")
  for (k, (input, gradient)) in zip(inputs, gradients).enumerated() {
    guard let gradient else { continue }
    guard gradient.shape == input.shape else {
      Issue.record(
        """
        \(label(context()))input \(k): expected a gradient of shape \(input.shape), \
        found \(gradient.shape)
        """, sourceLocation: sourceLocation)
      continue
    }
    let numeric = centralDifferences(inputs, k, cotangent, tolerance.step, f)
    let analytic = gradient.elements.map { Double($0) }
    let scale = (numeric + analytic).reduce(tolerance.floor) { max($0, $1.magnitude) }
    // A NaN on either side must not slip through the comparison.
    let errors = zip(analytic, numeric).map { a, n in
      let error = (a - n).magnitude / scale
      return error.isNaN ? Double.infinity : error
    }
    guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] }),
      errors[worst] > tolerance.relative
    else { continue }
    Issue.record(
      """
      \(label(context()))input \(k), \(input.shape), element \(worst): gradient \(analytic[worst]), \
      central difference \(numeric[worst]), relative error \(errors[worst]) above \
      \(tolerance.relative)
      """, sourceLocation: sourceLocation)
  }
}

private func centralDifferences(
  _ inputs: [Tensor], _ k: Int, _ cotangent: Tensor, _ step: Scalar, _ f: ([Tensor]) -> Tensor
) -> [Double] {
  let elements = inputs[k].elements
  let weights = cotangent.elements
  return elements.indices.map { i in
    func value(at moved: Scalar) -> [Scalar] {
      var copy = elements
      copy[i] = moved
      var all = inputs
      all[k] = Tensor(inputs[k].shape, copy)
      return f(all).elements
    }
    let (above, below) = (elements[i] + step, elements[i] - step)
    let differences = zip(value(at: above), value(at: below)).map { Double($0) - Double($1) }
    precondition(differences.count == weights.count, "a cotangent of f's shape")
    // Divided by the distance in fact: rounding moved both ends.
    return zip(differences, weights).reduce(0) { $0 + $1.0 * Double($1.1) }
      / (Double(above) - Double(below))
  }
}
