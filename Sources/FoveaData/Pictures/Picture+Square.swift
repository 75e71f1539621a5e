import FoveaKernels

extension Picture {
  /// The largest square in the picture's middle; the picture itself when it is one.
  public var square: Picture {
    let side = min(width, height)
    if width == height { return self }
    let (left, top) = ((width - side) / 2, (height - side) / 2)
    let bytes = (0..<side).flatMap { y in
      let start = ((top + y) * width + left) * channels
      return self.bytes[start..<start + side * channels]
    }
    return Picture(width: side, height: side, channels: channels, bytes: bytes)
  }
}
