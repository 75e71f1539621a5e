import FoveaTensor

/// Some pictures of a data set, ready for a model.
public struct Batch: Sendable {
  /// [batch, height, width, channels], augmented and preprocessed.
  public let images: Tensor
  /// The class of each picture.
  public let labels: [Int]
  /// Where in the data set each picture lies.
  public let indices: [Int]
  /// The share of each class, [batch, classes], where pictures were mixed; `labels` has the greater then. nil
  /// where each picture has one class.
  public let targets: Tensor?

  /// A batch of what belongs together.
  public init(images: Tensor, labels: [Int], indices: [Int], targets: Tensor? = nil) {
    self.targets = targets
    self.images = images
    self.labels = labels
    self.indices = indices
  }

  /// How many pictures there are.
  public var count: Int { labels.count }
}
