import FoveaTensor

extension Layer {
  /// Takes the weights of the same model of torchvision: all of them or, when it throws, none.
  ///
  /// Layouts change on the way: kernels [outputs, inputs, height, width] become [height, width, inputs, outputs],
  /// dense weights [outputs, inputs] become [inputs, outputs], and the inputs of a dense layer behind a `Flatten`
  /// are put into the order in which the channels of a pixel lie together. Running statistics come along;
  /// `num_batches_tracked` is passed over.
  ///
  /// - Parameters:
  ///   - tensors: by torchvision's names, as `PyTorchFile` or `Safetensors` gives them.
  ///   - picture: what the model takes, [height, width, channels].
  ///   - path: the file, for errors.
  ///   - takingHead: false leaves the last dense layer of each output as it is, for other classes; true by default.
  /// - Throws: `DataError` for a model that torchvision does not have, `StateError` naming the tensor that is
  ///   missing, of another shape, or not the model's, `ShapeError` when the model does not take the picture.
  public func loadTorchvision(
    _ tensors: [(name: String, value: Tensor)], picture: Shape, from path: String,
    takingHead: Bool = true
  ) throws {
    guard TorchvisionNames.knows(self) else { throw TorchvisionNames.unknown(kind, in: path) }
    let given = Dictionary(
      tensors.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let flattened = try flattenedInputs(picture)
    let heads = takingHead ? [] : try headLayers(picture)
    // A file without auxiliary classifiers, as networks for use alone are saved.
    let hasAuxiliaries = given.keys.contains { $0.hasPrefix("aux") }
    var values: [String: Tensor] = [:]
    var used: Set<String> = []
    let own = Dictionary(uniqueKeysWithValues: state.map { ($0.name, $0.value.shape) })
    var failure: StateError?
    forEachLayer { layerPath, layer in
      guard failure == nil, let name = TorchvisionNames.name(of: layerPath, in: self) else {
        return
      }
      for (mine, theirs) in layer.torchvisionParts {
        let (mine, theirs) = ("\(layerPath).\(mine)", "\(name).\(theirs)")
        used.insert(theirs)
        if heads.contains(ObjectIdentifier(layer)) { continue }
        if !hasAuxiliaries, theirs.hasPrefix("aux") { continue }
        guard let value = given[theirs] else {
          failure = StateError("\(path): \(theirs) expected, found none of that name")
          return
        }
        let arranged = value.arranged(for: layer, flattened[ObjectIdentifier(layer)])
        guard let arranged, arranged.shape == own[mine] else {
          failure = StateError(
            "\(path): \(theirs) of shape \(own[mine].map(Self.theirs) ?? []) expected, found "
              + "\(value.shape)" + Self.advice(theirs: value.shape, mine: own[mine]))
          return
        }
        values[mine] = arranged
      }
    }
    if let failure { throw failure }
    let strays = given.keys.filter { !used.contains($0) && !$0.hasSuffix(".num_batches_tracked") }
    if let stray = strays.min() {
      throw StateError("\(path): \(stray) found, which the model does not have")
    }
    restorePart(values)
  }

  /// The weights by torchvision's names and in its layouts: what `loadTorchvision` takes.
  ///
  /// - Parameters:
  ///   - picture: what the model takes, [height, width, channels].
  ///   - path: where they are to go, for errors.
  /// - Throws: `DataError` for a model that torchvision does not have, `ShapeError` when the model does not take the
  ///   picture.
  public func torchvisionState(
    picture: Shape, for path: String
  ) throws -> [(name: String, value: Tensor)] {
    guard TorchvisionNames.knows(self) else { throw TorchvisionNames.unknown(kind, in: path) }
    let flattened = try flattenedInputs(picture)
    let own = Dictionary(uniqueKeysWithValues: state.map { ($0.name, $0.value) })
    var tensors: [(name: String, value: Tensor)] = []
    forEachLayer { layerPath, layer in
      guard let name = TorchvisionNames.name(of: layerPath, in: self) else { return }
      for (mine, theirs) in layer.torchvisionParts {
        guard let value = own["\(layerPath).\(mine)"] else { continue }
        let arranged = value.arrangedForPyTorch(layer, flattened[ObjectIdentifier(layer)])
        tensors.append((name: "\(name).\(theirs)", value: arranged))
      }
    }
    return tensors
  }

  /// A shape of ours in PyTorch's order, outputs first.
  private static func theirs(_ mine: Shape) -> Shape {
    switch mine.rank {
    case 4: [mine[3], mine[2], mine[0], mine[1]]
    case 2: [mine[1], mine[0]]
    default: mine
    }
  }

  /// What to do about kernels that fit but for their inputs: those that see the pictures themselves are for others.
  private static func advice(theirs: Shape, mine: Shape?) -> String {
    guard let mine, mine.rank == 4, theirs.rank == 4, [1, 3].contains(mine[2]),
      [1, 3].contains(theirs[1]), self.theirs(mine).replacing(axis: 1, with: theirs[1]) == theirs
    else { return "" }
    return "; the weights are for pictures of \(theirs[1]) channels, not of \(mine[2])"
      + (theirs[1] == 3 ? ": train on coloured pictures, without --grey" : "")
  }

  /// Our names and torchvision's for what a layer stores itself.
  fileprivate var torchvisionParts: [(mine: String, theirs: String)] {
    switch self {
    case let layer as Conv2D:
      [("weight", "weight")] + (layer.bias == nil ? [] : [("bias", "bias")])
    case let layer as Dense: [("weight", "weight")] + (layer.bias == nil ? [] : [("bias", "bias")])
    case is BatchNorm:
      [
        ("scale", "weight"), ("shift", "bias"), ("mean", "running_mean"),
        ("variance", "running_var"),
      ]
    default: []
    }
  }

  /// For each dense layer that follows a `Flatten`, the maps that were flattened, [height, width, channels].
  private func flattenedInputs(_ picture: Shape) throws -> [ObjectIdentifier: Shape] {
    var found: [ObjectIdentifier: Shape] = [:]
    for trace in try traces(picture) {
      var flat: Shape?
      for row in trace.rows {
        if row.layer is Flatten, row.input.rank == 4 {
          flat = Shape(Array(row.input.dimensions.dropFirst()))
        } else if row.layer is Dense, let maps = flat {
          found[ObjectIdentifier(row.layer)] = maps
          flat = nil
        }
      }
    }
    return found
  }
}

extension Tensor {
  /// A tensor of PyTorch in our layout; nil when its rank is not that of the layer's.
  fileprivate func arranged(for layer: any Layer, _ flattened: Shape?) -> Tensor? {
    switch (layer, rank) {
    case (is Conv2D, 4): return transposed(axes: [2, 3, 1, 0])
    case (is Dense, 2):
      guard let maps = flattened else { return transposed() }
      guard shape[1] == maps.count else { return nil }
      return reshaped(shape[0], maps[2], maps[0], maps[1]).transposed(axes: [2, 3, 1, 0])
        .reshaped(shape[1], shape[0])
    case (_, 1): return self
    default: return nil
    }
  }

  /// A tensor of ours in PyTorch's layout.
  fileprivate func arrangedForPyTorch(_ layer: any Layer, _ flattened: Shape?) -> Tensor {
    switch (layer, rank) {
    case (is Conv2D, 4): return transposed(axes: [3, 2, 0, 1])
    case (is Dense, 2):
      guard let maps = flattened else { return transposed() }
      return reshaped(maps[0], maps[1], maps[2], shape[1]).transposed(axes: [3, 2, 0, 1])
        .reshaped(shape[1], shape[0])
    default: return self
    }
  }
}
