/// How far a point is from a shape's outline, in pixels: negative inside.
struct ShapeOutline {
  private let kind: Shapes.Kind
  private let radius: Float
  private let thickness: Float
  /// Where the stripes begin, as a share of their period.
  private let phase: Float
  /// Corners of the polygons, going round.
  private let corners: [(x: Float, y: Float)]

  init(_ kind: Shapes.Kind, radius: Float, thickness: Float, phase: Float) {
    self.kind = kind
    self.radius = radius
    self.thickness = thickness
    self.phase = phase
    // Rows count downwards: the first corner is at the top.
    switch kind {
    case .triangle:
      corners = [(0, -1), (0.8660254, 0.5), (-0.8660254, 0.5)].map { ($0 * radius, $1 * radius) }
    case .star: corners = Self.star.map { ($0 * radius, $1 * radius) }
    default: corners = []
    }
  }

  func distance(_ x: Float, _ y: Float) -> Float {
    switch kind {
    case .circle: (x * x + y * y).squareRoot() - radius
    case .ring:
      abs((x * x + y * y).squareRoot() - radius + thickness / 2) - thickness / 2
    case .square: box(x, y, 0.85 * radius, 0.85 * radius)
    case .frame:
      abs(box(x, y, 0.85 * radius, 0.85 * radius) + thickness / 2) - thickness / 2
    case .plus:
      min(box(x, y, radius, thickness / 2), box(x, y, thickness / 2, radius))
    case .cross:
      // The same, turned by 45 degrees.
      min(
        box((x + y) * 0.70710678, (y - x) * 0.70710678, radius, thickness / 2),
        box((x + y) * 0.70710678, (y - x) * 0.70710678, thickness / 2, radius))
    case .triangle, .star: polygon(x, y)
    case .horizontal: max(box(x, y, radius, radius), stripes(y))
    case .vertical: max(box(x, y, radius, radius), stripes(x))
    }
  }

  /// A rectangle of the given half sides.
  private func box(_ x: Float, _ y: Float, _ width: Float, _ height: Float) -> Float {
    let (dx, dy) = (abs(x) - width, abs(y) - height)
    if dx > 0, dy > 0 { return (dx * dx + dy * dy).squareRoot() }
    return max(dx, dy)
  }

  /// Stripes as wide as the gaps between them.
  private func stripes(_ t: Float) -> Float {
    let period = 2 * thickness
    let place = t / period + phase
    return (abs(place - place.rounded(.down) - 0.5) - 0.25) * period
  }

  /// The least distance from an edge; inside when a ray from the point crosses an odd number of them.
  private func polygon(_ x: Float, _ y: Float) -> Float {
    var least = Float.infinity
    var isInside = false
    var (ax, ay) = corners[corners.count - 1]
    for (bx, by) in corners {
      let (ex, ey) = (bx - ax, by - ay)
      let (px, py) = (x - ax, y - ay)
      let along = min(max((px * ex + py * ey) / (ex * ex + ey * ey), 0), 1)
      let (dx, dy) = (px - ex * along, py - ey * along)
      least = min(least, dx * dx + dy * dy)
      if (ay > y) != (by > y), px < ex * py / ey { isInside.toggle() }
      (ax, ay) = (bx, by)
    }
    return isInside ? -least.squareRoot() : least.squareRoot()
  }

  /// Five points and the dents between them, on circles of 1 and 0.42.
  private static let star: [(x: Float, y: Float)] = {
    let (c18, s18, c54, s54): (Float, Float, Float, Float) = (
      0.95105652, 0.30901699, 0.58778525, 0.80901699
    )
    let d: Float = 0.42
    return [
      (0, -1), (d * c54, -d * s54), (c18, -s18), (d * c18, d * s18), (c54, s54),
      (0, d), (-c54, s54), (-d * c18, d * s18), (-c18, -s18), (-d * c54, -d * s54),
    ]
  }()
}
