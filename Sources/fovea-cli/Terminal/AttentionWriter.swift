import Fovea

/// Writes where a model looks, pictures beside its predictions.
final class AttentionWriter {
  private let options: AttentionOptions
  private let model: TrainedModel
  private var fileNames = FileNames()
  /// Pictures that were written, by their folder.
  private var written: [String: Int] = [:]

  /// Makes the folders; nil when nothing is asked for.
  ///
  /// - Throws: `Failure` when the model takes no pictures; `DataError` when a folder cannot be made, or Grad-CAM has no
  ///   such layer.
  init?(_ options: AttentionOptions, _ model: TrainedModel) throws {
    guard options.isGiven else { return nil }
    let shape = model.description.imageShape
    guard shape.rank == 3, [1, 3].contains(shape[2]), shape[0] > 1, shape[1] > 1 else {
      throw Failure(
        "--grad-cam and --occlusion: expected a model of grey or coloured pictures, found one that takes \(shape)"
      )
    }
    if options.gradCam != nil { try Self.checkLayer(options.gradCamLayer, of: model, shape) }
    for case let folder? in [options.gradCam, options.occlusion] { try makeFolder(folder) }
    self.options = options
    self.model = model
  }

  /// Looks for the layer's maps in a black picture, so that a layer without any is refused in the flag's words, and
  /// before anything is made.
  private static func checkLayer(_ layer: String?, of model: TrainedModel, _ shape: Shape) throws {
    do {
      _ = try model.gradCAM(.zeros(Shape([1] + shape.dimensions)), layer: layer)
    } catch let error as DataError {
      throw DataError(
        layer == nil ? "--grad-cam" : "--grad-cam-layer", expected: error.expected,
        found: error.found, advice: error.advice)
    }
  }

  /// Writes the maps of pictures.
  ///
  /// - Parameters:
  ///   - names: what each is called, a path perhaps.
  ///   - images: [pictures, height, width, channels] in 0 ... 1, as the model takes them.
  func write(_ names: [String], _ images: Tensor) throws {
    let files = names.map { fileNames.name(for: $0) }
    if let folder = options.gradCam {
      let maps = try model.gradCAM(images, layer: options.gradCamLayer)
      for (row, map) in maps.enumerated() {
        try write(map, images, row, to: folder, "\(files[row])-grad-cam.png")
      }
    }
    if let folder = options.occlusion {
      for row in names.indices {
        let image = images.slice(axis: 0, row..<row + 1)
        let map = try model.occlusion(image, patch: options.occlusionPatch)
        try write(map, images, row, to: folder, "\(files[row])-occlusion.png")
      }
    }
  }

  /// Says on standard error where the pictures are.
  func end() {
    for (folder, count) in written.sorted(by: { $0.key < $1.key }) {
      Stream.notes.line("maps      \(count.counted("picture")) in \(folder.printable)")
    }
  }

  private func write(
    _ map: AttentionMap, _ images: Tensor, _ row: Int, to folder: String, _ file: String
  ) throws {
    let shape = Shape(Array(images.shape.dimensions[1...]))
    let picture = Picture(images.slice(axis: 0, row..<row + 1).reshaped(to: shape))
    try PNG.write(map.picture(over: picture), to: "\(folder)/\(file)")
    written[folder, default: 0] += 1
  }
}
