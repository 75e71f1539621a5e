import FoveaKernels

/// A picture as bytes: grey or red, green, blue, each 0 ... 255.
public struct Picture: Hashable, Sendable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// 1 for grey; 3 for red, green, blue.
  public let channels: Int
  /// [height, width, channels], row-major, top row first.
  public let bytes: [UInt8]

  /// A picture of the given bytes. Traps when their number does not fit, a side is empty, or there are
  /// other than 1 or 3 channels.
  public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
    require(
      width > 0 && height > 0 && (channels == 1 || channels == 3)
        && bytes.count == width * height * channels,
      "Picture: expected 1 or 3 channels and as many bytes as pixels times channels, received "
        + "\(width) x \(height) x \(channels) and \(bytes.count) bytes")
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }

  /// The picture with one channel.
  ///
  ///     grey = 0.299 red + 0.587 green + 0.114 blue
  ///
  /// Source: ITU-R BT.601, which most image tools follow.
  public var grey: Picture {
    if channels == 1 { return self }
    // In thousandths, rounded.
    let grey = (0..<width * height).map { pixel in
      let (r, g, b) = (Int(bytes[3 * pixel]), Int(bytes[3 * pixel + 1]), Int(bytes[3 * pixel + 2]))
      return UInt8((299 * r + 587 * g + 114 * b + 500) / 1000)
    }
    return Picture(width: width, height: height, channels: 1, bytes: grey)
  }

  /// The picture with three channels; of grey, all three are the same.
  public var color: Picture {
    if channels == 3 { return self }
    return Picture(
      width: width, height: height, channels: 3, bytes: bytes.flatMap { [$0, $0, $0] })
  }
}
