import FoveaTensor

// Weights from another training: all but what belongs to its classes.
extension Layer {
  /// Takes the weights of a model of the same kind from a safetensors file that was trained on other classes:
  /// everything but the last dense layer of each output, which stays as it was initialised.
  ///
  /// To train that layer alone, freeze the rest: `freezeAll(but: headPaths(picture))`.
  ///
  /// - Parameters:
  ///   - path: a file that `save`, `TrainedModel` or `fovea convert` wrote.
  ///   - picture: what the model takes, [height, width, channels].
  ///   - keepingHead: whether the last dense layer is taken, too, when it has as many classes; false by default.
  /// - Returns: the names of the tensors that stayed as they were.
  /// - Throws: `DataError` for a file that is missing or not sound, `StateError` naming the tensor that does not
  ///   fit, `ShapeError` when the model does not take the picture.
  @discardableResult
  public func loadBody(
    from path: String, picture: Shape, keepingHead: Bool = false
  ) throws -> [String] {
    let file = try Safetensors(contentsOf: path)
    let own = Dictionary(uniqueKeysWithValues: state.map { ($0.name, $0.value.shape) })
    let heads = try headPaths(picture)
    var values: [String: Tensor] = [:]
    var replaced: [String] = []
    for (name, value) in file.tensors where !name.hasPrefix(TrainedModel.preprocessingPrefix) {
      guard let shape = own[name] else {
        throw StateError("\(path): \(name) found, which the model does not have")
      }
      if heads.contains(where: { name.hasPrefix($0 + ".") }), !keepingHead || value.shape != shape {
        replaced.append(name)
        continue
      }
      guard value.shape == shape else {
        throw StateError("\(path): \(name) of shape \(shape) expected, found \(value.shape)")
      }
      guard value.isFinite else {
        throw StateError("\(path): \(name) of finite numbers expected, found others")
      }
      values[name] = value
    }
    if let missing = own.keys.filter({ values[$0] == nil && !replaced.contains($0) }).min() {
      throw StateError("\(path): \(missing) expected, found none of that name")
    }
    restorePart(values)
    return replaced
  }

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

  /// Freezes every parameter but those under the given paths: training then changes these alone.
  public func freezeAll(but paths: [String]) {
    for (name, parameter) in namedParameters {
      parameter.isTrainable = paths.contains { name.hasPrefix($0 + ".") }
    }
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
