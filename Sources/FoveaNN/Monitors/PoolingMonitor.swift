/// Looks into a network while it runs: what each max pooling is given, and what it gives.
///
///     for layer in PoolingMonitor(network).seen(pictures) { print(layer.path, layer.input.shape) }
public final class PoolingMonitor {
  /// One max pooling and one run through it.
  public struct Seen {
    /// The layer's path in the network, as in "features.2".
    public let path: String
    /// The layer.
    public let layer: MaxPool2D
    /// What went in, [batch, height, width, channels].
    public let input: Tensor
    /// What came out, [batch, output height, output width, channels].
    public let output: Tensor
  }

  private let network: any Layer

  /// A monitor of a network.
  public init(_ network: any Layer) { self.network = network }

  /// Runs the network on an input, [batch, ...], as in inference.
  ///
  /// - Returns: the max poolings in the order in which the input met them; a layer that is used twice, twice.
  public func seen(_ input: Tensor) -> [Seen] {
    var layers: [ObjectIdentifier: (path: String, layer: MaxPool2D)] = [:]
    network.forEachLayer { path, layer in
      guard let layer = layer as? MaxPool2D else { return }
      let known = layers[ObjectIdentifier(layer)]
      layers[ObjectIdentifier(layer)] = known ?? (path, layer)
    }
    let watch = ActivationWatch(keepingPooled: true)
    ActivationWatch.$current.withValue(watch) {
      withoutGradients { _ = network(Variable(input), .inference) }
    }
    return watch.pooled.compactMap { pooled in
      // One that the network does not list has no name to show it under.
      layers[pooled.layer].map {
        Seen(path: $0.path, layer: $0.layer, input: pooled.input, output: pooled.output)
      }
    }
  }
}
