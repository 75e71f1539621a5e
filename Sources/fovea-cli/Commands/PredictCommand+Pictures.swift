import Fovea

extension PredictCommand {
  /// Pictures that are predicted together: enough for the threads, few enough to fit memory whatever their number.
  private static let pictureBatch = 64

  /// Pictures in files, folders and standard input.
  ///
  /// - Returns: how many pictures of folders could not be read.
  func showPictures(
    _ trained: Ensemble, _ output: PredictionOutput, _ attention: AttentionWriter?
  ) throws -> Int {
    var failures = 0
    let shape = trained.imageShape
    guard shape.noun == "pictures" else {
      throw Failure(
        "expected a model of pictures, found one of \(shape.noun), \(shape.extents); name its data by --data, and "
          + "--index with a place in them")
    }
    try Picture.checkModel(shape)
    let items = try PictureInputs(allPictures).items
    for start in stride(from: 0, to: items.count, by: Self.pictureBatch) {
      var (names, pictures): ([String], [Picture]) = ([], [])
      let batch = items[start..<min(start + Self.pictureBatch, items.count)]
      for (item, read) in zip(batch, PictureInputs.pictures(of: batch, fitting: shape)) {
        guard let picture = try item.pictureOrNote(read) else {
          failures += 1
          continue
        }
        pictures.append(invert ? picture.inverted : picture)
        names.append(item.name)
      }
      let predictions = try trained.predict(pictures, by: combine ?? .mean)
      for (name, prediction) in zip(names, predictions) {
        output.show(PredictedPicture(name: name, trueClass: nil, prediction: prediction))
      }
      if !pictures.isEmpty {
        try attention?.write(names, tensor(of: pictures, fitting: shape))
      }
    }
    return failures
  }

  /// Pictures of a data set.
  func show(
    from index: Int, _ data: DataSet, _ trained: Ensemble, _ output: PredictionOutput,
    _ attention: AttentionWriter?
  ) throws {
    let count = count ?? 1
    let name = "\(data.name) \(data.split.rawValue)"
    guard index < data.count, count <= data.count - index else {
      throw Failure(
        "--index: expected \(count == 1 ? "a place" : "\(count) places") in 0 ..< \(data.count) of "
          + "\(name), found \(count == 1 ? "\(index)" : "\(count) from \(index) on")"
      )
    }
    let step = Evaluation.batchSize
    for start in stride(from: index, to: index + count, by: step) {
      let places = start..<min(start + step, index + count)
      let predictions = try trained.predict(data.images(at: places), by: combine ?? .mean)
      try data.checkPictures(places)
      for (place, prediction) in zip(places, predictions) {
        output.show(
          PredictedPicture(
            name: "\(name) \(place)", trueClass: data.classNames[data.labels[place]],
            prediction: prediction))
      }
      try attention?.write(places.map { "\(name) \($0)" }, data.images(at: places))
    }
  }
}

extension Picture {
  /// The picture with black and white exchanged, each channel by itself.
  fileprivate var inverted: Picture {
    Picture(width: width, height: height, channels: channels, bytes: bytes.map { 255 - $0 })
  }
}
