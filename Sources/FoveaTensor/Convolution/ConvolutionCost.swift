/// What one algorithm is expected to cost for one pass of a convolution: the model by which `automatic`
/// chooses. `fovea-bench conv --explain` prints it beside what was measured.
///
/// By geometry alone: neither the number of threads nor the moment may change which algorithm runs, since
/// algorithms round differently, and the same seed gives the same bits.
public struct ConvolutionCost: Sendable {
  /// Which algorithm.
  public let algorithm: ConvolutionAlgorithm
  /// Time of the multiply-adds, those of half-filled blocks among them; milliseconds of one core of the machine
  /// that the rates were measured on (Zen 4 at 3.7 GHz).
  public let products: Double
  /// Time of everything else: patches, transforms, packing, sums in memory; milliseconds.
  public let movement: Double

  /// The expected time of one core, in milliseconds.
  public var milliseconds: Double { products + movement }

  /// Every algorithm that can do a pass, the cheapest first.
  public static func candidates(
    for geometry: Conv2DGeometry, _ pass: ConvolutionPass
  ) -> [ConvolutionCost] {
    let estimate = ConvolutionEstimate(geometry, pass)
    return ConvolutionAlgorithm.allCases.filter { isCandidate($0, geometry, pass) }
      .map { ConvolutionCost($0, estimate) }
      .sorted { $0.milliseconds < $1.milliseconds }
  }

  /// The cheapest algorithm for a pass.
  static func cheapest(
    for geometry: Conv2DGeometry, _ pass: ConvolutionPass, isPrepared: Bool = false
  ) -> ConvolutionAlgorithm {
    let estimate = ConvolutionEstimate(geometry, pass, isPrepared: isPrepared)
    var (best, least) = (ConvolutionAlgorithm.im2col, Double.infinity)
    for algorithm in ConvolutionAlgorithm.allCases where isCandidate(algorithm, geometry, pass) {
      let time = ConvolutionCost(algorithm, estimate).milliseconds
      if time < least { (best, least) = (algorithm, time) }
    }
    return best
  }

  private static func isCandidate(
    _ algorithm: ConvolutionAlgorithm, _ geometry: Conv2DGeometry, _ pass: ConvolutionPass
  ) -> Bool {
    switch algorithm {
    case .automatic: false
    case .winograd:
      // Among few channels it saves little: not worth its roundings.
      Winograd.isAllowed && algorithm.isPossible(for: geometry, pass)
        && min(geometry.inputChannels, geometry.outputChannels) >= 16 * geometry.groups
    default: algorithm.isPossible(for: geometry, pass)
    }
  }

  private init(_ algorithm: ConvolutionAlgorithm, _ cost: ConvolutionEstimate) {
    self.algorithm = algorithm
    let (products, movement) =
      switch algorithm {
      case .automatic, .im2col: cost.im2col
      case .direct: cost.direct
      case .pointwise: cost.pointwise
      case .winograd: cost.winograd
      case .depthwise: cost.depthwise
      }
    self.products = products / 1e6
    self.movement = movement / 1e6
  }
}
