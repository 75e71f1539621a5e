import FoveaTensor

/// What arrays look like that were meant otherwise than they are read. They are taken all the same: numbers and
/// extents of any size are somebody's data, but whoever made them by mistake gets a model that is no use.
struct ArrayDoubts {
  /// [n, height, width, channels].
  private let shape: [Int]
  private let place: String

  init(_ shape: [Int], _ place: String) {
    self.shape = shape
    self.place = place
  }

  /// Planes one after the other, as PyTorch has pictures, would be read as a strip of many channels.
  var order: String? {
    let (planes, rows, columns) = (shape[1], shape[2], shape[3])
    guard planes == 3 || (planes == 1 && rows == columns), rows > 4, columns > 4 else { return nil }
    return
      "\(place): pictures of \(planes)x\(rows)x\(columns) have \(columns) channels, which come last; where "
      + "they come first, save x.transpose(0, 2, 3, 1)"
  }

  /// Brightness of 0 ... 255 as numbers. Only of what may be a picture: a model that is trained on it takes picture
  /// files, whose numbers are 0 ... 1, for black. Numbers below zero were scaled by their owner.
  func scale(_ numbers: [Scalar]) -> String? {
    guard shape[1] > 1, shape[2] > 1, [1, 3].contains(shape[3]), let most = numbers.max(),
      most >= 2, numbers.allSatisfy({ $0 >= 0 })
    else { return nil }
    let divisor = most <= 255 ? "255" : "the largest that there may be"
    return
      "\(place): values to \(Double(most).text), those of picture files are 0 ... 1: divide by \(divisor), or "
      + "save bytes as uint8"
  }

  /// Classes between others that no row has.
  static func gaps(_ labels: [Int], _ place: String) -> String? {
    let (count, used) = ((labels.max() ?? -1) + 1, Set(labels).count)
    guard used < count else { return nil }
    return
      "\(place): no row has \(count - used) of the \(count) classes from 0 to \(count - 1); if labels are "
      + "names, save numpy.unique(y, return_inverse=True)[1]"
  }
}
