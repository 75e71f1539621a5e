import FoveaTensor

/// Something that pictures go through before a model sees them, fitted on training data once.
///
/// Its state is the `configuration`, which is written as JSON, and the `tensors`, which are stored with
/// the model's weights; `configuration.restored(from: tensors)` gives a preprocessor that does the same,
/// bit for bit. So inference repeats what training did.
public protocol Preprocessor: Sendable {
  /// The pictures as the model should see them. Traps when their extents are not those it was fitted on.
  ///
  /// - Parameter images: [batch, height, width, channels], or [batch, features].
  func transform(_ images: Tensor) -> Tensor

  /// The way back, as far as there is one: what `transform` threw away stays lost.
  func inverse(_ images: Tensor) -> Tensor

  /// The extents that one picture of the given extents, [height, width, channels], has afterwards.
  ///
  /// - Throws: `ShapeError` when it does not fit what this was fitted on.
  func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape

  /// What it is and how it was fitted, without the numbers that fitting found.
  var configuration: Preprocessing { get }

  /// The numbers that fitting found, by names that are unique among them.
  var tensors: [(name: String, tensor: Tensor)] { get }
}

extension Preprocessor {
  /// The same as `transform`.
  public func callAsFunction(_ images: Tensor) -> Tensor { transform(images) }
}
