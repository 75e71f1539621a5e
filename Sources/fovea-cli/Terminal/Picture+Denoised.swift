import Fovea

extension Picture {
  /// Three rows of pictures, noisy, reconstructed and clean, with a white line between; small ones twice as
  /// large.
  init(denoised samples: (noisy: Tensor, reconstructed: Tensor, clean: Tensor)) {
    let shape = samples.clean.shape
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let across = shape[0] * (width + 1) - 1
    var bytes = [UInt8](repeating: 255, count: (3 * (height + 1) - 1) * across * channels)
    for (row, pictures) in [samples.noisy, samples.reconstructed, samples.clean].enumerated() {
      for place in 0..<shape[0] {
        let picture = Picture(
          pictures.slice(axis: 0, place..<place + 1).reshaped(height, width, channels))
        for y in 0..<height {
          let target = ((row * (height + 1) + y) * across + place * (width + 1)) * channels
          let line = y * width * channels..<(y + 1) * width * channels
          bytes.replaceSubrange(target..<target + width * channels, with: picture.bytes[line])
        }
      }
    }
    let strip = Picture(
      width: across, height: 3 * (height + 1) - 1, channels: channels, bytes: bytes)
    self = height > 64 ? strip : strip.magnified(2)
  }

  /// Each pixel as a square of so many a side.
  private func magnified(_ factor: Int) -> Picture {
    var large: [UInt8] = []
    large.reserveCapacity(bytes.count * factor * factor)
    for y in 0..<height * factor {
      for x in 0..<width * factor {
        let at = (y / factor * width + x / factor) * channels
        large += bytes[at..<at + channels]
      }
    }
    return Picture(
      width: width * factor, height: height * factor, channels: channels, bytes: large)
  }
}
