import FoveaData
import FoveaTensor

// What pictures go through before the network: channels are last, as they come.
extension NetworkTranslator {
  /// Adds preprocessing, of pictures [batch, height, width, channels].
  ///
  /// - Throws: `DataError` for one that is not written.
  mutating func add(_ preprocessor: any Preprocessor, _ x: Value) throws -> Value {
    let shape = Shape(
      [1]
        + (try preprocessor.outputShape(for: Shape(Array(x.shape.dimensions.dropFirst()))))
        .dimensions)
    switch preprocessor {
    case let step as MeanSubtraction: return Value(name: shifted(x, step.mean), shape: shape)
    case let step as Standardize:
      return Value(name: shifted(x, step.mean, dividedBy: step.deviation), shape: shape)
    case let step as MinMax:
      return Value(name: shifted(x, step.minimum, dividedBy: step.range), shape: shape)
    case let step as ZCA:
      return Value(name: turned(x, step.pca.mean, by: step.whitening, to: shape), shape: shape)
    case let step as PCA:
      return Value(
        name: turned(x, step.mean, by: step.projection.transposed(), to: shape), shape: shape)
    case let pipeline as Pipeline:
      var value = x
      for step in pipeline.steps { value = try add(step, value) }
      return value
    default: throw missing("\(type(of: preprocessor))")
    }
  }

  /// Pictures as the network takes them: channels before places.
  mutating func channelsFirst(_ x: Value) -> Value {
    guard x.shape.rank == 4 else { return x }
    return Value(
      name: operation("Transpose", x, [.ints("perm", [0, 3, 1, 2])]), shape: x.shape)
  }

  private mutating func shifted(
    _ x: Value, _ shift: Tensor, dividedBy scale: Tensor? = nil
  ) -> String {
    let difference = operation("Sub", [x.name, graph.constant("preprocessing.shift", shift)])
    guard let scale else { return difference }
    return operation("Div", [difference, graph.constant("preprocessing.scale", scale)])
  }

  /// All numbers of a picture less their means, times a matrix [numbers, outputs].
  private mutating func turned(
    _ x: Value, _ mean: Tensor, by matrix: Tensor, to shape: Shape
  ) -> String {
    let flat = operation("Flatten", x, [.int("axis", 1)])
    let means = graph.constant("preprocessing.mean", mean.reshaped(mean.count))
    let centred = operation("Sub", [flat, means])
    let rows = operation("MatMul", [centred, graph.constant("preprocessing.matrix", matrix)])
    guard shape.rank > 2 else { return rows }
    let extents = graph.constant(
      "preprocessing.shape", [0] + shape.dimensions.dropFirst())
    return operation("Reshape", [rows, extents])
  }
}
