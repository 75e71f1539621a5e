/// What of the input one output of a layer depends on: how large a window, and how far from the next output's.
///
/// A window of span s and stride t makes of a field of size r, j pixels from the next, one of size r + (s - 1) j,
/// t j from the next. Where branches meet, the largest counts.
///
/// Source: Araujo, Norris and Sim (2019), https://distill.pub/2019/computing-receptive-fields.
public struct ReceptiveField: Hashable, Sendable {
  /// Height and width, in pixels of the input.
  public var size: IntPair
  /// Pixels from one output's window to the next one's.
  public var jump: IntPair
  /// Whether a layer was met that looks at everything: a dense one, a mean over the whole map. The size is that
  /// before it.
  public var isWhole: Bool

  /// A field of the given size.
  public init(size: IntPair, jump: IntPair, isWhole: Bool = false) {
    (self.size, self.jump, self.isWhole) = (size, jump, isWhole)
  }

  /// A pixel of the input itself.
  public static let pixel = ReceptiveField(size: 1, jump: 1)

  /// The field behind a window.
  public func through(span: IntPair, stride: IntPair) -> ReceptiveField {
    if isWhole { return self }
    return ReceptiveField(
      size: IntPair(
        size.height + (span.height - 1) * jump.height,
        size.width + (span.width - 1) * jump.width),
      jump: IntPair(jump.height * stride.height, jump.width * stride.width))
  }

  /// The field behind a layer whose outputs see windows of different sizes: none that they share, unless everything is
  /// seen already.
  var throughUnevenWindows: ReceptiveField? { isWhole ? self : nil }

  /// The field that holds all of these; nil when one of them is.
  public static func union(_ fields: [ReceptiveField?]) -> ReceptiveField? {
    let known = fields.compactMap { $0 }
    guard known.count == fields.count else { return nil }
    return known.dropFirst().reduce(known.first ?? .pixel) { a, b in
      ReceptiveField(
        size: IntPair(max(a.size.height, b.size.height), max(a.size.width, b.size.width)),
        jump: IntPair(max(a.jump.height, b.jump.height), max(a.jump.width, b.jump.width)),
        isWhole: a.isWhole || b.isWhole)
    }
  }
}

/// A layer that looks through windows, or hands its input to layers that do.
public protocol ReceptiveLayer: Layer {
  /// The field of an output, for that of an input; nil when outputs differ in it.
  func receptiveField(from field: ReceptiveField) -> ReceptiveField?
}

extension Layer {
  /// What of the input an output depends on; before the first layer that looks at everything, if there is one.
  ///
  /// nil when outputs differ in it, as behind layers that enlarge or pool by a factor that is no whole number, and for
  /// a network with layers inside that says nothing of how they follow each other: it is neither a `Chain` nor a
  /// `ReceptiveLayer`. Any other layer is taken for one that works on each place by itself.
  public var receptiveField: ReceptiveField? { field(from: .pixel) }

  /// The field of an output, for that of an input.
  public func field(from field: ReceptiveField) -> ReceptiveField? {
    switch self {
    case let layer as any ReceptiveLayer: return layer.receptiveField(from: field)
    case let chain as any Chain:
      return chain.layers.reduce(field as ReceptiveField?) { field, layer in
        field.flatMap { layer.field(from: $0) }
      }
    case is Dense, is Flatten, is GlobalAvgPool, is GlobalMaxPool, is AdaptiveAvgPool2D,
      is AdaptiveMaxPool2D:
      var whole = field
      whole.isWhole = true
      return whole
    // Its gate looks at everything, and the network's paper does not count that.
    case is SqueezeExcite: return field
    default:
      let hasLayers = members.contains { if case .layer = $0 { true } else { false } }
      return hasLayers ? nil : field
    }
  }
}
