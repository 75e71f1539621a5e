import FoveaTensor

/// The lecture's 6x6 binary image and its two kernels, with the activation maps worked out by hand.
public enum Slide6x6 {
  /// The image, [1, 6, 6, 1].
  public static let image = Tensor(
    [1, 6, 6, 1],
    [
      1, 0, 0, 0, 0, 1,
      0, 1, 0, 0, 1, 0,
      0, 0, 1, 1, 0, 0,
      1, 0, 0, 0, 1, 0,
      0, 1, 0, 0, 1, 0,
      0, 0, 1, 0, 1, 0,
    ])

  /// "Kernel 1" detects a diagonal, [3, 3, 1, 1].
  public static let diagonal = Tensor([3, 3, 1, 1], [1, -1, -1, -1, 1, -1, -1, -1, 1])

  /// "Kernel 2" detects a vertical line, [3, 3, 1, 1].
  public static let vertical = Tensor([3, 3, 1, 1], [-1, 1, -1, -1, 1, -1, -1, 1, -1])

  /// One activation map of the slides.
  public struct Figure: Sendable, CustomStringConvertible {
    /// Which kernel and stride.
    public let description: String
    /// The kernel, [3, 3, 1, 1].
    public let kernel: Tensor
    /// The step of the window; 2 leaves the last row and column uncovered.
    public let stride: Int
    /// The activation map, [1, height, width, 1].
    public let map: Tensor
  }

  /// Both kernels at strides 1 and 2.
  public static let figures = [
    Figure(
      description: "kernel 1, stride 1", kernel: diagonal, stride: 1,
      map: Tensor(
        [1, 4, 4, 1], [3, -1, -3, -1, -3, 1, 0, -3, -3, -3, 0, 1, 3, -2, -2, -1])),
    Figure(
      description: "kernel 1, stride 2", kernel: diagonal, stride: 2,
      map: Tensor([1, 2, 2, 1], [3, -3, -3, 0])),
    Figure(
      description: "kernel 2, stride 1", kernel: vertical, stride: 1,
      map: Tensor(
        [1, 4, 4, 1], [-1, -1, -1, -1, -1, -1, -2, 1, -1, -1, -2, 1, -1, 0, -4, 3])),
    Figure(
      description: "kernel 2, stride 2", kernel: vertical, stride: 2,
      map: Tensor([1, 2, 2, 1], [-1, -1, -1, -2])),
  ]
}
