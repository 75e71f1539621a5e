import FoveaKernels
import FoveaTensor

extension Picture {
  /// The picture as a batch of one for a model, see `fitted(to:)`.
  ///
  /// - Parameter imageShape: [height, width, channels], with 1 or 3 channels.
  /// - Returns: [1, height, width, channels] in 0 ... 1.
  /// - Throws: `ShapeError` when a model takes pictures of another kind.
  public func tensor(fitting imageShape: Shape) throws(ShapeError) -> Tensor {
    let fitted = try fitted(to: imageShape)
    return Tensor(Shape([1] + imageShape.dimensions)) { out in
      for (i, byte) in fitted.bytes.enumerated() { out[i] = Scalar(byte) / 255 }
    }
  }

  /// A picture of numbers, [height, width, 1 or 3 channels], of which `range` becomes 0 ... 255; what lies
  /// outside is cut off, what is no number becomes 0. Traps for other shapes.
  public init(_ image: Tensor, range: ClosedRange<Scalar> = 0...1) {
    require(
      image.rank == 3 && (image.shape[2] == 1 || image.shape[2] == 3),
      "Picture: expected [height, width, 1 or 3 channels], received \(image.shape)")
    let span = range.upperBound - range.lowerBound
    let bytes = image.elements.map { value -> UInt8 in
      let share = span > 0 ? (value - range.lowerBound) / span : 0
      return share > 0 ? UInt8(min(share, 1) * 255 + 0.5) : 0
    }
    self.init(
      width: image.shape[1], height: image.shape[0], channels: image.shape[2], bytes: bytes)
  }
}

extension DataSet {
  /// One picture of the set, to look at: bytes as they are, numbers from 0 ... 1. Traps when the index lies
  /// outside the set, or the pictures have other than 1 or 3 channels.
  public func picture(at index: Int) -> Picture {
    Picture(images(at: CollectionOfOne(index)).reshaped(to: imageShape))
  }
}

/// Pictures together as a model takes them, one at least; see `Picture.tensor(fitting:)`.
///
/// - Returns: [pictures, height, width, channels] in 0 ... 1.
/// - Throws: `ShapeError` when a model takes pictures of another kind.
package func tensor(of pictures: [Picture], fitting imageShape: Shape) throws(ShapeError) -> Tensor
{
  var images: [Tensor] = []
  for picture in pictures { images.append(try picture.tensor(fitting: imageShape)) }
  return Tensor.concatenated(images, axis: 0)
}
