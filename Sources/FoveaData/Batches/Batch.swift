import FoveaTensor

/// Some pictures of a data set, ready for a model.
public struct Batch: Sendable {
  /// [batch, height, width, channels], preprocessed.
  public let images: Tensor
  /// The class of each picture.
  public let labels: [Int]
  /// Where in the data set each picture lies.
  public let indices: [Int]

  /// A batch of what belongs together.
  public init(images: Tensor, labels: [Int], indices: [Int]) {
    self.images = images
    self.labels = labels
    self.indices = indices
  }

  /// How many pictures there are.
  public var count: Int { labels.count }
}
