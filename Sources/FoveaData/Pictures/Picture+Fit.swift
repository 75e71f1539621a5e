import FoveaTensor

// What a model is given of a picture: the same when it is trained and when it is used.
extension Picture {
  /// The picture as a model takes it: of a square model the middle square, of others the whole; resized; grey or
  /// coloured. What is such a picture already stays as it is.
  ///
  /// - Parameter imageShape: what the model takes, [height, width, channels], with 1 or 3 channels.
  /// - Throws: `ShapeError` when a model takes pictures of another kind.
  public func fitted(to imageShape: Shape) throws(ShapeError) -> Picture {
    try Self.checkModel(imageShape)
    return part(for: imageShape)
  }

  /// Checks that a model takes pictures.
  ///
  /// - Throws: `ShapeError` when it takes others than [height, width, 1 or 3 channels].
  package static func checkModel(_ imageShape: Shape) throws(ShapeError) {
    guard imageShape.rank == 3, imageShape.count > 0, [1, 3].contains(imageShape[2]) else {
      throw ShapeError(
        "Picture: a model that takes [height, width, 1 or 3 channels] is needed, "
          + "this one takes \(imageShape)")
    }
  }

  /// Reads a picture file as a model takes it. Of a JPEG no more pixels are decoded than that needs.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - imageShape: what the model takes, which `checkModel` let pass.
  /// - Throws: `DataError` for a file that is missing, neither PNG nor JPEG, damaged, cut short or too large.
  package init(contentsOf path: String, fitting imageShape: Shape) throws(DataError) {
    try self.init(readPictureFile(path), path, fitting: imageShape)
  }

  /// As the other, of a file's bytes.
  package init(_ bytes: [UInt8], _ path: String, fitting imageShape: Shape) throws(DataError) {
    let side = max(imageShape[0], imageShape[1])
    self = try Picture(bytes, path, shorterSide: side).part(for: imageShape)
  }

  private func part(for imageShape: Shape) -> Picture {
    let part = imageShape[0] == imageShape[1] ? square : self
    let resized = part.resized(width: imageShape[1], height: imageShape[0])
    return imageShape[2] == 1 ? resized.grey : resized.color
  }
}
