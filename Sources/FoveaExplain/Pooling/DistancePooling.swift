import FoveaKernels
import FoveaNN
import FoveaTensor

/// Weighted averages by distance from the central pixel: the weights, and what a shift of the picture does to
/// them, beside maximum and average.
///
/// Detector outputs (vertical edges) are pooled as they are and after a shift to the left by d pixels; new
/// pixels come in from the picture itself. Two things are measured, both relative to the length of the pooled
/// edges:
///
/// - the *change*: how far the result is from the unshifted one. Here the maximum is good: the lecture's
///   invariance;
/// - what is *left* of it when the unshifted result is moved along, by d / stride places, linearly between two
///   where that is no whole number. With a stride of 2, pooling picks other pixels after a shift by 1: what is
///   left is what depends on that choice. Here smooth weights are good (Zhang, 2019).
public struct DistancePooling: Sendable {
  /// One way of pooling.
  public struct Curve: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// The change for a shift by 0, 1, 2, ... pixels.
    public let changes: [Double]
    /// What is left of it when the unshifted result is moved along.
    public let left: [Double]
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
    // Wide enough for two columns more than the largest shift moves the result along.
    let least = window + stride * (shifts / stride + 1)
    guard width >= least, edges.shape[1] >= window else {
      throw ShapeError(
        "pictures of \(window + 2)x\(least + shifts + 2) or more expected, found "
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
      return Curve(name: name, views, stride)
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

extension DistancePooling.Curve {
  /// Compares what came out for a shift by 0, 1, 2, ... pixels.
  fileprivate init(name: String, _ views: [Tensor], _ stride: Int) {
    self.name = name
    // The columns that all of them share after being moved along.
    let columns = max(1, views[0].shape[2] - (views.count - 1) / stride - 1)
    func part(_ view: Tensor, from first: Int) -> Tensor {
      let last = min(first + columns, view.shape[2])
      return view.slice(axis: 2, last - columns..<last)
    }
    let still = part(views[0], from: 0)
    let length = max(norm(still), .leastNormalMagnitude)
    changes = views.map { norm(part($0, from: 0) - still) / length }
    left = views.enumerated().map { shift, view in
      let share = Scalar(shift % stride) / Scalar(stride)
      let moved =
        part(views[0], from: shift / stride) * (1 - share)
        + part(views[0], from: shift / stride + 1) * share
      return norm(part(view, from: 0) - moved) / length
    }
  }
}

/// The Euclidean length of all elements together.
private func norm(_ x: Tensor) -> Double { Double(x.square().sum().item).squareRoot() }
