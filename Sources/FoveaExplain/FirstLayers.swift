import FoveaModels
import FoveaNN
import FoveaTensor

/// The first convolutions of networks beside each other: how large their kernels and steps are, and how densely they
/// look at the picture (row F4).
///
/// ZFNet is AlexNet after its authors had looked at what its layers see: an 11x11 kernel at stride 4 passes over much,
/// one of 7x7 at stride 2 looks at each pixel more often.
public struct FirstLayers: Sendable {
  /// One convolution.
  public struct Layer: Sendable {
    /// Height and width of its kernels.
    public let kernel: IntPair
    /// Its steps.
    public let stride: IntPair
    /// [height, width, kernels] of what comes out.
    public let output: Shape
    /// The numbers that training changes.
    public let parameters: Int
    /// Multiply-adds for one picture.
    public let multiplyAdds: Int
  }

  /// One network.
  public struct Network: Sendable {
    /// Its name in the catalogue.
    public let name: String
    /// Its convolutions in the order in which a picture meets them, as many as were asked for.
    public let layers: [Layer]
    /// How many windows of the first layer see each pixel, a square of pixels; from the engine, as the gradient of all
    /// outputs added up for a kernel of ones. The border is left out.
    public let coverage: Tensor
  }

  /// In the order in which they were asked for.
  public let networks: [Network]

  /// Pixels along a side of `coverage`: several periods of any first layer's stride.
  public static let patch = 16

  /// Looks at networks of the catalogue, for the pictures that they were made for.
  ///
  /// - Parameters:
  ///   - entries: two that differ, usually.
  ///   - count: convolutions of each; 5 by default, as many as AlexNet has.
  /// - Throws: `ShapeError` when a network does not take its own pictures, or has no convolution.
  public init(_ entries: [ModelCatalog.Entry], count: Int = 5) throws {
    networks = try entries.map { entry in
      var random = RandomSource(seed: 0)
      let model = try entry.make(entry.usual.picture, entry.usual.classes, &random)
      var trace = Trace()
      _ = try model.outputShape(for: Shape([1] + entry.usual.picture.dimensions), &trace)
      let found = trace.rows.compactMap { row in
        (row.layer as? Conv2D).map { (convolution: $0, row: row) }
      }
      guard let first = found.first?.convolution else {
        throw ShapeError("\(entry.name): expected a network that convolves pictures, found none")
      }
      return Network(
        name: entry.name,
        layers: found.prefix(count).map { convolution, row in
          Layer(
            kernel: IntPair(convolution.weight.shape[0], convolution.weight.shape[1]),
            stride: convolution.stride, output: Shape(Array(row.output.dimensions[1...])),
            parameters: convolution.parameterCount, multiplyAdds: row.multiplyAdds)
        }, coverage: try Self.coverage(of: first))
    }
  }

  /// The windows over each pixel of a patch inside a picture that is wide enough on all sides.
  private static func coverage(of layer: Conv2D) throws -> Tensor {
    let (height, width) = (layer.weight.shape[0], layer.weight.shape[1])
    let steps = layer.stride
    // The first window that lies whole beyond a kernel's width; a multiple of the stride, so that it begins there.
    let margin = IntPair(
      (height / steps.height + 1) * steps.height, (width / steps.width + 1) * steps.width)
    let geometry = try Conv2DGeometry(
      input: [1, patch + 2 * margin.height + height, patch + 2 * margin.width + width, 1],
      kernel: [height, width, 1, 1], stride: steps, policy: .floor)
    let counts = convolutionInputGradient(
      .ones(geometry.outputShape), .ones(geometry.kernelShape), geometry)
    return counts.slice(axis: 1, margin.height..<margin.height + patch)
      .slice(axis: 2, margin.width..<margin.width + patch).reshaped(patch, patch)
  }
}
