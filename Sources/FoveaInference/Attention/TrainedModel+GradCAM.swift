import FoveaKernels

extension TrainedModel {
  /// Where the network looks for a class, by Grad-CAM: the maps of a layer, each weighted by how much the class'
  /// logit grows with it, added up; what would lower the logit counts as 0.
  ///
  ///     weight[k] = mean over the pixels of d logit / d map[k]
  ///     values    = max(0, sum over k of weight[k] * map[k]), stretched linearly to the picture's size
  ///
  /// It costs a run forward, and one backward through the layers behind the maps.
  ///
  /// - Parameters:
  ///   - images: [pictures, height, width, channels], in 0 ... 1, as the model takes them.
  ///   - classes: the class to ask about for each picture; nil for that which the model takes it for.
  ///   - path: the path of the layer whose maps are taken, as in "features.3"; nil for the last one with maps of
  ///     more than a pixel: the deepest features that still have a place.
  /// - Returns: a map a picture; its unit is a share of the logit.
  /// - Throws: `ShapeError` when the pictures are not the model's; `DataError` when no layer has that name, or none
  ///   gives maps.
  /// - Source: Selvaraju et al. (2017), "Grad-CAM", section 3.
  public func gradCAM(
    _ images: Tensor, classes: [Int]? = nil, layer path: String? = nil
  ) throws -> [AttentionMap] {
    try checkPictures(images, for: "gradCAM")
    let stations = model.stations
    let (place, maps) = try self.maps(of: images, at: path, among: stations)
    let source = Variable(maps, requiresGradient: true)
    let logits = withGradients {
      stations[(place + 1)...].reduce(source) { $1($0, .inference) }
    }
    let asked = classes ?? logits.value.argmax()
    checkClasses(asked, count: images.shape[0], for: "gradCAM")

    let chosen = Tensor.oneHot(asked, classes: description.classNames.count)
    let gradient = logits.backward(chosen)[source] ?? .zeros(maps.shape)
    let weights = gradient.mean(axes: [1, 2], keepingDimensions: true)
    let sums = (maps * weights).sum(axes: [3], keepingDimensions: true).relu()
    let size = IntPair(images.shape[1], images.shape[2])
    let values = resized(sums, to: size)
    return asked.enumerated().map { row, label in
      AttentionMap(
        classIndex: label, className: description.classNames[label],
        values: values.slice(axis: 0, row..<row + 1).reshaped(size.height, size.width))
    }
  }

  /// The maps that a layer gives, [pictures, height, width, maps], and its place among the layers.
  private func maps(
    of images: Tensor, at path: String?, among stations: [any Layer]
  ) throws -> (place: Int, maps: Tensor) {
    let wanted = try path.map { try place(of: $0, among: stations) }
    var found: (place: Int, maps: Tensor)?
    withoutGradients {
      var output = Variable(preprocessor.transform(images))
      for (place, layer) in stations.enumerated() {
        output = layer(output, .inference)
        let shape = output.shape
        let hasPlaces = shape.rank == 4 && shape[1] * shape[2] > 1
        if hasPlaces, wanted == nil || wanted == place { found = (place, output.value) }
      }
    }
    guard let found else {
      throw DataError(
        "gradCAM", at: "layer", expected: "a layer whose output are maps of more than one pixel",
        found: path ?? "a network without any",
        advice: path == nil ? "ask by occlusion, which needs none" : "name an earlier layer")
    }
    return found
  }

  private func place(of path: String, among stations: [any Layer]) throws(DataError) -> Int {
    var paths: [ObjectIdentifier: String] = [:]
    model.forEachLayer { path, layer in paths[ObjectIdentifier(layer)] = path }
    let names = stations.map { paths[ObjectIdentifier($0)] ?? "" }
    guard let place = names.firstIndex(of: path) else {
      throw .unknown(path, among: names.filter { !$0.isEmpty }, at: "layer", in: "gradCAM")
    }
    return place
  }
}
