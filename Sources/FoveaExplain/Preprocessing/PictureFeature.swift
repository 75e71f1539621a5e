import FoveaTensor

/// A number that is measured on a grey picture: a person sees what it means, which of a pixel nobody would say.
public enum PictureFeature: String, CaseIterable, Sendable {
  /// How many pixels are bright: nearer the picture's brightest than its darkest.
  case area
  /// From the first column with a bright pixel to the last, in pixels.
  case width
  /// From the first row with a bright pixel to the last, in pixels.
  case height
  /// The mean of all pixels, 0 to 1.
  case brightness
  /// The brightest pixel minus the darkest, 0 to 1.
  case contrast

  /// Measures a picture.
  ///
  /// - Parameters:
  ///   - pixels: row by row.
  ///   - columns: pixels a row.
  public func value(of pixels: [Scalar], columns: Int) -> Double {
    let (low, high) = (pixels.min() ?? 0, pixels.max() ?? 0)
    let bright = pixels.indices.filter { pixels[$0] - low > high - pixels[$0] }
    switch self {
    case .area: return Double(bright.count)
    case .width: return Self.extent(bright.map { $0 % columns })
    case .height: return Self.extent(bright.map { $0 / columns })
    case .brightness:
      return pixels.reduce(0) { $0 + Double($1) } / Double(max(1, pixels.count))
    case .contrast: return Double(high - low)
    }
  }

  private static func extent(_ places: [Int]) -> Double {
    guard let first = places.min(), let last = places.max() else { return 0 }
    return Double(last - first + 1)
  }
}
