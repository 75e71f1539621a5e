/// A letter as C passes it.
func ascii(_ letter: Unicode.Scalar) -> CChar {
  CChar(truncatingIfNeeded: letter.value)
}

extension BLAS.Triangle {
  /// The letter for a triangle of a row-major matrix, which LAPACK sees transposed.
  var transposedCode: CChar { ascii(self == .lower ? "U" : "L") }
}

/// The column-major copy of a row-major matrix, its columns padded with zeros to `stride` elements.
func transposed<T: LAPACKElement>(
  _ matrix: [T], rows: Int, columns: Int, stride: Int
) -> [T] {
  var result = [T](repeating: 0, count: columns * stride)
  for row in 0..<rows {
    for column in 0..<columns {
      result[column * stride + row] = matrix[row * columns + column]
    }
  }
  return result
}

/// The row-major copy of the first `rows` rows of a column-major matrix with `stride` a column.
func untransposed<T: LAPACKElement>(
  _ matrix: [T], rows: Int, columns: Int, stride: Int
) -> [T] {
  var result = [T](repeating: 0, count: rows * columns)
  for row in 0..<rows {
    for column in 0..<columns {
      result[row * columns + column] = matrix[column * stride + row]
    }
  }
  return result
}
