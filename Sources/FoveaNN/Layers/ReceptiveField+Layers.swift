// What each kind of layer makes of a receptive field.

/// How far a kernel, [height, width, ...], reaches when its taps lie apart.
private func span(of kernel: Shape, _ dilation: IntPair) -> IntPair {
  IntPair((kernel[0] - 1) * dilation.height + 1, (kernel[1] - 1) * dilation.width + 1)
}

extension Conv2D: ReceptiveLayer {
  /// Through the kernel, as far as dilation spreads it.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    field.through(span: span(of: weight.shape, dilation), stride: stride)
  }
}

extension Conv1D: ReceptiveLayer {
  /// Through the kernel, along the width.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    inner.receptiveField(from: field)
  }
}

extension TableConv2D: ReceptiveLayer {
  /// Through the kernel.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    field.through(span: IntPair(weight.shape[0], weight.shape[1]), stride: 1)
  }
}

extension LocallyConnected2D: ReceptiveLayer {
  /// Through the window, whatever kernels a place has.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    let (down, across) = (geometry.vertical, geometry.horizontal)
    return field.through(
      span: IntPair(down.kernel, across.kernel), stride: IntPair(down.stride, across.stride))
  }
}

extension ConvTranspose2D: ReceptiveLayer {
  /// Through the kernel at stride 1; otherwise outputs between the input's places see fewer of them.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    guard stride == 1 else { return field.throughUnevenWindows }
    return field.through(span: span(of: weight.shape, dilation), stride: 1)
  }
}

extension Upsample2D: ReceptiveLayer {
  /// Neighbouring outputs share inputs or do not, by their place.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    scale == 1 ? field : field.throughUnevenWindows
  }
}

extension FractionalMaxPool2D: ReceptiveLayer {
  /// Windows are of two sizes.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    field.throughUnevenWindows
  }
}

extension Parallel: ReceptiveLayer {
  /// That of the branch that sees most.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    .union(branches.map { $0.field(from: field) })
  }
}

/// A layer whose window is a `PoolWindow`.
protocol WindowedLayer: ReceptiveLayer {
  var window: PoolWindow { get }
}

extension WindowedLayer {
  /// Through the window.
  public func receptiveField(from field: ReceptiveField) -> ReceptiveField? {
    field.through(span: window.window, stride: window.stride)
  }
}

extension MaxPool2D: WindowedLayer {}
extension AvgPool2D: WindowedLayer {}
extension LpPool2D: WindowedLayer {}
extension StochasticPool2D: WindowedLayer {}
extension DistanceWeightedPool2D: WindowedLayer {}
extension Subsample2D: WindowedLayer {}
