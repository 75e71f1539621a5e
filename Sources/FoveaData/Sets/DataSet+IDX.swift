import FoveaTensor

extension DataSet {
  /// A set in two IDX files, plain or gzipped, as MNIST is published.
  ///
  /// - Parameters:
  ///   - name: the set's name.
  ///   - split: what this part is for.
  ///   - imagesPath: [pictures, height, width] or [pictures, height, width, channels].
  ///   - labelsPath: [pictures].
  ///   - classNames: what each class is called.
  /// - Throws: `DataError` when a file is not sound or the two do not fit together.
  public init(
    name: String, split: Split, images imagesPath: String, labels labelsPath: String,
    classNames: [String]
  ) throws(DataError) {
    let images = try IDXFile(contentsOf: imagesPath)
    var shape = images.dimensions
    if shape.count == 3 { shape.append(1) }
    guard shape.count == 4, shape.dropFirst().allSatisfy({ $0 > 0 }) else {
      throw DataError(
        imagesPath, at: "dimensions",
        expected: "pictures x height x width (x channels), none empty",
        found: IDXFile.text(images.dimensions), advice: "is this a file of pictures?")
    }
    let labels = try IDXFile(contentsOf: labelsPath)
    guard labels.dimensions.count == 1 else {
      throw DataError(
        labelsPath, at: "rank (byte 3)", expected: "1 dimension",
        found: "\(labels.dimensions.count)", advice: "is this a file of labels?")
    }
    guard labels.elements.count == shape[0] else {
      throw DataError(
        labelsPath, at: "number of labels (bytes 4 to 7)",
        expected: "\(shape[0]) as there are pictures in \(imagesPath)",
        found: "\(labels.elements.count)", advice: "the two files do not belong together")
    }
    if let place = labels.elements.firstIndex(where: { Int($0) >= classNames.count }) {
      throw DataError(
        labelsPath, at: "label \(place) (byte \(8 + place))",
        expected: "a class in 0 ..< \(classNames.count)", found: "\(labels.elements[place])",
        advice: "the file is damaged or of another data set")
    }
    try self.init(
      name: name, split: split, shape: Shape(shape), bytes: images.elements,
      labels: labels.elements.map(Int.init), classNames: classNames)
  }
}
