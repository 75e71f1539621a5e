import FoveaKernels
import FoveaTensor

/// What a convolution does at one place: the lecture's a . b = sum_i a_i b_i, of the kernel and what it covers
/// (row B1).
///
/// The sum is added up here number by number; `map` is what the engine computes for all places at once. In
/// deep learning, and here, the kernel is not turned around: mathematicians call it cross-correlation.
public struct DotProduct: Sendable {
  /// The image, [height, width].
  public let image: Tensor
  /// The image with its padding around it.
  public let padded: Tensor
  /// The kernel, [height, width].
  public let kernel: Tensor
  /// The window over the image.
  public let geometry: Conv2DGeometry
  /// The place in the output, row and column.
  public let place: IntPair
  /// What the kernel covers there, [kernel height, kernel width]; zeros in the padding.
  public let patch: Tensor
  /// Number by number times the kernel.
  public let products: Tensor
  /// All products together: the output at the place.
  public let sum: Double
  /// The whole output, from the engine.
  public let map: Tensor

  /// Looks at one place.
  ///
  /// - Parameters:
  ///   - image: [height, width]; the slide's by default.
  ///   - kernel: [height, width]; the slide's diagonal by default.
  ///   - place: row and column in the output, from 0; the first by default.
  ///   - stride: steps of the window; 1 by default.
  ///   - padding: zeros around the image; none by default.
  /// - Throws: `ShapeError` when the kernel is larger than the image or there is no such place.
  public init(
    image: Tensor = Slide.image, kernel: Tensor = Slide.diagonal, at place: IntPair = 0,
    stride: IntPair = 1, padding: Padding = .narrow
  ) throws {
    geometry = try Conv2DGeometry(
      input: image.asImage.shape, kernel: kernel.asKernel.shape, stride: stride, padding: padding,
      policy: .floor)
    let (v, h) = (geometry.vertical, geometry.horizontal)
    guard (0..<v.output).contains(place.height), (0..<h.output).contains(place.width) else {
      throw ShapeError(
        "a place from 0,0 to \(v.output - 1),\(h.output - 1) expected, found "
          + "\(place.height),\(place.width)")
    }
    (self.image, self.kernel, self.place) = (image, kernel, place)
    map = convolution(image.asImage, kernel.asKernel, geometry).reshaped(v.output, h.output)
    let numbers = image.elements
    let around = (0..<v.padded * h.padded).map { place -> Scalar in
      let (y, x) = (place / h.padded - v.paddingBefore, place % h.padded - h.paddingBefore)
      return (0..<v.input).contains(y) && (0..<h.input).contains(x) ? numbers[y * h.input + x] : 0
    }
    padded = Tensor([v.padded, h.padded], around)
    let (top, left) = (place.height * v.stride, place.width * h.stride)
    patch = padded.slice(axis: 0, top..<top + v.kernel).slice(axis: 1, left..<left + h.kernel)
    products = patch * kernel
    sum = products.elements.reduce(0) { $0 + Double($1) }
  }

  /// Where the window lies in the image, row and column of its first number; negative in the padding.
  public var origin: IntPair {
    IntPair(
      place.height * geometry.vertical.stride - geometry.vertical.paddingBefore,
      place.width * geometry.horizontal.stride - geometry.horizontal.paddingBefore)
  }
}
