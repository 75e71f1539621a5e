extension Trace {
  /// How many parameters the next dense layer has less because of the pooling in a row of the trace.
  ///
  /// Pooling has no parameters to save; but what it makes smaller need not be flattened and connected with
  /// everything. The shape that goes into the pooling is followed through the layers after it, as if the pooling
  /// were left out, to the first dense layer.
  ///
  /// - Returns: nil when the row is no pooling, no dense layer follows in a chain, or a layer between would not
  ///   take the larger maps.
  public func denseParametersSaved(byRow index: Int) -> Int? {
    guard rows[index].layer is any PoolingLayer else { return nil }
    var unpooled = rows[index].input
    var pooled = rows[index].output
    for row in rows[(index + 1)...] {
      guard row.input == pooled else { return nil }
      if let dense = row.layer as? Dense {
        let inputs = unpooled.dimensions.dropFirst().reduce(1, *)
        return (inputs - dense.weight.shape[0]) * dense.weight.shape[1]
      }
      guard let output = try? row.layer.outputShape(for: unpooled) else { return nil }
      (unpooled, pooled) = (output, row.output)
    }
    return nil
  }
}
