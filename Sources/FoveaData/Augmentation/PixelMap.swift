import FoveaKernels
import FoveaTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// From a pixel's place in the result to the place in the original where it is read, both counted from the
/// middle of the picture: a matrix and a shift. Following steps are multiplied in, so that all of them
/// together cost one resampling.
struct PixelMap {
  // [x, y] -> [xx x + xy y + x0, yx x + yy y + y0]
  private var xx = 1.0, xy = 0.0, x0 = 0.0
  private var yx = 0.0, yy = 1.0, y0 = 0.0
  private(set) var border = AffineResampling.Border.zeros

  /// Whether the result is the original.
  var isIdentity: Bool { xx == 1 && xy == 0 && x0 == 0 && yx == 0 && yy == 1 && y0 == 0 }

  /// What a step does to one picture, with its numbers drawn.
  ///
  /// - Parameter frame: the picture's extents, of which a share is cut out.
  mutating func append(
    _ step: Augmentation, _ random: inout RandomSource, in frame: PictureFrame
  ) {
    switch step.kind {
    case .shift, .crop:
      // The same draw for both: a cut at offset o out of a picture padded by p is a shift by p - o.
      let reach = Int(step.amount)
      let down = random.integer(below: 2 * reach + 1) - reach
      let right = random.integer(below: 2 * reach + 1) - reach
      shift(right: Double(right), down: Double(down))
      if step.border != .zeros { border = step.border == .edge ? .edge : .reflect }
    case .resizedcrop: cut(atLeast: step.amount, &random, of: frame)
    case .flip: if random.uniform() < step.amount { apply(-1, 0, 0, 1) }
    case .vflip: if random.uniform() < step.amount { apply(1, 0, 0, -1) }
    case .rotate: rotate(degrees: random.symmetric() * step.amount)
    case .scale:
      let reach = log(1 + step.amount)
      let factor = exp(random.symmetric() * reach)
      apply(1 / factor, 0, 0, 1 / factor)
    case .shear:
      apply(1, tan(random.symmetric() * step.amount * .pi / 180), 0, 1)
    default: stop("\(step.kind.rawValue) moves no pixels")
    }
  }

  /// Everything moves to the right and down.
  mutating func shift(right: Double, down: Double) {
    // The place is read before earlier steps move it.
    x0 += xx * -right + xy * -down
    y0 += yx * -right + yy * -down
  }

  /// A rectangle made as large as the picture; where it would be longer than a side, it is as long.
  ///
  /// Source: Szegedy et al. (2014), "Going deeper with convolutions", section 6.
  private mutating func cut(
    atLeast least: Double, _ random: inout RandomSource, of frame: PictureFrame
  ) {
    let share = least + (1 - least) * random.uniform()
    let ratio = exp(random.symmetric() * log(4 / 3))
    let (width, height) = (min(1, sqrt(share * ratio)), min(1, sqrt(share / ratio)))
    // Between the middles of the outermost pixels: beyond them there is nothing to interpolate with.
    let right = random.symmetric() * (1 - width) / 2 * Double(frame.width - 1)
    let down = random.symmetric() * (1 - height) / 2 * Double(frame.height - 1)
    shift(right: right, down: down)
    apply(width, 0, 0, height)
  }

  /// Turned anticlockwise about the middle.
  mutating func rotate(degrees: Double) {
    let angle = degrees * .pi / 180
    // Rows count downwards.
    apply(cos(angle), -sin(angle), sin(angle), cos(angle))
  }

  /// This map after [x, y] -> [a x + b y, c x + d y].
  private mutating func apply(_ a: Double, _ b: Double, _ c: Double, _ d: Double) {
    (xx, xy) = (xx * a + xy * c, xx * b + xy * d)
    (yx, yy) = (yx * a + yy * c, yx * b + yy * d)
  }

  /// The map between pixels counted from the corner, for pictures of the given extents.
  func resampling(height: Int, width: Int, channels: Int) -> AffineResampling {
    let (x, y) = (Double(width - 1) / 2, Double(height - 1) / 2)
    return AffineResampling(
      height: height, width: width, channels: channels,
      xx: Scalar(xx), xy: Scalar(xy), x0: Scalar(x + x0 - xx * x - xy * y),
      yx: Scalar(yx), yy: Scalar(yy), y0: Scalar(y + y0 - yx * x - yy * y), border: border)
  }
}

extension RandomSource {
  /// A number spread evenly over -1 ..< 1.
  mutating func symmetric() -> Double { 2 * uniform() - 1 }
}
