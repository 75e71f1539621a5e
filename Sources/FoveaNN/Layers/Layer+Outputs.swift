extension Layer {
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
    guard let chain = self as? any Chain else {
      let output = self(input, mode)
      return visit(self, output.value) ? output : nil
    }
    var output = input
    for layer in chain.layers {
      guard let next = layer.run(output, mode, visit: visit) else { return nil }
      output = next
    }
    return output
  }
}
