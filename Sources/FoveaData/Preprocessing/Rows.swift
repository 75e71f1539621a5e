import FoveaTensor

/// What a preprocessor is fitted on: pictures as rows of numbers, made a block at a time, so that a
/// set of bytes never becomes floats as a whole.
struct Rows: Sendable {
  /// The number of rows.
  let count: Int
  /// The extents of one row as a picture.
  let shape: Shape
  /// The number of columns.
  let width: Int
  private let block: @Sendable (Range<Int>) -> Tensor

  /// The pictures of a training set. Anything else is refused: what is fitted on the test set has
  /// seen it.
  init(trainingOn data: DataSet) throws(DataError) {
    guard data.split == .train else {
      throw DataError(
        data.name, at: "fitting a preprocessor", expected: "the train split",
        found: "the \(data.split.rawValue) split",
        advice: "fit on training data and use the result for all")
    }
    try self.init(data.count, data.imageShape) { data.images(at: $0) }
  }

  /// The rows of a tensor, [rows, ...].
  init(_ tensor: Tensor) throws(DataError) {
    guard tensor.rank >= 2 else {
      throw DataError(
        "fitting a preprocessor", expected: "[rows, ...]", found: "shape \(tensor.shape)")
    }
    let shape = Shape(Array(tensor.shape.dimensions[1...]))
    try self.init(tensor.shape[0], shape) { range in
      Tensor(Shape([range.count] + shape.dimensions)) { out in
        tensor.read {
          out.update(from: $0 + range.lowerBound * shape.count, count: range.count * shape.count)
        }
      }
    }
  }

  /// The rows as they come out of a preprocessor.
  init(_ rows: Rows, through preprocessor: any Preprocessor) throws {
    try self.init(rows.count, preprocessor.outputShape(for: rows.shape)) {
      preprocessor.transform(rows[$0])
    }
  }

  init(
    _ count: Int, _ shape: Shape, _ block: @escaping @Sendable (Range<Int>) -> Tensor
  ) throws(DataError) {
    guard count > 0, shape.count > 0 else {
      throw DataError(
        "fitting a preprocessor", expected: "1 picture or more", found: "\(count) of \(shape)")
    }
    self.count = count
    self.shape = shape
    width = shape.count
    self.block = block
  }

  /// The rows of a range, [range.count, ...].
  subscript(range: Range<Int>) -> Tensor { block(range) }
}
