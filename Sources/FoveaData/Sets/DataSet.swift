import FoveaTensor

/// Pictures with their classes, held in memory as they were read, or in files until a batch wants them.
///
/// Bytes stay bytes: the 60,000 pictures of MNIST take 47 MB instead of 188. They become tensors a batch
/// at a time. Subsets share the pictures of the set they come from, so they cost nothing, and keep them
/// in memory.
public struct DataSet: Sendable {
  /// What a part of a data set is for.
  public enum Split: String, Codable, CaseIterable, Sendable {
    /// To fit a model, and everything else that is fitted.
    case train
    /// To choose between models.
    case validation
    /// To be looked at once, at the end.
    case test
  }

  /// The set's name as `DataSets.named` knows it, as in "fashion-mnist".
  public let name: String
  /// What this part is for.
  public let split: Split
  /// What each class is called; as many as there are classes.
  public let classNames: [String]
  /// The extents of one picture, [height, width, channels].
  public let imageShape: Shape
  /// The class of each picture, in 0 ..< `classNames.count`.
  public let labels: [Int]
  /// What would turn a picture into one of another class; nil when nothing is known of it.
  public var labelSafety: LabelSafety?
  /// Whether this is of a set that came undivided, a share of which was set aside to test with.
  public internal(set) var isDivided = false
  /// What is odd about the set as it was read, and allowed: a line each.
  public internal(set) var notes: [String] = []

  let pictures: Pictures
  /// Where in `pictures` each of this set's pictures lies.
  let rows: [Int]

  /// What a set and its subsets share.
  enum Pictures: Sendable {
    /// 0 ... 255, one picture after the other.
    case bytes([UInt8])
    /// [pictures, height, width, channels], used as they are.
    case scalars(Tensor)
    /// Decoded when they are wanted.
    case files(PictureFiles)
  }

  /// How many pictures there are.
  public var count: Int { labels.count }

  /// What its items are called: "pictures", "series" or, of a table, "rows".
  public var noun: String { imageShape.noun }

  /// How many classes there are.
  public var classCount: Int { classNames.count }

  /// A set of pictures as bytes, which become 0 ... 1 in a batch.
  ///
  /// - Parameters:
  ///   - name: the set's name.
  ///   - split: what this part is for.
  ///   - shape: [pictures, height, width, channels].
  ///   - bytes: the pictures one after the other, row-major.
  ///   - labels: the class of each picture.
  ///   - classNames: what each class is called.
  /// - Throws: `DataError` when the counts do not fit together or a label names no class.
  public init(
    name: String, split: Split, shape: Shape, bytes: [UInt8], labels: [Int], classNames: [String]
  ) throws(DataError) {
    let found = bytes.count == shape.count ? nil : "\(bytes.count) bytes"
    try Self.check(name, shape, found, labels, classNames)
    self.init(
      name: name, split: split, classNames: classNames,
      imageShape: Shape(Array(shape.dimensions[1...])), labels: labels, pictures: .bytes(bytes),
      rows: Array(labels.indices))
  }

  /// A set of pictures as numbers, which are used as they are.
  ///
  /// - Parameters:
  ///   - name: the set's name.
  ///   - split: what this part is for.
  ///   - images: [pictures, height, width, channels].
  ///   - labels: the class of each picture.
  ///   - classNames: what each class is called.
  /// - Throws: `DataError` when the counts do not fit together or a label names no class.
  public init(
    name: String, split: Split, images: Tensor, labels: [Int], classNames: [String]
  ) throws(DataError) {
    try Self.check(name, images.shape, nil, labels, classNames)
    self.init(
      name: name, split: split, classNames: classNames,
      imageShape: Shape(Array(images.shape.dimensions[1...])), labels: labels,
      pictures: .scalars(images), rows: Array(labels.indices))
  }

  /// The one that checks nothing.
  init(
    name: String, split: Split, classNames: [String], imageShape: Shape, labels: [Int],
    pictures: Pictures, rows: [Int]
  ) {
    self.name = name
    self.split = split
    self.classNames = classNames
    self.imageShape = imageShape
    self.labels = labels
    self.pictures = pictures
    self.rows = rows
  }

  private static func check(
    _ name: String, _ shape: Shape, _ found: String?, _ labels: [Int], _ classNames: [String]
  ) throws(DataError) {
    guard shape.rank == 4, shape.dimensions[1...].allSatisfy({ $0 > 0 }), found == nil else {
      throw DataError(
        name, at: "pictures", expected: "[pictures, height, width, channels], no picture empty",
        found: "shape \(shape)\(found.map { " and " + $0 } ?? "")")
    }
    guard labels.count == shape[0] else {
      throw DataError(
        name, at: "labels", expected: "\(shape[0]), one a picture", found: "\(labels.count)")
    }
    if let place = labels.firstIndex(where: { !classNames.indices.contains($0) }) {
      throw DataError(
        name, at: "label \(place)", expected: "a class in 0 ..< \(classNames.count)",
        found: "\(labels[place])")
    }
  }
}

extension Shape {
  /// What items of these extents, [height, width, channels], are called: "pictures", "series" or, of a table, "rows".
  package var noun: String {
    guard rank == 3, self[0] == 1 else { return "pictures" }
    return self[1] == 1 ? "rows" : "series"
  }
}
