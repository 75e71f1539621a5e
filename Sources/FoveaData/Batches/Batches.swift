import FoveaKernels
import FoveaTensor

/// A data set cut into batches; each is made when it is asked for.
///
/// Being a collection, it can be entered anywhere: `batches.dropFirst(position)` goes on where a training
/// run was interrupted, and skipping costs nothing.
public struct Batches: RandomAccessCollection, Sendable {
  /// The set that the pictures come from.
  public let data: DataSet
  /// How many pictures a batch has; the last may have fewer.
  public let size: Int
  /// Places in `data`, in the order in which they are used.
  public let order: [Int]
  /// What the pictures go through when a batch is made; nil for nothing.
  public let preprocessor: (any Preprocessor)?
  /// What changes the pictures before that, and the epoch that it does so for; nil for nothing.
  private var augmentation: (augmenter: Augmenter, epoch: Int)?

  /// The number of batches.
  public let count: Int

  init(
    _ data: DataSet, size: Int, order: [Int], droppingLast: Bool, preprocessor: (any Preprocessor)?
  ) {
    require(size > 0, "batches: expected 1 picture or more a batch, received \(size)")
    self.data = data
    self.size = size
    self.order = order
    self.preprocessor = preprocessor
    count = (order.count + (droppingLast ? 0 : size - 1)) / size
  }

  /// The same batches with their pictures augmented as they are in an epoch, counted from 0; nil for as they
  /// are.
  public func augmented(by augmenter: Augmenter?, epoch: Int) -> Batches {
    var result = self
    result.augmentation = augmenter.map { ($0, epoch) }
    return result
  }

  /// 0, the position of the first batch.
  public var startIndex: Int { 0 }

  /// The position after the last batch.
  public var endIndex: Int { count }

  /// Makes the batch at a position.
  public subscript(position: Int) -> Batch {
    require(
      (0..<count).contains(position),
      "batches: expected a position in 0 ..< \(count), received \(position)")
    let start = position * size
    let indices = Array(order[start..<Swift.min(start + size, order.count)])
    guard let (augmenter, epoch) = augmentation else {
      let images = data.images(at: indices)
      return Batch(
        images: preprocessor?(images) ?? images, labels: indices.map { data.labels[$0] },
        indices: indices)
    }
    let (images, targets, labels) = augmenter.pictures(of: data, at: indices, epoch: epoch)
    return Batch(
      images: preprocessor?(images) ?? images, labels: labels, indices: indices, targets: targets)
  }
}
