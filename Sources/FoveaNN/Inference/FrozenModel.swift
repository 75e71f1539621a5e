/// A network frozen for inference: batch normalisation folded into convolutions, ReLU fused with them, nothing
/// recorded.
///
/// It holds the values that the network had when it was frozen; training goes on without changing it. Results
/// agree with the network's up to rounding. From the second call of a shape on, all memory comes from the
/// caching allocator.
///
///     let model = FrozenModel(network)
///     let logits = model(pictures)
public final class FrozenModel {
  /// What runs, for summaries.
  public let network: any Layer

  /// Freezes a network.
  public init(_ network: any Layer) { self.network = network.frozen() }

  /// The network's output, [batch, ...], for an input [batch, ...]. Traps on a shape that the network's
  /// `outputShape` refuses. Denormal numbers count as zero in all of it, in layers of one's own too.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    // Once for all operations, of which the smallest take a microsecond.
    flushingDenormals { withoutGradients { network(Variable(input), .inference).value } }
  }
}
