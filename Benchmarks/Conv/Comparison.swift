import Fovea

/// A share of the indices in 0 ..< count, one at least, spread evenly, the last among them.
func sample(_ count: Int, _ share: Double) -> [Int] {
  let wanted = min(count, max(1, Int(Double(count) * share)))
  if wanted == 1 { return [count - 1] }
  return (0..<wanted).map { $0 * (count - 1) / (wanted - 1) }
}

/// The largest difference of two tensors as a share of the largest magnitude in the second; infinite where
/// the shapes differ or something is not a number.
func relativeDifference(_ found: Tensor, _ expected: Tensor) -> Double {
  guard found.shape == expected.shape else { return .infinity }
  var difference = 0.0
  for (a, b) in zip(found.elements, expected.elements) where a != b {
    let gap = Double((a - b).magnitude)
    if gap.isNaN { return .infinity }
    difference = max(difference, gap)
  }
  if difference == 0 { return 0 }
  return difference / (expected.elements.map { Double($0.magnitude) }.max() ?? 0)
}

extension Tensor {
  /// The given indices along an axis, copied.
  func picked(_ indices: [Int], axis: Int) -> Tensor {
    if indices.count == shape[axis] { return self }
    return .concatenated(indices.map { slice(axis: axis, $0..<$0 + 1) }, axis: axis)
  }
}
