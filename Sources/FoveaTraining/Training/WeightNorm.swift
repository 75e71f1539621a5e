/// How long the weights of a layer are, and their gradient.
///
/// Source: Glorot and Bengio (2010), section 4: gradients whose lengths differ much between layers, or that vanish,
/// tell of a network that learns badly.
public struct WeightNorm: Codable, Hashable, Sendable {
  /// The parameter's path in the network, as in "features.0.weight".
  public let path: String
  /// The root of the sum of squares of the weights, at the epoch's end.
  public let weight: Double
  /// The same of the loss' gradient, without penalties, at the epoch's last step; nil where there was none, as of
  /// frozen weights.
  public let gradient: Double?
}

extension Trainer {
  /// The parameters whose norms are taken: weights, without biases and normalisation's scales.
  var normedWeights: [(name: String, parameter: Parameter)] {
    model.namedParameters.filter(\.parameter.isPenalized)
  }

  /// Takes note of the gradients of an epoch's last step.
  func noteNorms(of gradients: Gradients) {
    progress.gradientNorms = normedWeights.map { gradients.norm(of: $0.parameter) }
  }

  /// The norms at the epoch's end.
  func measuredNorms() -> [WeightNorm] {
    let gradients = progress.gradientNorms ?? []
    return normedWeights.enumerated().map { place, named in
      WeightNorm(
        path: named.name, weight: named.parameter.value.sumOfSquares.squareRoot(),
        gradient: place < gradients.count ? gradients[place] : nil)
    }
  }
}
