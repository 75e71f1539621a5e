/// How the elements of a tensor with its axes in another order are found in the original: extents of the
/// result, outermost first, and how far each moves in the original.
///
/// Axes that stay neighbours are merged and those of extent 1 left out, so NHWC to NCHW is three axes and
/// the transpose of a single row none at all.
struct AxisOrder {
  private(set) var extents: [Int] = []
  private(set) var steps: [Int] = []

  /// The order in which axis i of the result is axis `axes[i]` of `shape`.
  init(_ shape: Shape, _ axes: [Int]) {
    let strides = shape.strides
    for axis in axes where shape[axis] != 1 {
      if let last = extents.indices.last, steps[last] == strides[axis] * shape[axis] {
        extents[last] *= shape[axis]
        steps[last] = strides[axis]
      } else {
        extents.append(shape[axis])
        steps.append(strides[axis])
      }
    }
  }

  /// Whether every element stays where it is in memory.
  var isIdentity: Bool { extents.count <= 1 }

  /// Where the index with number `flat`, in row-major order of the given axes, lies in memory.
  func place(_ flat: Int, _ axes: [Int], _ strides: [Int]) -> Int {
    var (rest, place) = (flat, 0)
    for axis in axes.reversed() {
      place += rest % extents[axis] * strides[axis]
      rest /= extents[axis]
    }
    return place
  }
}
