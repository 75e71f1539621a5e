import FoveaTensor

/// The numbers on the lecture's slides about convolution.
///
/// One printing of the image has seven columns; the others agree on these six.
public enum Slide {
  /// The 6x6 image, [6, 6].
  public static let image = Tensor(
    [6, 6],
    [
      1, 0, 0, 0, 0, 1,
      0, 1, 0, 0, 1, 0,
      0, 0, 1, 1, 0, 0,
      1, 0, 0, 0, 1, 0,
      0, 1, 0, 0, 1, 0,
      0, 0, 1, 0, 1, 0,
    ])

  /// Kernel 1, which is largest on a diagonal, [3, 3].
  public static let diagonal = Tensor([3, 3], [1, -1, -1, -1, 1, -1, -1, -1, 1])

  /// Kernel 2, which is largest on a vertical line, [3, 3].
  public static let vertical = Tensor([3, 3], [-1, 1, -1, -1, 1, -1, -1, 1, -1])

  /// Both kernels, by the slide's numbers.
  public static let kernels = [diagonal, vertical]
}
