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
    try self.init(
      IDXPair(images: imagesPath, labels: labelsPath), name: name, split: split,
      classNames: classNames, expecting: "a class in 0 ..< \(classNames.count)"
    ) { Int($0) < classNames.count ? Int($0) : nil }
  }

  /// A set of two IDX files that were read.
  ///
  /// - Parameters:
  ///   - pair: the files.
  ///   - name: the set's name.
  ///   - split: what this part is for.
  ///   - classNames: what each class is called.
  ///   - expected: what labels should be, for errors.
  ///   - place: a label's place among the classes; nil for none of them.
  /// - Throws: `DataError` for a label without a place.
  init(
    _ pair: IDXPair, name: String, split: Split, classNames: [String], expecting expected: String,
    place: (UInt8) -> Int?
  ) throws(DataError) {
    var labels: [Int] = []
    labels.reserveCapacity(pair.labels.count)
    for (row, label) in pair.labels.enumerated() {
      guard let place = place(label) else {
        throw DataError(
          pair.labelsPath, at: "label \(row) (byte \(8 + row))", expected: expected,
          found: "\(label)", advice: "the file is damaged or of another data set")
      }
      labels.append(place)
    }
    try self.init(
      name: name, split: split, shape: pair.shape, bytes: pair.pixels, labels: labels,
      classNames: classNames)
  }
}

/// A file of pictures and that of their labels, read and compared with each other.
struct IDXPair {
  /// [pictures, height, width, channels].
  let shape: Shape
  let pixels: [UInt8]
  /// One a picture, as they stand in their file.
  let labels: [UInt8]
  let labelsPath: String

  /// Reads both.
  ///
  /// - Throws: `DataError` when a file is not sound or the two do not fit together.
  init(images imagesPath: String, labels labelsPath: String) throws(DataError) {
    let images = try IDXFile(contentsOf: imagesPath)
    var extents = images.dimensions
    if extents.count == 3 { extents.append(1) }
    guard extents.count == 4, extents.dropFirst().allSatisfy({ $0 > 0 }) else {
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
    guard labels.elements.count == extents[0] else {
      throw DataError(
        labelsPath, at: "number of labels (bytes 4 to 7)",
        expected: "\(extents[0]) as there are pictures in \(imagesPath)",
        found: "\(labels.elements.count)", advice: "the two files do not belong together")
    }
    shape = Shape(extents)
    pixels = images.elements
    self.labels = labels.elements
    self.labelsPath = labelsPath
  }
}
