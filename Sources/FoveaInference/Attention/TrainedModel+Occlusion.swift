import FoveaKernels

extension TrainedModel {
  /// Which parts of a picture a class hangs on, by hiding one after the other: a square patch of the picture's mean
  /// colour slides over it, and the class' probability falls where it covers what counts.
  ///
  ///     drop[patch] = p(class | whole picture) - p(class | patch hidden)
  ///     values      = at each pixel the mean drop of the patches over it
  ///
  /// It takes no gradient and no knowledge of the network, but a run forward a patch: (side / stride)^2.
  ///
  /// - Parameters:
  ///   - image: [1, height, width, channels], in 0 ... 1, as the model takes it.
  ///   - label: the class to ask about; nil for that which the model takes the picture for.
  ///   - patch: the patch's side in pixels; nil for a quarter of the picture's shorter side.
  ///   - stride: pixels from one patch to the next, at most `patch`; nil for a quarter of it. The last one of a row
  ///     or column ends at the picture's edge.
  /// - Returns: the map; its unit is a probability.
  /// - Throws: `ShapeError` when the picture is not the model's or smaller than the patch.
  /// - Source: Zeiler and Fergus (2014), section 4.2, with the mean over patches for each pixel.
  public func occlusion(
    _ image: Tensor, class label: Int? = nil, patch: Int? = nil, stride: Int? = nil
  ) throws(ShapeError) -> AttentionMap {
    try checkPictures(image, for: "occlusion", count: 1)
    let (height, width) = (image.shape[1], image.shape[2])
    let patch = patch ?? max(1, min(height, width) / 4)
    let step = stride ?? max(1, patch / 4)
    guard (1...min(height, width)).contains(patch), (1...patch).contains(step) else {
      throw ShapeError(
        "occlusion: a patch of 1 to \(min(height, width)) pixels and a stride of 1 to as many "
          + "expected, found \(patch) and \(step)")
    }
    let whole = try probabilities(image).elements
    let asked = label ?? (whole.indices.max { (whole[$0], $1) < (whole[$1], $0) } ?? 0)
    checkClasses([asked], count: 1, for: "occlusion")

    let corners = starts(height, patch, step).flatMap { y in
      starts(width, patch, step).map { (y: y, x: $0) }
    }
    var sums = [Scalar](repeating: 0, count: height * width)
    var covers = sums
    let fill = image.mean(axes: [0, 1, 2]).elements
    for first in Swift.stride(from: 0, to: corners.count, by: Self.occludedTogether) {
      let some = corners[first..<min(first + Self.occludedTogether, corners.count)]
      let found = try probabilities(image.hiding(some, side: patch, by: fill)).elements
      for (row, corner) in some.enumerated() {
        let drop = whole[asked] - found[row * whole.count + asked]
        for y in corner.y..<corner.y + patch {
          for x in corner.x..<corner.x + patch {
            sums[y * width + x] += drop
            covers[y * width + x] += 1
          }
        }
      }
    }
    return AttentionMap(
      classIndex: asked, className: description.classNames[asked],
      values: Tensor([height, width], zip(sums, covers).map { $0 / $1 }))
  }

  /// Pictures that are run together: enough for the threads, few enough to fit memory.
  private static let occludedTogether = 64
}

/// Where patches begin along a side; the last ends with it.
private func starts(_ side: Int, _ patch: Int, _ step: Int) -> [Int] {
  let last = side - patch
  let regular = Array(stride(from: 0, through: last, by: step))
  return regular.last == last ? regular : regular + [last]
}

extension Tensor {
  /// Copies of one picture, [corners.count, height, width, channels], each with a patch of one colour.
  fileprivate func hiding(
    _ corners: ArraySlice<(y: Int, x: Int)>, side: Int, by color: [Scalar]
  ) -> Tensor {
    let (width, channels, size) = (shape[2], shape[3], count)
    return Tensor([corners.count, shape[1], width, channels]) { out in
      read { picture in
        for (copy, corner) in corners.enumerated() {
          let start = out + copy * size
          start.update(from: picture, count: size)
          for y in corner.y..<corner.y + side {
            for x in corner.x..<corner.x + side {
              for (channel, value) in color.enumerated() {
                start[(y * width + x) * channels + channel] = value
              }
            }
          }
        }
      }
    }
  }
}
