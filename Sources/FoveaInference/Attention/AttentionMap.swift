import FoveaKernels

/// Which parts of a picture speak for a class, pixel by pixel.
public struct AttentionMap: Sendable {
  /// The class that was asked about.
  public let classIndex: Int
  /// What it is called.
  public let className: String
  /// [height, width] of the picture as the model takes it: above 0 for what speaks for the class, below 0 for what
  /// speaks against it. Sizes compare within a map; what a unit is, the method says.
  public let values: Tensor

  /// The largest distance from 0.
  public var reach: Scalar { values.elements.reduce(0) { max($0, abs($1)) } }
}

extension AttentionMap {
  /// The map over the picture it was made for: yellow to red speaks for the class, cyan to blue against it, each the
  /// stronger the larger its share of `reach`; elsewhere the picture shows in grey.
  ///
  /// - Parameters:
  ///   - picture: of the map's size. Traps for others.
  ///   - zoom: pixels a pixel; nil for as many as make small pictures some 224 pixels wide.
  public func picture(over picture: Picture, zoom: Int? = nil) -> Picture {
    let (height, width) = (values.shape[0], values.shape[1])
    require(
      picture.width == width && picture.height == height,
      "AttentionMap: a picture of \(width) x \(height) expected, received \(picture.width) x "
        + "\(picture.height)")
    let reach = max(self.reach, .leastNormalMagnitude)
    let bytes = zip(picture.grey.bytes, values.elements).flatMap { grey, value in
      Self.tinted(Scalar(grey), by: value / reach)
    }
    let painted = Picture(width: width, height: height, channels: 3, bytes: bytes)
    return ContactSheet([[painted]], zoom: zoom ?? max(1, 224 / max(width, height)), gap: 0).picture
  }

  /// A grey pixel under a share of -1 ... 1 of the strongest colour.
  private static func tinted(_ grey: Scalar, by share: Scalar) -> [UInt8] {
    // What is not finite, of weights that overflow, speaks neither for nor against.
    let share = share.isFinite ? share : 0
    let strength = min(abs(share), 1)
    // Weak parts leave the picture as it is; the strongest keep a quarter of it.
    let cover = 0.75 * strength
    let fading = 255 * (1 - strength)
    let color: [Scalar] = share >= 0 ? [255, fading, 0] : [0, fading, 255]
    return color.map { UInt8(((1 - cover) * grey + cover * $0).rounded()) }
  }
}
