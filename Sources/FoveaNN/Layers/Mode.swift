/// What a forward pass is for. Layers like dropout and batch normalisation differ between the two.
public enum Mode {
  /// Training: dropout drops, batch normalisation takes its statistics from the batch.
  case training(RandomStream)
  /// Inference: nothing is random.
  case inference

  /// Training with random numbers of `random`, which moves on, so that each step gets others.
  public static func training(_ random: inout RandomSource) -> Mode {
    .training(RandomStream(random.split()))
  }

  /// Whether this is training.
  public var isTraining: Bool {
    if case .training = self { true } else { false }
  }
}

/// The random numbers of one forward pass; each layer that asks gets a source of its own, in the order
/// of asking.
public final class RandomStream {
  private var source: RandomSource

  /// A stream of sources split off from `source`.
  public init(_ source: RandomSource) { self.source = source }

  /// The next layer's source.
  public func next() -> RandomSource { source.split() }
}
