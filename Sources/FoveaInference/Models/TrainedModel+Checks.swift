import FoveaKernels

extension TrainedModel {
  /// Checks that pictures are the model's.
  ///
  /// - Parameters:
  ///   - images: [pictures, height, width, channels] expected.
  ///   - purpose: what they are for, for the error's line.
  ///   - count: how many there are to be; nil for any number.
  /// - Throws: `ShapeError` when their extents are others.
  func checkPictures(
    _ images: Tensor, for purpose: String, count: Int? = nil
  ) throws(ShapeError) {
    let picture = description.imageShape
    guard images.rank == 4, Array(images.shape.dimensions[1...]) == picture.dimensions,
      count == nil || images.shape[0] == count
    else {
      throw ShapeError(
        "\(purpose): [\(count.map { "\($0)" } ?? "pictures"), \(picture[0]), \(picture[1]), "
          + "\(picture[2])] expected, found \(images.shape)")
    }
  }

  /// Traps unless there is one of the model's classes for each picture.
  func checkClasses(_ classes: [Int], count: Int, for purpose: String) {
    let known = description.classNames.indices
    require(
      classes.count == count && classes.allSatisfy(known.contains),
      "\(purpose): \(count) classes in 0 ..< \(known.count) expected, received \(classes)")
  }
}
