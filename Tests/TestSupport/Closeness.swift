import FoveaTensor
import Testing

/// The unit of rounding: the largest relative error of one operation, half the distance from 1 to the
/// next number.
public let unitOfRounding = Double(Scalar.ulpOfOne) / 2

/// Expects that two tensors have the same shape and the same elements, bit for bit but for the sign of
/// zero; NaN equals NaN.
public func expectEqual(
  _ actual: Tensor, _ expected: Tensor, _ context: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  compare(actual, expected, tolerance: 0, context, sourceLocation)
}

/// Expects that two tensors have the same shape and the same bits.
public func expectSameBits(
  _ actual: Tensor, _ expected: Tensor, _ context: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectEqual(actual, expected, context(), sourceLocation: sourceLocation)
  let pairs = zip(actual.elements, expected.elements)
  // What compares equal above and still differs: the sign of a zero, the payload of a NaN.
  guard let i = pairs.enumerated().first(where: { $1.0.bitPattern != $1.1.bitPattern })?.offset,
    actual.elements[i] == expected.elements[i] || actual.elements[i].isNaN
  else { return }
  Issue.record(
    "\(label(context()))the bits of \(place(i, in: expected.shape)) differ",
    sourceLocation: sourceLocation)
}

/// Expects that two tensors have the same shape and that their elements differ by rounding only.
///
/// A sum of `reduction` terms in any order is off by at most about `reduction` units of rounding times
/// the sum of the terms' magnitudes. That sum is not known here: the largest magnitude of the expected
/// elements stands for it, or `scale` where cancellation makes the result much smaller than its terms.
///
/// - Parameters:
///   - actual: what the engine computed.
///   - expected: what it should have computed.
///   - reduction: how many rounded operations lead to one element, 1 for an elementwise operation.
///   - scale: the magnitude of what was summed; the largest of the expected elements by default.
///   - context: what was compared, for the message.
public func expectClose(
  _ actual: Tensor, _ expected: Tensor, reduction: Int = 1, scale: Double? = nil,
  _ context: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let largest =
    expected.elements.lazy.filter { $0.isFinite }.map { Double($0.magnitude) }.max() ?? 0
  // Two: both sides were rounded.
  let tolerance = 2 * Double(reduction) * unitOfRounding * (scale ?? largest)
  compare(actual, expected, tolerance: tolerance, context, sourceLocation)
}

/// Expects that two numbers differ by at most `reduction` roundings of `Scalar` on each side, relative to
/// the expected one or to `scale`.
public func expectClose(
  _ actual: Double, _ expected: Double, reduction: Int = 1, scale: Double? = nil,
  _ context: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let tolerance = 2 * Double(reduction) * unitOfRounding * (scale ?? expected.magnitude)
  if actual == expected || (actual - expected).magnitude <= tolerance { return }
  Issue.record(
    """
    \(label(context()))expected \(expected), found \(actual), \
    off by \((actual - expected).magnitude), tolerance \(tolerance)
    """, sourceLocation: sourceLocation)
}

/// The context with a colon; nothing for none.
func label(_ context: String) -> String { context.isEmpty ? "" : context + ": " }

/// Records one issue that names the first and the worst element beyond its tolerance.
private func compare(
  _ actual: Tensor, _ expected: Tensor, tolerance: Double, _ context: () -> String,
  _ sourceLocation: SourceLocation
) {
  guard actual.shape == expected.shape else {
    Issue.record(
      "\(label(context()))expected shape \(expected.shape), found \(actual.shape)",
      sourceLocation: sourceLocation)
    return
  }
  var wrong = 0
  var first: Int?
  var worst: (index: Int, excess: Double) = (0, -1)
  let (found, wanted) = (actual.elements, expected.elements)
  for (i, (a, e)) in zip(found, wanted).enumerated() {
    if a == e || (a.isNaN && e.isNaN) { continue }
    let difference = (Double(a) - Double(e)).magnitude
    if difference <= tolerance { continue }
    wrong += 1
    if first == nil { first = i }
    // A NaN or an infinity on one side is worse than any number.
    let excess = difference.isFinite ? difference : .infinity
    if excess > worst.excess { worst = (i, excess) }
  }
  guard let first else { return }
  func element(_ i: Int) -> String {
    "\(place(i, in: expected.shape)): expected \(wanted[i]), found \(found[i])"
  }
  Issue.record(
    """
    \(label(context()))\(wrong) of \(found.count) elements of \(expected.shape) differ; \
    first at \(element(first)); worst at \(element(worst.index)), off by \(worst.excess), \
    tolerance \(tolerance)
    """, sourceLocation: sourceLocation)
}

/// The index of a flat position: "[1, 0, 2]".
private func place(_ flat: Int, in shape: Shape) -> String {
  "[" + zip(shape.strides, shape.dimensions).map { "\(flat / $0 % $1)" }.joined(separator: ", ")
    + "]"
}
