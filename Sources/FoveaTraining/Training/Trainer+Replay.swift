import FoveaKernels

// Where numbers stopped being finite, found after the fact: checks in every step would cost a pass over all
// that it computes.
extension Trainer {
  /// In words, where a loss that is not finite came from: weights that are not, the first layer whose output is not
  /// when the step is taken once more with the same random numbers, or else where the largest weight is.
  func whereItBroke(_ images: Variable, _ random: RandomSource) -> String? {
    if let layer = layerWithBrokenWeights {
      return "since the step before, weights of \(layer) are no finite numbers"
    }
    let buffers = model.namedBuffers.map { ($0.buffer, $0.buffer.value) }
    // Running averages move with each forward pass.
    defer { for (buffer, value) in buffers { buffer.value = value } }
    var random = random
    let layer = withoutGradients {
      Replay(model).firstBrokenLayer(images, .training(&random))
    }
    return layer.map { "first in the output of \($0)" } ?? largestWeights
  }

  /// In words, where the numbers have grown so large that a loss of them is none, while each by itself is still one:
  /// the layer of the largest weight, and the penalty where its steps are what made it grow.
  var largestWeights: String? {
    let weights = normedWeights.map {
      ($0.name, $0.parameter.value.elements.map { abs($0) }.max() ?? 0)
    }
    guard let (name, size) = weights.max(by: { $0.1 < $1.1 }) else { return nil }
    let layer = Replay(model).name(name.split(separator: ".").dropLast().joined(separator: "."))
    let c = configuration
    let share = (c.learningRate ?? 0) * c.weightDecay
    // A weight w becomes (1 - share) w, which grows from a share of 2 on; with momentum m, from 2 (1 + m) on. Optimisers
    // but SGD divide a coupled penalty's gradient by its own size.
    let bound = c.decaysWeights ? 2 : 2 * (1 + c.momentum)
    let penalty =
      share > bound && (c.optimizer == .sgd || c.decaysWeights)
      ? ", as the penalty takes \(rounded(share, digits: 2)) times each weight off in a step: lower --weight-decay"
      : ""
    return "the largest weight, \(rounded(Double(size), digits: 2)), is in \(layer)\(penalty)"
  }

  /// The layer nearest to the output that has weights which are not finite; nil when there is none. What
  /// goes wrong on the way back spreads from the output to the input.
  var layerWithBrokenWeights: String? {
    guard let name = model.state.last(where: { !$0.value.isFinite })?.name else { return nil }
    let parts = name.split(separator: ".")
    let path = parts.dropLast().joined(separator: ".")
    return path.isEmpty ? name : Replay(model).name(path)
  }
}

/// A forward pass, looked at layer by layer.
private struct Replay {
  private let model: any Layer
  private var paths: [ObjectIdentifier: String] = [:]
  private var kinds: [String: String] = [:]

  init(_ model: any Layer) {
    self.model = model
    var (paths, kinds) = (self.paths, self.kinds)
    model.forEachLayer { path, layer in
      paths[ObjectIdentifier(layer)] = path
      kinds[path] = layer.kind
    }
    (self.paths, self.kinds) = (paths, kinds)
  }

  /// A layer's path and kind, as in "features.0 (Conv2D)".
  func name(_ path: String) -> String { kinds[path].map { "\(path) (\($0))" } ?? path }

  /// The first layer whose output is not finite.
  func firstBrokenLayer(_ input: Variable, _ mode: Mode) -> String? {
    var broken: String?
    _ = model.run(input, mode) { layer, output in
      if output.isFinite { return true }
      let path = paths[ObjectIdentifier(layer)] ?? ""
      broken = path.isEmpty ? layer.kind : name(path)
      return false
    }
    return broken
  }
}
