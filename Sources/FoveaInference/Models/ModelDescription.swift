/// What is to be known of a trained model beside its weights; stands as JSON in the model's file.
public struct ModelDescription: Codable, Hashable, Sendable {
  /// The version of this description that is written.
  public static let currentFormat = 1

  /// The version of this description.
  public let format: Int
  /// The version of Fovea that wrote it.
  public let engine: String
  /// The model's name in `ModelCatalog`, or what its author calls it.
  public let model: String
  /// The name of the data set that it was trained on.
  public let data: String
  /// What each class is called.
  public let classNames: [String]
  /// What pictures go through before the model sees them; nil for nothing.
  public let preprocessing: Preprocessing?
  /// The share of the validation pictures that it classifies rightly, if there were any.
  public var validationAccuracy: Double?
  /// The share of the test pictures that it classifies rightly, if it was tested.
  public var testAccuracy: Double?
  /// The loss that it was trained by, which says what its logits mean; nil for `multiClass`, as in files that
  /// were written before there was a choice.
  public var loss: ClassificationLoss?
  private let picture: [Int]

  /// The loss that it was trained by.
  public var criterion: ClassificationLoss { loss ?? .multiClass }

  /// The extents of a picture before preprocessing, [height, width, channels].
  public var imageShape: Shape { Shape(picture) }

  /// - Parameters:
  ///   - model: the model's name.
  ///   - imageShape: [height, width, channels], before preprocessing.
  ///   - classNames: what each class is called.
  ///   - preprocessing: what pictures go through; nil for nothing.
  ///   - data: the data set's name.
  public init(
    model: String, imageShape: Shape, classNames: [String], preprocessing: Preprocessing?,
    data: String
  ) {
    format = Self.currentFormat
    engine = engineVersion
    self.model = model
    self.data = data
    self.classNames = classNames
    self.preprocessing = preprocessing
    picture = imageShape.dimensions
  }

  /// Checks what came from a file, before anything is made of the size that it says.
  ///
  /// - Throws: `DataError` for extents or a number of classes that no model has, or another format.
  package func check(_ path: String) throws(DataError) {
    try Self.check(format: format, Self.currentFormat, engine: engine, path)
    try Self.check(picture: picture, path)
    try Self.check(classNames: classNames, path)
  }

  /// Checks the number of classes that came from a file.
  package static func check(classNames: [String], _ path: String) throws(DataError) {
    guard (1...65536).contains(classNames.count) else {
      throw DataError(
        path, at: "classNames", expected: "1 to 65536 names", found: "\(classNames.count)")
    }
  }

  /// Checks the version of a description that came from a file, of whichever kind.
  package static func check(
    format: Int, _ current: Int, engine: String, _ path: String
  ) throws(DataError) {
    guard format == current else {
      throw DataError(
        path, at: "format", expected: "\(current)", found: "\(format)",
        advice: "the file was written by Fovea \(engine), this is \(engineVersion)")
    }
  }

  /// Checks the extents of a picture that came from a file.
  ///
  /// A model is made before the file's weights can be compared with it, without memory for its own; still,
  /// nobody has trained one for larger pictures, or longer series or rows.
  package static func check(picture: [Int], _ path: String) throws(DataError) {
    let isPicture =
      picture.count == 3 && picture.allSatisfy { (1...65536).contains($0) }
      && picture.reduce(1, *) <= 1 << 22
    guard isPicture else {
      throw DataError(
        path, at: "picture",
        expected: "3 extents from 1 to 65536, at most \(1 << 22) numbers in all",
        found: "\(picture)")
    }
  }
}
