import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the weight of a pixel falls with its distance from the middle of the window.
public enum PoolingWeights: Hashable, Sendable {
  /// e^(-d^2 / (2 sigma^2)).
  case gaussian(sigma: Double)
  /// 1 / (1 + d): the central pixel, whose distance is 0, weighs 1.
  case inverseDistance
  /// The binomial coefficients of either axis, as in 1 2 1: the Gaussian's nearest relative in whole numbers.
  case binomial

  /// The weights of a window, [height, width]; they add up to 1. For an even extent the middle lies between two
  /// pixels.
  public func kernel(_ window: IntPair) -> Tensor {
    require(
      window.height > 0 && window.width > 0,
      "PoolingWeights: a window of 1 or more expected, received \(window)")
    let weights = (0..<window.height).flatMap { y in
      (0..<window.width).map { x in
        let down = Double(y) - Double(window.height - 1) / 2
        let across = Double(x) - Double(window.width - 1) / 2
        return weight(down * down + across * across, y, x, window)
      }
    }
    let total = weights.reduce(0, +)
    return Tensor([window.height, window.width], weights.map { Scalar($0 / total) })
  }

  private func weight(_ square: Double, _ y: Int, _ x: Int, _ window: IntPair) -> Double {
    switch self {
    case .gaussian(let sigma):
      require(sigma > 0, "PoolingWeights: a sigma above 0 expected, received \(sigma)")
      // Beside the middle's, which would vanish itself in an even window of a small sigma.
      func offCentre(_ extent: Int) -> Double { extent % 2 == 0 ? 0.25 : 0 }
      let least = offCentre(window.height) + offCentre(window.width)
      return exp(-(square - least) / (2 * sigma * sigma))
    case .inverseDistance: return 1 / (1 + square.squareRoot())
    case .binomial:
      return binomial(window.height - 1, y) * binomial(window.width - 1, x)
    }
  }

  private func binomial(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }
}

extension PoolingWeights: CustomStringConvertible {
  /// "gaussian 1.0", "inverse distance" or "binomial".
  public var description: String {
    switch self {
    case .gaussian(let sigma): "gaussian \(sigma)"
    case .inverseDistance: "inverse distance"
    case .binomial: "binomial"
    }
  }
}
