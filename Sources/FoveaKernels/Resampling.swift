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
  /// What is read beside the picture.
  public let border: Border

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
    self.border = border
  }
}

/// y = the picture x, moved as the map says; between pixels, interpolated linearly along both axes.
///
/// A pixel that is read at another's very place gets its very bits: the weights are 0 then, and what is
/// outside counts as 0. A pixel of the source lies inside for most, so the four corners are looked at one by
/// one only at the border. Four reads and three interpolations a number: some 5 ns, whatever the map.
@inlinable @inline(__always)
func resample<I: InstructionSet>(_: I.Type, _ map: AffineResampling, _ x: Input, _ y: Output) {
  let (height, width, channels) = (map.height, map.width, map.channels)
  let (right, bottom) = (Scalar(width &- 1), Scalar(height &- 1))
  var out = y
  for row in 0..<height {
    let rowX = map.xy * Scalar(row) + map.x0
    let rowY = map.yy * Scalar(row) + map.y0
    for column in 0..<width {
      var sx = map.xx * Scalar(column) + rowX
      var sy = map.yx * Scalar(column) + rowY
      if map.border != .zeros {
        sx = foldedInside(I.self, sx, right, map.border)
        sy = foldedInside(I.self, sy, bottom, map.border)
      }
      // Also whatever is no number.
      guard sx > -1, sy > -1, sx <= right + 1, sy <= bottom + 1 else {
        for c in 0..<channels { out[c] = 0 }
        out += channels
        continue
      }
      var (left, top) = (Int(sx), Int(sy))
      if Scalar(left) > sx { left &-= 1 }
      if Scalar(top) > sy { top &-= 1 }
      let (shareX, shareY) = (sx - Scalar(left), sy - Scalar(top))
      let corner = x + (top &* width &+ left) &* channels
      if left >= 0, top >= 0, left &+ 1 < width, top &+ 1 < height {
        for c in 0..<channels {
          let (a, b) = (corner[c], corner[c &+ channels])
          let lower = corner + width &* channels
          let (d, e) = (lower[c], lower[c &+ channels])
          let (above, below) = (a + shareX * (b - a), d + shareX * (e - d))
          out[c] = above + shareY * (below - above)
        }
      } else {
        let (hasLeft, hasRight) = (left >= 0 && left < width, left &+ 1 >= 0 && left &+ 1 < width)
        let (hasTop, hasBottom) = (top >= 0 && top < height, top &+ 1 >= 0 && top &+ 1 < height)
        for c in 0..<channels {
          let a = hasTop && hasLeft ? corner[c] : 0
          let b = hasTop && hasRight ? corner[c &+ channels] : 0
          let d = hasBottom && hasLeft ? corner[c &+ width &* channels] : 0
          let e = hasBottom && hasRight ? corner[c &+ (width &+ 1) &* channels] : 0
          let (above, below) = (a + shareX * (b - a), d + shareX * (e - d))
          out[c] = above + shareY * (below - above)
        }
      }
      out += channels
    }
  }
}

/// A coordinate brought inside 0 ... last, by the rule of the border.
@inlinable @inline(__always)
func foldedInside<I: InstructionSet>(
  _: I.Type, _ place: Scalar, _ last: Scalar, _ border: AffineResampling.Border
) -> Scalar {
  if border == .edge || last <= 0 { return min(max(place, 0), last) }
  var place = abs(place)
  let period = 2 * last
  // At most a few pictures away: maps are bounded.
  while place >= period { place -= period }
  return place > last ? period - place : place
}
