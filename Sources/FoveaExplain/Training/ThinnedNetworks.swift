import Foundation
import FoveaKernels
import FoveaNN
import FoveaTensor

/// The networks that dropout trains: every choice of hidden units to leave out is one of them, and all share their
/// weights (row J4).
///
/// A network of a few hidden units sees one input. Each of its 2^n thinned networks is computed, and dropout's
/// promise is checked: at inference, with all units and no scaling, the network says what the geometric mean of all
/// thinned networks says, each counted as often as it is drawn. Above the hidden units there is one layer and a
/// softmax, where this holds exactly. Outputs are worked out in double precision: units that are rarely kept are
/// scaled by much, and the probabilities that they leave to other classes are far below what `Float` has.
///
/// - Source: Srivastava et al. (2014); Goodfellow et al. (2016), section 7.12.
public struct ThinnedNetworks: Sendable {
  /// One thinned network.
  public struct Network: Sendable {
    /// For each hidden unit whether it is there.
    public let kept: [Bool]
    /// How often it is drawn: p^dropped (1 - p)^kept.
    public let probability: Double
    /// How often the engine's layer drew it.
    public let drawn: Int
    /// What it says of the input, class by class.
    public let output: [Double]
  }

  /// The probability of leaving a unit out.
  public let probability: Double
  /// How often the engine's layer drew.
  public let draws: Int
  /// All 2^n, from that of no units to the whole one.
  public let networks: [Network]
  /// The geometric mean of all outputs, scaled to add up to 1.
  public let mean: [Double]
  /// What the network says at inference.
  public let inference: [Double]

  /// Computes all of them.
  ///
  /// - Parameters:
  ///   - units: hidden units, 1 ... 10; 4 by default.
  ///   - probability: of leaving one out, from 0 to less than 1; 0.5 by default.
  ///   - draws: how often the engine's layer draws; 4,096 by default.
  ///   - seed: of weights, input and draws.
  public init(
    units: Int = 4, probability: Double = 0.5, draws: Int = 4096, seed: UInt64 = 5
  ) {
    require(
      (1...10).contains(units) && (0..<1).contains(probability) && draws >= 0,
      "ThinnedNetworks: 1 to 10 units and a probability in 0 ..< 1 expected, received \(units) and "
        + "\(probability)")
    var random = RandomSource(seed: seed)
    let first = Dense(3, units, initializer: .normal(standardDeviation: 1), random: &random)
    let last = Dense(units, 3, initializer: .normal(standardDeviation: 1), random: &random)
    let input = Variable(Tensor([1, 3], [1, -0.5, 0.25]))
    let hidden = withoutGradients { first(input, .inference).tanh().value }
    func logits(_ hidden: Tensor) -> [Double] {
      withoutGradients { last(Variable(hidden), .inference).value }.elements.map { Double($0) }
    }
    let dropout = Dropout(p: Scalar(probability))
    let masks = dropout(Variable(.ones([max(1, draws), units])), .training(&random)).value
    let numbers = masks.elements
    let drawn = (0..<draws).reduce(into: [Int: Int]()) { counts, draw in
      let row = numbers[draw * units..<(draw + 1) * units]
      counts[
        row.enumerated().reduce(0) { $0 + ($1.element == 0 ? 0 : 1 << $1.offset) }, default: 0] += 1
    }
    let scale = Scalar(1 / (1 - probability))
    // A product of powers of probabilities, as a sum of their logarithms.
    var mean = [0.0, 0, 0]
    networks = (0..<1 << units).map { choice in
      let kept = (0..<units).map { choice >> $0 & 1 == 1 }
      let mask = Tensor([1, units], kept.map { $0 ? scale : 0 })
      let share = kept.reduce(1.0) { $0 * ($1 ? 1 - probability : probability) }
      let logarithms = logSoftmax(logits(hidden * mask))
      for place in mean.indices { mean[place] += share * logarithms[place] }
      return Network(
        kept: kept, probability: share, drawn: drawn[choice] ?? 0, output: logarithms.map(exp))
    }
    self.probability = probability
    self.draws = draws
    self.mean = logSoftmax(mean).map(exp)
    inference = logSoftmax(logits(hidden)).map(exp)
  }
}

/// The logarithms of softmax, the largest logit subtracted first.
private func logSoftmax(_ logits: [Double]) -> [Double] {
  let largest = logits.max() ?? 0
  let sum = logits.reduce(0) { $0 + exp($1 - largest) }
  return logits.map { $0 - largest - log(sum) }
}
