/// Looks into a network while it runs: which ReLUs never fire, and which sigmoids are saturated.
///
/// A unit is a neuron of a dense layer or a kernel of a convolution, whose places share its weights. A ReLU
/// unit that is 0 for every input gets no gradient: it is dead, and stays so unless the layers before it
/// change. An output of sigmoid or tanh whose derivative is below 1e-3 hardly lets a gradient through.
///
///     let monitor = ActivationMonitor(network)
///     monitor.see(pictures)
///     for layer in monitor.health { print(layer.path, layer.dead ?? 0, layer.saturated ?? 0) }
///
/// - Source: on dying units Maas et al. (2013), section 2; on saturation Glorot and Bengio (2010), section 3.
public final class ActivationMonitor {
  private let network: any Layer
  private let watch = ActivationWatch()
  private let layers: [(path: String, layer: any ActivatedLayer)]

  /// A monitor that has seen nothing yet.
  public init(_ network: any Layer) {
    self.network = network
    var layers: [(String, any ActivatedLayer)] = []
    var known: Set<ObjectIdentifier> = []
    network.forEachLayer { path, layer in
      if let layer = layer as? any ActivatedLayer, layer.activation.failure != nil,
        known.insert(ObjectIdentifier(layer)).inserted
      {
        layers.append((path, layer))
      }
    }
    self.layers = layers
  }

  /// Runs the network on an input, [batch, ...], as in inference, and adds what its activations do to what
  /// was seen before.
  public func see(_ input: Tensor) {
    if layers.isEmpty { return }
    ActivationWatch.$current.withValue(watch) {
      withoutGradients { _ = network(Variable(input), .inference) }
    }
  }

  /// How each layer with ReLU, sigmoid, tanh or hard sigmoid does, in the order of the network's list.
  public var health: [ActivationHealth] {
    layers.map { path, layer in
      let seen = watch.seen(layer)
      let largest = seen.largest?.elements
      return ActivationHealth(
        path: path, activation: layer.activation.name,
        dead: largest.map { units in
          Double(units.count { $0 <= 0 }) / Double(max(1, units.count))
        },
        saturated: largest == nil && seen.count > 0
          ? Double(seen.saturated) / Double(seen.count) : nil)
    }
  }
}

/// How the units of one activation do.
public struct ActivationHealth: Codable, Hashable, Sendable {
  /// The layer's path in the network, as in "features.1".
  public let path: String
  /// The activation's name, as in "relu".
  public let activation: String
  /// The share of units that were 0 for every input; nil where the activation does not die, or was not seen.
  public let dead: Double?
  /// The share of outputs where the derivative's magnitude is below 1e-3; nil where the activation does not
  /// saturate at both ends, or was not seen.
  public let saturated: Double?

  /// How the units of an activation do.
  public init(path: String, activation: String, dead: Double?, saturated: Double?) {
    self.path = path
    self.activation = activation
    self.dead = dead
    self.saturated = saturated
  }
}
