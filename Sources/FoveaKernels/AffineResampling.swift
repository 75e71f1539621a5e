/// Where the pixels of a moved picture are found in the original: the affine map from a pixel's place, column
/// x and row y, to the place that it is read at.
///
///     source x = xx * x + xy * y + x0        source y = yx * x + yy * y + y0
public struct AffineResampling: Sendable {
  /// What is read beside the picture.
  public enum Border: Sendable {
    /// Nothing: 0.
    case zeros
    /// The nearest pixel of the edge.
    case edge
    /// The picture's mirror image about its outermost pixels, which are not repeated.
    case reflect
  }

  /// Rows of either picture.
  public let height: Int
  /// Columns of either picture.
  public let width: Int
  /// Numbers a pixel.
  public let channels: Int
  /// What a step to the right and one down change of the source's column, and the column at the origin.
  public let xx: Scalar, xy: Scalar, x0: Scalar
  /// The same of the source's row.
  public let yx: Scalar, yy: Scalar, y0: Scalar
  /// What is read beside the picture; a number, because comparing cases is a call from another module.
  @usableFromInline let borderRule: Int

  /// A map for pictures [height, width, channels].
  public init(
    height: Int, width: Int, channels: Int, xx: Scalar, xy: Scalar, x0: Scalar, yx: Scalar,
    yy: Scalar, y0: Scalar, border: Border
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.xx = xx
    self.xy = xy
    self.x0 = x0
    self.yx = yx
    self.yy = yy
    self.y0 = y0
    borderRule = border == .zeros ? 0 : border == .edge ? 1 : 2
  }
}

/// y = the picture x, moved as the map says; between pixels, interpolated linearly along both axes.
///
/// A pixel that is read at another's very place gets its very bits: the weights are 0 then, and what is
/// outside counts as 0. Most places lie inside; the four corners are looked at one by one only at the border.
@inlinable @inline(__always)
func warp<I: InstructionSet>(_: I.Type, _ map: AffineResampling, _ x: Input, _ y: Output) {
  let (height, width, channels) = (map.height, map.width, map.channels)
  let (right, bottom) = (Scalar(width &- 1), Scalar(height &- 1))
  let (xx, yx, rule) = (map.xx, map.yx, map.borderRule)
  let down = width &* channels
  var out = y
  for row in 0..<height {
    let rowX = map.xy * Scalar(row) + map.x0
    let rowY = map.yy * Scalar(row) + map.y0
    for column in 0..<width {
      var sx = xx * Scalar(column) + rowX
      var sy = yx * Scalar(column) + rowY
      if rule != 0 {
        sx = foldedInside(I.self, sx, right, rule)
        sy = foldedInside(I.self, sy, bottom, rule)
      }
      if sx >= 0, sy >= 0, sx < right, sy < bottom {
        // Truncation is rounding down here.
        let (left, top) = (Int(sx), Int(sy))
        let (shareX, shareY) = (sx - Scalar(left), sy - Scalar(top))
        let corner = x + (top &* down &+ left &* channels)
        for c in 0..<channels {
          let (a, b) = (corner[c], corner[c &+ channels])
          let (d, e) = (corner[c &+ down], corner[c &+ down &+ channels])
          let (above, below) = (a + shareX * (b - a), d + shareX * (e - d))
          out[c] = above + shareY * (below - above)
        }
      } else {
        warpAtBorder(I.self, map, x, sx, sy, out)
      }
      out += channels
    }
  }
}

/// One pixel of which some corners lie outside, or all.
@inlinable @inline(__always)
func warpAtBorder<I: InstructionSet>(
  _: I.Type, _ map: AffineResampling, _ x: Input, _ sx: Scalar, _ sy: Scalar, _ out: Output
) {
  let (height, width, channels) = (map.height, map.width, map.channels)
  // False as well for what is no number.
  guard sx > -1, sy > -1, sx < Scalar(width), sy < Scalar(height) else {
    for c in 0..<channels { out[c] = 0 }
    return
  }
  // From -1 up, so truncation rounds down once 1 is added.
  let (left, top) = (Int(sx + 1) &- 1, Int(sy + 1) &- 1)
  let (shareX, shareY) = (sx - Scalar(left), sy - Scalar(top))
  let corner = x + (top &* width &+ left) &* channels
  let (hasLeft, hasRight) = (left >= 0, left &+ 1 < width)
  let (hasTop, hasBottom) = (top >= 0, top &+ 1 < height)
  for c in 0..<channels {
    let a = hasTop && hasLeft ? corner[c] : 0
    let b = hasTop && hasRight ? corner[c &+ channels] : 0
    let d = hasBottom && hasLeft ? corner[c &+ width &* channels] : 0
    let e = hasBottom && hasRight ? corner[c &+ (width &+ 1) &* channels] : 0
    let (above, below) = (a + shareX * (b - a), d + shareX * (e - d))
    out[c] = above + shareY * (below - above)
  }
}

/// A coordinate brought inside 0 ... last, by the rule of the border.
@inlinable @inline(__always)
func foldedInside<I: InstructionSet>(
  _: I.Type, _ place: Scalar, _ last: Scalar, _ rule: Int
) -> Scalar {
  if rule == 1 || last <= 0 { return min(max(place, 0), last) }
  var place = abs(place)
  let period = 2 * last
  // At most a few pictures away: maps are bounded.
  while place >= period { place -= period }
  return place > last ? period - place : place
}
