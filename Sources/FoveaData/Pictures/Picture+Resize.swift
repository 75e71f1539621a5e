import FoveaKernels

extension Picture {
  /// The picture at another size; its proportions may change.
  ///
  /// Along each axis by itself: when it shrinks, each new pixel is the average of the area it covers, so
  /// that thin lines fade but do not vanish; when it grows, it is interpolated linearly between the two
  /// nearest pixel centres. At its own size the picture stays as it is, byte for byte.
  public func resized(width newWidth: Int, height newHeight: Int) -> Picture {
    require(
      newWidth > 0 && newHeight > 0,
      "Picture.resized: expected 1 pixel or more a side, received \(newWidth) x \(newHeight)")
    if newWidth == width, newHeight == height { return self }
    let (columns, rows) = (taps(from: width, to: newWidth), taps(from: height, to: newHeight))

    // Across first: [height, new width, channels].
    var across = [Float](repeating: 0, count: height * newWidth * channels)
    for y in 0..<height {
      for (x, tap) in columns.enumerated() {
        for c in 0..<channels {
          var sum: Float = 0
          for (offset, weight) in tap.weights.enumerated() {
            sum += weight * Float(bytes[(y * width + tap.first + offset) * channels + c])
          }
          across[(y * newWidth + x) * channels + c] = sum
        }
      }
    }
    // Then down: [new height, new width, channels].
    let rowLength = newWidth * channels
    var result: [UInt8] = []
    result.reserveCapacity(newHeight * rowLength)
    for tap in rows {
      for j in 0..<rowLength {
        var sum: Float = 0
        for (offset, weight) in tap.weights.enumerated() {
          sum += weight * across[(tap.first + offset) * rowLength + j]
        }
        result.append(UInt8(min(max(sum + 0.5, 0), 255)))
      }
    }
    return Picture(width: newWidth, height: newHeight, channels: channels, bytes: result)
  }
}

/// What a new pixel is made of: neighbouring old ones, with weights that add up to 1.
private struct Tap {
  let first: Int
  let weights: [Float]
}

private func taps(from old: Int, to new: Int) -> [Tap] {
  let step = Double(old) / Double(new)
  return (0..<new).map { i in
    if new >= old {
      // Pixel centres lie at halves; outside the outermost ones the picture goes on as it ends.
      let center = min(max((Double(i) + 0.5) * step - 0.5, 0), Double(old - 1))
      let first = min(Int(center), max(0, old - 2))
      let share = Float(center - Double(first))
      return Tap(first: first, weights: old == 1 ? [1] : [1 - share, share])
    }
    let (start, end) = (Double(i) * step, Double(i + 1) * step)
    let first = Int(start)
    let last = min(Int(end.rounded(.up)), old)
    return Tap(
      first: first,
      weights: (first..<last).map { pixel in
        let overlap = min(end, Double(pixel + 1)) - max(start, Double(pixel))
        return Float(max(0, overlap) / step)
      })
  }
}
