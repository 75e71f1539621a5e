extension Layer {
  /// The layers that a picture goes through, one after the other: chains taken apart, anything else as it is.
  package var stations: [any Layer] {
    (self as? any Chain)?.layers.flatMap(\.stations) ?? [self]
  }

  /// Runs a network layer by layer, chains taken apart, and shows what comes out of each layer that is no chain.
  ///
  /// Nothing is fused then, as a chain does by itself.
  ///
  /// - Parameters:
  ///   - input: [batch, ...].
  ///   - mode: whether this is training or inference.
  ///   - visit: is shown each layer and its output, and says whether to go on.
  /// - Returns: the output; nil when `visit` wanted no more.
  package func run(
    _ input: Variable, _ mode: Mode, visit: (any Layer, Tensor) -> Bool
  ) -> Variable? {
    var output = input
    for layer in stations {
      output = layer(output, mode)
      guard visit(layer, output.value) else { return nil }
    }
    return output
  }
}
