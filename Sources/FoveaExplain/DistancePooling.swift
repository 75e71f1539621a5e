import FoveaKernels
import FoveaNN
import FoveaTensor

/// Weighted averages by distance from the central pixel: the weights, and how much less than the maximum they
/// mind when a picture moves.
///
/// Detector outputs (vertical edges) are pooled as they are and after a shift to the left by d pixels; new
/// pixels come in from the picture itself. The change is the distance between both results relative to the
/// length of the first.
public struct DistancePooling: Sendable {
  /// One way of pooling.
  public struct Curve: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// The change for a shift by 0, 1, 2, ... pixels.
    public let changes: [Double]
  }

  /// The weights of each kind, [window, window], which add up to 1.
  public let kernels: [(name: String, weights: Tensor)]
  /// Maximum, average and each kind of weights.
  public let curves: [Curve]

  /// Computes the weights and the curves.
  ///
  /// - Parameters:
  ///   - pictures: [pictures, height, width, channels]; wider than window and shifts together.
  ///   - window: places along a side; 3 by default.
  ///   - stride: steps of the window; 2 by default.
  ///   - sigma: of the Gaussian, in pixels; 1 by default.
  ///   - shifts: the largest shift; the window by default.
  /// - Throws: `ShapeError` when the pictures are too small.
  public init(
    pictures: Tensor, window: Int = 3, stride: Int = 2, sigma: Double = 1, shifts: Int? = nil
  ) throws {
    require(
      window > 0 && stride > 0 && sigma > 0,
      "DistancePooling: a window, a stride and a sigma above 0 expected, received \(window), "
        + "\(stride) and \(sigma)")
    let kinds: [PoolingWeights] = [.binomial, .gaussian(sigma: sigma), .inverseDistance]
    let shifts = shifts ?? window
    let edges = try Self.verticalEdges(pictures)
    let width = edges.shape[2] - shifts
    guard width >= window, edges.shape[1] >= window else {
      throw ShapeError(
        "pictures of \(window + 2)x\(window + shifts + 2) or more expected, found "
          + "\(pictures.shape[1])x\(pictures.shape[2])")
    }
    kernels = kinds.map { ("\($0)", $0.kernel(IntPair(window))) }
    let step = IntPair(stride)
    let pools: [(String, any Layer)] =
      [
        ("max", MaxPool2D(IntPair(window), stride: step, policy: .floor)),
        ("average", AvgPool2D(IntPair(window), stride: step, policy: .floor)),
      ]
      + kinds.map {
        (
          "\($0)",
          DistanceWeightedPool2D(IntPair(window), weights: $0, stride: step, policy: .floor)
        )
      }
    curves = pools.map { name, pool in
      let views = (0...shifts).map { shift in
        let view = Variable(edges.slice(axis: 2, shift..<shift + width))
        return withoutGradients { pool(view, .inference).value }
      }
      let length = max(norm(views[0]), .leastNormalMagnitude)
      return Curve(name: name, changes: views.map { norm($0 - views[0]) / length })
    }
  }

  /// What a detector of vertical edges gives: |Sobel's kernel| on the mean of the channels.
  private static func verticalEdges(_ pictures: Tensor) throws -> Tensor {
    guard pictures.rank == 4, pictures.shape[3] > 0 else {
      throw ShapeError("[pictures, height, width, channels] expected, found \(pictures.shape)")
    }
    let grey = pictures.mean(axes: [3], keepingDimensions: true)
    let sobel = Tensor([3, 3, 1, 1], [-1, 0, 1, -2, 0, 2, -1, 0, 1])
    return convolution(
      grey, sobel, try Conv2DGeometry(input: grey.shape, kernel: sobel.shape)
    ).abs()
  }
}

/// The Euclidean length of all elements together.
private func norm(_ x: Tensor) -> Double { Double(x.square().sum().item).squareRoot() }
