import FoveaBLAS
import FoveaTensor

/// The variances of the data along their principal axes, descending, and the axes, one a row; all in
/// double precision.
///
/// With more rows than columns, they are the eigenvalues and eigenvectors of the covariance matrix. Else
/// that matrix is larger than the data and mostly of rank 0: then the axes are the right singular
/// vectors v of the centred data, and the variances s^2 / (n - 1).
///
/// - Throws: `DataError` for fewer than two rows or more numbers than half the memory holds;
///   `LAPACKError` when the iteration does not converge.
func principalAxes(
  of rows: Rows, around means: [Double]
) throws -> (variances: [Double], axes: [Double]) {
  let (n, d) = (rows.count, rows.width)
  guard n >= 2 else {
    throw DataError("PCA", expected: "2 rows or more", found: "\(n)")
  }
  // The matrix, the result, and LAPACK's workspace of about twice as much.
  let bytes = 4 * 8 * Double(min(n, d)) * Double(d)
  guard bytes < Double(physicalMemory()) / 2 else {
    throw DataError(
      "PCA", expected: "data whose matrices fit half the memory",
      found: "\(n) rows of \(d), which take \(Int(bytes / 1e9)) GB",
      advice: "use fewer rows or smaller pictures")
  }

  var (variances, axes): ([Double], [Double])
  if n > d {
    let (values, vectors) = try LAPACK.symmetricEigen(
      covariance(of: rows, around: means), order: d, triangle: .lower)
    // Ascending there, descending here.
    variances = values.reversed()
    axes = (0..<d).reversed().flatMap { vectors[$0 * d..<($0 + 1) * d] }
  } else {
    var centred = [Double](repeating: 0, count: n * d)
    rows.centre(0..<n, around: means, into: &centred)
    let (_, values, vectors) = try LAPACK.thinSVD(centred, rows: n, columns: d)
    variances = values.map { $0 * $0 / Double(n - 1) }
    axes = vectors
  }
  // A covariance has no negative eigenvalues; rounding makes some.
  variances = variances.map { max(0, $0) }
  for i in variances.indices { orient(&axes[i * d..<(i + 1) * d]) }
  return (variances, axes)
}

/// Turns a vector so that its element of greatest magnitude is positive; the first of those that are as
/// great but for rounding, or else rounding would decide where two are equal.
private func orient(_ vector: inout ArraySlice<Double>) {
  let greatest = vector.reduce(0) { max($0, abs($1)) } * (1 - 1e-9)
  if let first = vector.first(where: { abs($0) >= greatest }), first < 0 {
    for i in vector.indices { vector[i].negate() }
  }
}
