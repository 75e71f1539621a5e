internal import CLAPACKE

/// `value` as LAPACK's index type, after the check that it is a size that the type can hold.
func size(_ value: Int, _ name: StaticString, _ routine: StaticString) -> LAPACKInt {
  require(
    value >= 0 && value <= Int(LAPACKInt.max),
    "\(routine): \(name) must be in 0 ... \(LAPACKInt.max), received \(value)")
  return LAPACKInt(truncatingIfNeeded: value)
}

/// Stops the program unless `matrix` holds rows x columns elements.
func checkCount<T>(
  _ matrix: [T], _ rows: Int, _ columns: Int, _ name: StaticString, _ routine: StaticString
) {
  require(
    matrix.count == rows * columns,
    "\(routine): \(name) must hold \(rows) x \(columns) = \(rows * columns) elements, "
      + "received \(matrix.count)")
}

/// Throws, naming the first place, if an element is NaN or infinite.
func checkFinite<T: LAPACKElement>(
  _ matrix: [T], columns: Int, _ what: String, _ routine: String, info: Int
) throws(LAPACKError) {
  // A sum of magnitudes is finite only if all of them are. It may overflow without that being so:
  // only then is each element looked at.
  if matrix.count <= Int(LAPACKInt.max), T.sumOfMagnitudes(matrix.count, matrix).isFinite { return }
  guard let place = matrix.firstIndex(where: { !$0.isFinite }) else { return }
  throw LAPACKError(
    routine: routine, info: info,
    meaning: "\(what) holds \(matrix[place]) at row \(place / columns), column \(place % columns) "
      + "(from 0); every element must be finite")
}

/// Throws if `info` is not 0; `meaning` puts a positive one into words.
func checkInfo(
  _ info: LAPACKInt, _ routine: String, _ meaning: (Int) -> String
) throws(LAPACKError) {
  if info == 0 { return }
  throw LAPACKError(
    routine: routine, info: Int(info), meaning: info > 0 ? meaning(Int(info)) : nil)
}
