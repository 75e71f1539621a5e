import FoveaTensor

// Where a model's classes are told apart, and how pictures come there.
extension Layer {
  /// The paths of the last dense layers, those that classes are told apart by: one, and one for each auxiliary
  /// classifier.
  public func headPaths(_ picture: Shape) throws -> [String] {
    let heads = try headLayers(picture)
    var paths: [String] = []
    forEachLayer { path, layer in
      if heads.contains(ObjectIdentifier(layer)) { paths.append(path) }
    }
    return paths
  }

  /// Keeps training from changing anything but the last dense layers.
  ///
  /// - Throws: `StateError` when there are none, `ShapeError` when the model does not take the picture.
  func freezeBody(picture: Shape) throws {
    let heads = try headLayers(picture)
    var trained: Set<Parameter> = []
    forEachLayer { _, layer in
      if heads.contains(ObjectIdentifier(layer)) { trained.formUnion(layer.parameters) }
    }
    guard !trained.isEmpty else {
      throw StateError("freezeBody: a dense layer that tells classes apart expected, found none")
    }
    for parameter in parameters where !trained.contains(parameter) { parameter.isTrainable = false }
  }

  /// The last dense layers.
  func headLayers(_ picture: Shape) throws -> Set<ObjectIdentifier> {
    Set(
      try traces(picture).compactMap { trace in
        trace.rows.last { $0.layer is Dense }.map { ObjectIdentifier($0.layer) }
      })
  }

  /// The way of a picture through the network, and through each auxiliary classifier.
  func traces(_ picture: Shape) throws -> [Trace] {
    var main = Trace(naming: self)
    _ = try outputShape(for: Shape([1] + picture.dimensions), &main)
    let auxiliaries = (self as? any AuxiliaryHeads)?.auxiliaries ?? []
    return [main]
      + (try auxiliaries.compactMap { classifier in
        var first: Conv2D?
        classifier.forEachLayer { _, layer in first = first ?? layer as? Conv2D }
        guard let first else { return nil }
        var trace = Trace(naming: self)
        // Maps of any size: a grid is taken of them first.
        let channels = first.weight.shape[2] * first.groups
        _ = try classifier.outputShape(for: [1, 4, 4, channels], &trace)
        return trace
      })
  }

  /// Replaces the values of some parameters and buffers, whose shapes were compared.
  func restorePart(_ values: [String: Tensor]) {
    for (name, parameter) in namedParameters { values[name].map { parameter.value = $0 } }
    for (name, buffer) in namedBuffers { values[name].map { buffer.value = $0 } }
  }
}
