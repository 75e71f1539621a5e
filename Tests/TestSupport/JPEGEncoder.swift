import CJPEG

/// How a test's JPEG picture is written.
public enum JPEGKind: CaseIterable, Sendable {
  case grey, color, cmyk

  /// Bytes a pixel.
  public var channels: Int {
    switch self {
    case .grey: 1
    case .color: 3
    case .cmyk: 4
    }
  }
}

/// A JPEG file of some pixels, row-major; CMYK as Adobe's programs write it, inverted.
public func jpeg(
  _ width: Int, _ height: Int, _ kind: JPEGKind = .color, _ pixels: [UInt8], quality: Int = 100,
  isProgressive: Bool = false
) -> [UInt8] {
  precondition(pixels.count == width * height * kind.channels)
  guard let handle = tjInitCompress() else { return [] }
  defer { tjDestroy(handle) }
  let (format, sampling) =
    switch kind {
    case .grey: (TJPF_GRAY, TJSAMP_GRAY)
    case .color: (TJPF_RGB, TJSAMP_444)
    case .cmyk: (TJPF_CMYK, TJSAMP_444)
    }
  var file: UnsafeMutablePointer<UInt8>?
  defer { tjFree(file) }
  // The type of the size differs between versions of the library.
  var size = tjBufSize(1, 1, 0) &* 0
  let code = tjCompress2(
    handle, pixels, CInt(width), 0, CInt(height), CInt(format.rawValue), &file, &size,
    CInt(sampling.rawValue), CInt(quality),
    TJFLAG_ACCURATEDCT | (isProgressive ? TJFLAG_PROGRESSIVE : 0))
  precondition(code == 0, String(cString: tjGetErrorStr2(handle)))
  return Array(UnsafeBufferPointer(start: file, count: Int(size)))
}

/// Pixels that change slowly, so that a JPEG file keeps them nearly as they are.
public func gradient(_ width: Int, _ height: Int, channels: Int) -> [UInt8] {
  (0..<height).flatMap { y in
    (0..<width).flatMap { x in
      (0..<channels).map { c in
        UInt8(20 + 30 * c + 60 * x / width + 50 * y / height)
      }
    }
  }
}
