import FoveaTensor

/// The principal axes of the colours of a training set's pixels, for AlexNet's colour jitter.
///
///     pixel + sum over i of a_i * variance_i * axis_i,   a_i from N(0, deviation)
///
/// with one draw a picture: brightness and hue of the light change, objects do not. Variances are those of
/// pixels in 0 ... 1, as everybody takes them; the paper does not say.
///
/// Source: Krizhevsky, Sutskever and Hinton (2012), section 4.1.
public struct ColorPCA: Hashable, Sendable {
  /// The variance along each axis, descending.
  public let variances: [Double]
  /// The axes, a row each: [3][3], of length 1.
  public let axes: [[Double]]

  /// Fits every pixel of a training set, in double precision.
  ///
  /// - Throws: `DataError` when the set is another split, is empty, or has other than three channels;
  ///   `LAPACKError` when the eigenvalues do not converge.
  public init(fitting data: DataSet) throws {
    guard data.imageShape[2] == 3 else {
      throw DataError(
        data.name, at: "augmentation pca", expected: "pictures of 3 channels",
        found: "\(data.imageShape[2])", advice: "leave pca out, or take brightness or contrast")
    }
    let pixels = try Rows(pixelsOf: data)
    let (values, vectors) = try principalAxes(of: pixels, around: pixels.means())
    variances = values
    axes = (0..<3).map { Array(vectors[3 * $0..<3 * $0 + 3]) }
  }

  /// What is added to each channel of a picture.
  func shift(_ deviation: Double, _ random: inout RandomSource) -> [Scalar] {
    var shift = [0.0, 0.0, 0.0]
    for (variance, axis) in zip(variances, axes) {
      let amount = random.normal(standardDeviation: deviation) * variance
      for c in 0..<3 { shift[c] += amount * axis[c] }
    }
    return shift.map { Scalar($0) }
  }
}

extension Rows {
  /// Every pixel of a training set, [channels].
  init(pixelsOf data: DataSet) throws(DataError) {
    let pictures = try Rows(trainingOn: data)
    let channels = data.imageShape[2]
    let area = data.imageShape.count / channels
    try self.init(data.count * area, [channels]) { range in
      // Whole pictures, of which the first and the last may be needed in part.
      let first = range.lowerBound / area
      let last = (range.upperBound + area - 1) / area
      let block = pictures[first..<last]
      return Tensor([range.count, channels]) { out in
        block.read {
          out.update(
            from: $0 + (range.lowerBound - first * area) * channels, count: range.count * channels)
        }
      }
    }
  }
}
