/// What a model takes a picture for.
public struct Prediction: Hashable, Sendable {
  /// One class and how likely it is.
  public struct Candidate: Hashable, Sendable {
    /// The class.
    public let index: Int
    /// What it is called.
    public let name: String
    /// Its probability by the model; by several, the mean of theirs.
    public let probability: Double
    /// How many of several models find it the likeliest; nil where they had no votes.
    public let votes: Int?
  }

  /// The probability of each class; they add up to 1, but for models trained by
  /// `ClassificationLoss.multiLabel`, where each is asked for by itself.
  public let probabilities: [Double]
  /// How many of several models find each class the likeliest; nil where they had no votes. These decide, before
  /// probabilities.
  public let votes: [Int]?
  private let classNames: [String]

  package init(_ probabilities: [Double], _ classNames: [String], votes: [Int]? = nil) {
    self.probabilities = probabilities
    self.votes = votes
    self.classNames = classNames
  }

  /// The most likely class.
  public var best: Candidate { top(1)[0] }

  /// The `count` most likely classes, the likeliest first; fewer when there are fewer.
  public func top(_ count: Int) -> [Candidate] {
    let ranked = probabilities.indices.sorted {
      (votes?[$0] ?? 0, probabilities[$0], $1) > (votes?[$1] ?? 0, probabilities[$1], $0)
    }
    return ranked.prefix(max(0, count)).map {
      Candidate(index: $0, name: classNames[$0], probability: probabilities[$0], votes: votes?[$0])
    }
  }
}

extension TrainedModel {
  /// What the model takes pictures for, all at once; cut, resized, made grey or coloured as in its training, see
  /// `Picture.fitted(to:)`.
  ///
  /// - Throws: `ShapeError` when the model takes no pictures of 1 or 3 channels.
  public func predict(_ pictures: [Picture]) throws(ShapeError) -> [Prediction] {
    pictures.isEmpty ? [] : try predict(tensor(of: pictures, fitting: description.imageShape))
  }

  /// Reads a PNG or JPEG file as those of the training were read, and as `fovea predict` does: of a large JPEG no more
  /// pixels are decoded than the model's size needs. `Picture(contentsOf:)` decodes all of them, and the picture that is
  /// made smaller from these is a slightly other one.
  ///
  /// - Parameter path: the file.
  /// - Throws: `ShapeError` when the model takes no pictures of 1 or 3 channels, `DataError` for a file that is missing,
  ///   neither PNG nor JPEG, damaged, cut short or too large.
  public func picture(contentsOf path: String) throws -> Picture {
    try Picture.checkModel(description.imageShape)
    return try Picture(contentsOf: path, fitting: description.imageShape)
  }

  /// What the model takes pictures for.
  ///
  /// - Parameter images: [pictures, height, width, channels], in 0 ... 1.
  /// - Throws: `ShapeError` when the extents are not the model's.
  public func predict(_ images: Tensor) throws(ShapeError) -> [Prediction] {
    let classes = description.classNames.count
    let probabilities = try probabilities(images).elements
    return (0..<images.shape[0]).map { row in
      Prediction(
        probabilities[row * classes..<(row + 1) * classes].map { Double($0) },
        description.classNames)
    }
  }

  /// The probability of each class, [pictures, classes], for pictures [pictures, height, width, channels]
  /// in 0 ... 1.
  ///
  /// - Throws: `ShapeError` when the extents are not the model's.
  public func probabilities(_ images: Tensor) throws(ShapeError) -> Tensor {
    try checkPictures(images, for: "predict")
    let logits = frozen(preprocessor.transform(images))
    return description.criterion.probabilities(of: logits)
  }
}
