extension Tensor {
  /// A map, [height, width], at a picture's size: between the centres of its pixels values go in a straight line,
  /// beyond the outermost they stay.
  func stretched(to height: Int, _ width: Int) -> Tensor {
    let (rows, columns) = (neighbours(shape[0], height), neighbours(shape[1], width))
    let old = shape[1]
    return Tensor([height, width]) { out in
      read { map in
        for (y, row) in rows.enumerated() {
          for (x, column) in columns.enumerated() {
            func across(_ line: Int) -> Scalar {
              let left = map[line * old + column.first]
              return left + column.share * (map[line * old + column.second] - left)
            }
            let upper = across(row.first)
            out[y * width + x] = upper + row.share * (across(row.second) - upper)
          }
        }
      }
    }
  }
}

/// For each new pixel along a side the old ones before and behind it, and the share of the latter.
private func neighbours(_ old: Int, _ new: Int) -> [(first: Int, second: Int, share: Scalar)] {
  (0..<new).map { place in
    let center = (Double(place) + 0.5) * Double(old) / Double(new) - 0.5
    let inside = min(max(center, 0), Double(old - 1))
    let first = Int(inside)
    return (first, min(first + 1, old - 1), Scalar(inside - Double(first)))
  }
}
