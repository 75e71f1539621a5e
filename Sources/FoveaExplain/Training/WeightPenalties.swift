import FoveaData
import FoveaKernels
import FoveaNN
import FoveaReport
import FoveaTraining

/// What L2 and L1 do to weights: the lecture's "L2 makes weights small, L1 makes them sparse, which selects
/// features", on one layer of a weight for each pixel and class.
///
/// The same layer is trained on the same pictures four times, from the same start and in the same order.
/// L2 shrinks all weights and leaves none at 0. L1 through its gradient, alpha * sign(w), lets weights swing
/// around 0; as a proximal step it makes those of useless pixels exactly 0.
public struct WeightPenalties: Sendable {
  /// One of the trained layers.
  public struct Outcome: Sendable {
    /// What it was trained with.
    public let name: String
    /// Its weights, without biases.
    public let weights: [Scalar]
    /// The share of them that is exactly 0.
    public let sparsity: Double
    /// The mean of their magnitudes.
    public let meanMagnitude: Double
    /// The share of test pictures that it classifies rightly.
    public let top1: Double
  }

  /// Without a penalty, with L2, with L1 through the gradient, with L1 as a proximal step.
  public let outcomes: [Outcome]

  /// The rate of all steps.
  static let rate: Scalar = 0.01

  /// What the factor of L2 must be less than: a step multiplies weights by 1 - rate * l2, and from 2 / rate on they
  /// grow without end.
  public static let l2Limit = 2 / Double(rate)

  /// Trains the four layers on pictures of shapes that are drawn for it.
  ///
  /// - Parameters:
  ///   - l1: the factor of both L1 penalties, 0 or more.
  ///   - l2: the factor of the L2 penalty, 0 or more and less than `l2Limit`.
  ///   - pictures: to train with, 500 by default.
  ///   - epochs: 8 by default.
  public init(
    l1: Scalar = 0.04, l2: Scalar = 1, pictures: Int = 500, epochs: Int = 8
  ) throws {
    require(
      l1 >= 0 && l2 >= 0 && Double(l2) < Self.l2Limit,
      "WeightPenalties: factors of 0 or more, that of L2 less than \(Self.l2Limit), expected, received \(l1) "
        + "and \(l2)")
    let training = try Shapes(.train, count: pictures).data
    let test = try Shapes(.test, count: 200).data
    let preprocessor = try Preprocessing.standardize(per: .channel).fitted(on: training)
    let penalties: [(String, Penalty)] = [
      ("none", .none), ("L2", .l2(l2)), ("L1, sign(w)", .l1(l1)), ("L1, proximal", .proximalL1(l1)),
    ]
    outcomes = try penalties.map { name, penalty in
      var random = RandomSource(seed: 1)
      let layer = Dense(
        training.imageShape.count, training.classCount,
        initializer: .normal(standardDeviation: 0.01),
        random: &random)
      let model = Sequential(Flatten(), layer)
      let optimizer = SGD(model.parameters, learningRate: Self.rate, penalty: penalty)
      for _ in 0..<epochs {
        let batches = training.batches(of: 50, shuffledBy: &random, preprocessor: preprocessor)
        try model.train(on: batches, by: optimizer, random: &random)
      }
      let weight = layer.weight.value
      return Outcome(
        name: name, weights: weight.elements, sparsity: model.sparsity,
        meanMagnitude: weight.sumOfMagnitudes / Double(weight.count),
        top1: Evaluation(of: model, on: test, preprocessor: preprocessor).top1)
    }
  }

  /// How the weights are spread: the share of them in each of 41 equal stretches, a curve a penalty. Weights that are
  /// no finite numbers lie in none.
  public var histogram: LineChart {
    let largest = outcomes.flatMap(\.weights).filter(\.isFinite)
      .reduce(0) { max($0, Double($1.magnitude)) }
    let bins = 41
    let series = outcomes.map { outcome in
      var counts = [Int](repeating: 0, count: bins)
      for weight in outcome.weights where weight.isFinite {
        let place = (Double(weight) / max(largest, .leastNormalMagnitude) + 1) / 2 * Double(bins)
        counts[min(bins - 1, max(0, Int(place)))] += 1
      }
      return LineChart.Series(
        outcome.name,
        points: counts.enumerated().map { place, count in
          let center = (2 * (Double(place) + 0.5) / Double(bins) - 1) * largest
          return .init(x: center, y: 100 * Double(count) / Double(outcome.weights.count))
        })
    }
    return LineChart(
      "Weights with and without penalties", xLabel: "weight", yLabel: "% of the weights",
      scale: .logarithmic, series: series)
  }
}
