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

  /// The field that holds all of these.
  public static func union(_ fields: [ReceptiveField]) -> ReceptiveField {
    fields.dropFirst().reduce(fields.first ?? .pixel) { a, b in
      ReceptiveField(
        size: IntPair(max(a.size.height, b.size.height), max(a.size.width, b.size.width)),
        jump: IntPair(max(a.jump.height, b.jump.height), max(a.jump.width, b.jump.width)),
        isWhole: a.isWhole || b.isWhole)
    }
  }
}

/// A layer that looks through windows, or hands its input to layers that do.
public protocol ReceptiveLayer: Layer {
  /// The field of an output, for that of an input.
  func receptiveField(from field: ReceptiveField) -> ReceptiveField
}

extension Layer {
  /// What of the input an output depends on; before the first layer that looks at everything, if there is one.
  public var receptiveField: ReceptiveField { field(from: .pixel) }

  /// The field of an output, for that of an input.
  public func field(from field: ReceptiveField) -> ReceptiveField {
    switch self {
    case let layer as any ReceptiveLayer: return layer.receptiveField(from: field)
    case let chain as any Chain: return chain.layers.reduce(field) { $1.field(from: $0) }
    case is Dense, is Flatten, is GlobalAvgPool, is GlobalMaxPool, is AdaptiveAvgPool2D,
      is AdaptiveMaxPool2D:
      var whole = field
      whole.isWhole = true
      return whole
    default: return field
    }
  }
}

extension Conv2D: ReceptiveLayer {
  /// Through the kernel, as far as dilation spreads it.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField {
    field.through(
      span: IntPair(
        (weight.shape[0] - 1) * dilation.height + 1, (weight.shape[1] - 1) * dilation.width + 1),
      stride: stride)
  }
}

extension Conv1D: ReceptiveLayer {
  /// Through the kernel, along the width.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField {
    inner.receptiveField(from: field)
  }
}

extension TableConv2D: ReceptiveLayer {
  /// Through the kernel.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField {
    field.through(span: IntPair(weight.shape[0], weight.shape[1]), stride: 1)
  }
}

extension Parallel: ReceptiveLayer {
  /// That of the branch that sees most.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField {
    .union(branches.map { $0.field(from: field) })
  }
}

/// A layer whose window is a `PoolWindow`.
protocol WindowedLayer: ReceptiveLayer {
  var window: PoolWindow { get }
}

extension WindowedLayer {
  /// Through the window.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField {
    field.through(span: window.window, stride: window.stride)
  }
}

extension MaxPool2D: WindowedLayer {}
extension AvgPool2D: WindowedLayer {}
extension LpPool2D: WindowedLayer {}
extension StochasticPool2D: WindowedLayer {}
extension DistanceWeightedPool2D: WindowedLayer {}
extension Subsample2D: WindowedLayer {}
