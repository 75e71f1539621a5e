import FoveaKernels
import FoveaTensor

extension Reference {
  /// Layer normalisation: each row, what lies behind the leading axes, with mean 0 and variance 1, then scaled
  /// and shifted. In double precision.
  public static func layerNormalized(
    _ input: Tensor, scale: Tensor, shift: Tensor, epsilon: Scalar
  ) -> Tensor {
    let (a, b) = (scale.elements, shift.elements)
    return normalized(input, epsilon) {
      $0 / scale.count
    } affine: {
      (a[$0 % scale.count], b[$0 % scale.count])
    }
  }

  /// Group normalisation: of each image each group of channels, over all places. In double precision.
  public static func groupNormalized(
    _ input: Tensor, groups: Int, scale: Tensor, shift: Tensor, epsilon: Scalar
  ) -> Tensor {
    let (a, b) = (scale.elements, shift.elements)
    let channels = input.shape[-1]
    let perImage = input.count / input.shape[0]
    return normalized(input, epsilon) {
      $0 / perImage * groups + $0 % channels / (channels / groups)
    } affine: {
      (a[$0 % channels], b[$0 % channels])
    }
  }

  /// Normalises all elements of a set together; `set` says which set an element belongs to.
  private static func normalized(
    _ input: Tensor, _ epsilon: Scalar, set: (Int) -> Int,
    affine: (Int) -> (scale: Scalar, shift: Scalar)
  ) -> Tensor {
    let x = input.elements.map { Double($0) }
    let sets = Dictionary(grouping: x.indices, by: set)
    var y = [Scalar](repeating: 0, count: x.count)
    for members in sets.values {
      let n = Double(members.count)
      let mean = members.reduce(0) { $0 + x[$1] } / n
      let variance = members.reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / n
      for i in members {
        let normal = (x[i] - mean) / (variance + Double(epsilon)).squareRoot()
        y[i] = Scalar(normal * Double(affine(i).scale) + Double(affine(i).shift))
      }
    }
    return Tensor(input.shape, y)
  }
}
