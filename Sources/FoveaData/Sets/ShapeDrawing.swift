import FoveaTensor

/// One shape with everything about it that is random.
struct ShapeDrawing {
  private let outline: ShapeOutline
  private let size: Int
  // The middle, in pixels.
  private let x: Float, y: Float
  // Cosine and sine of the tilt.
  private let cosine: Float, sine: Float
  private var random: UniformSource

  init(_ kind: Shapes.Kind, size: Int, random: RandomSource) {
    var random = UniformSource(random)
    let side = Float(size)
    let radius = side * random.uniform(0.2...0.38)
    x = side * random.uniform(0.33...0.67)
    y = side * random.uniform(0.33...0.67)
    // t is the tangent of half the tilt, which reaches 15 degrees either way.
    let t = random.uniform(-0.13...0.13)
    cosine = (1 - t * t) / (1 + t * t)
    sine = 2 * t / (1 + t * t)
    outline = ShapeOutline(
      kind, radius: radius, thickness: max(1.2, radius * random.uniform(0.25...0.45)),
      phase: random.uniform(0...1))
    self.size = size
    self.random = random
  }

  /// Draws [size, size, channels] bytes. A pixel on the outline is covered by as much as its middle is
  /// inside, over a width of one pixel.
  mutating func draw(channels: Int, to out: UnsafeMutablePointer<UInt8>) {
    var levels: [(ground: Float, contrast: Float)] = []
    for _ in 0..<channels {
      levels.append((random.uniform(0...0.25), random.uniform(0.3...0.75)))
    }
    let noise = random.uniform(0.02...0.22)
    for row in 0..<size {
      for column in 0..<size {
        let (u, v) = (Float(column) + 0.5 - x, Float(row) + 0.5 - y)
        let distance = outline.distance(u * cosine + v * sine, v * cosine - u * sine)
        let coverage = min(max(0.5 - distance, 0), 1)
        for channel in 0..<channels {
          let (ground, contrast) = levels[channel]
          let value = ground + contrast * coverage + noise * random.bell()
          out[(row * size + column) * channels + channel] = UInt8(
            min(max(value, 0), 1) * 255 + 0.5)
        }
      }
    }
  }
}

/// Random numbers in single precision whatever `Scalar` is, so that drawings do not depend on it.
private struct UniformSource {
  private var random: RandomSource

  init(_ random: RandomSource) { self.random = random }

  mutating func uniform(_ range: ClosedRange<Float>) -> Float {
    let share = Float(random.next() >> 40) * 0x1p-24
    return range.lowerBound + (range.upperBound - range.lowerBound) * share
  }

  /// Mean 0, deviation 1, shaped much like a normal distribution: the sum of four uniform numbers of
  /// 16 bits.
  mutating func bell() -> Float {
    let bits = random.next()
    let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
    // The sum's mean is 2 * 65535, its variance 4 * (65536^2 - 1) / 12.
    return (Float(sum) - 131070) * (1 / 37837.22)
  }
}
