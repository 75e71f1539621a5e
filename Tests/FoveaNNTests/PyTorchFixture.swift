import Foundation
import FoveaNN
import Testing

/// What PyTorch computed; `Scripts/fixtures/optimizers.py` writes it and says how.
struct PyTorchFixture: Decodable {
  let rate: Double
  let weightCount: Int
  let start: [Double]
  let target: [Double]
  let slope: [Double]
  let noise: [[Double]]
  let optimizers: [OptimizerCase]
  let schedules: [ScheduleCase]
  let plateaus: [PlateauCase]
  let groups: [String: [Double]]

  struct OptimizerCase: Decodable {
    let optimizer: String
    let options: Options
    let weights: [Double]
  }

  struct Options: Decodable {
    var momentum, rateDecay, initialSum, l1, l2, proximalL1, weightDecay: Double?
    var beta1, beta2, epsilon: Double?
    var clipValue, clipNorm: Double?
    var nesterov, centered, amsgrad: Bool?

    /// Whether there is nothing but what the class `AdamW` decides itself: decay, and Adam's numbers.
    var isPlainAdamW: Bool {
      [l1, l2, proximalL1, clipValue, clipNorm].allSatisfy { $0 == nil }
    }
  }

  struct ScheduleCase: Decodable {
    let schedule: String
    let options: Curve
    let warmUp: Int
    let rates: [Double]
    let momenta: [Double]?
    let weights: [String: [Double]]
  }

  struct Curve: Decodable {
    var every, steps, period, growth: Int?
    var at: [Int]?
    var factor, power, minimum, upShare, startDivisor, endDivisor: Double?
  }

  struct PlateauCase: Decodable {
    let patience, cooldown: Int
    let threshold, minimum: Double
    let losses, rates: [Double]
  }

  static let shared = Result {
    let url = try #require(
      Bundle.module.url(forResource: "optimizers", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(PyTorchFixture.self, from: Data(contentsOf: url))
  }
}

extension PyTorchFixture {
  /// Takes all steps with an optimiser, and gives weights and biases one behind the other.
  ///
  /// - Parameter before: is called before each step with its number.
  func run(
    _ make: ([ParameterGroup]) -> any Optimizer, penalty: Penalty = .none, rateFactor: Scalar = 1,
    clipping: GradientClipping = .none, before: (Int, any Optimizer) -> Void = { _, _ in }
  ) throws -> [Double] {
    func tensor(_ values: [Double], _ range: Range<Int>) -> Tensor {
      Tensor(values[range].map { Scalar($0) })
    }
    let ranges = [0..<weightCount, weightCount..<start.count]
    let parameters = ranges.enumerated().map { index, range in
      Parameter(tensor(start, range), isPenalized: index == 0)
    }
    let optimizer = make([ParameterGroup(parameters, rateFactor: rateFactor, penalty: penalty)])
    optimizer.clipping = clipping
    for step in noise.indices {
      var gradients = Gradients()
      for (parameter, range) in zip(parameters, ranges) {
        gradients[parameter] =
          tensor(slope, range) * (parameter.value - tensor(target, range))
          + tensor(noise[step], range)
      }
      before(step, optimizer)
      try optimizer.step(gradients)
    }
    return parameters.flatMap { $0.value.elements.map { Double($0) } }
  }

  /// Makes an optimiser as the generator makes PyTorch's; of the name "AdamW" the class, which has its own penalty.
  func maker(_ name: String, _ o: Options) -> ([ParameterGroup]) -> any Optimizer {
    let rate = Scalar(rate)
    let momentum = Scalar(o.momentum ?? 0)
    let epsilon = Scalar(o.epsilon ?? 1e-8)
    return { groups in
      switch name {
      case "sgd":
        SGD(
          groups: groups, learningRate: rate, momentum: momentum, nesterov: o.nesterov ?? false)
      case "rmsprop":
        RMSProp(
          groups: groups, learningRate: rate, momentum: momentum, beta2: Scalar(o.beta2 ?? 0.9),
          epsilon: epsilon, centered: o.centered ?? false)
      case "adagrad":
        Adagrad(
          groups: groups, learningRate: rate, rateDecay: Scalar(o.rateDecay ?? 0),
          initialSum: Scalar(o.initialSum ?? 0), epsilon: Scalar(o.epsilon ?? 1e-10))
      case "AdamW":
        AdamW(
          groups.flatMap(\.parameters), learningRate: rate,
          weightDecay: Scalar(o.weightDecay ?? 0), beta1: Scalar(o.beta1 ?? 0.8),
          beta2: Scalar(o.beta2 ?? 0.95), epsilon: epsilon, amsgrad: o.amsgrad ?? false)
      default:
        Adam(
          groups: groups, learningRate: rate, beta1: Scalar(o.beta1 ?? 0.8),
          beta2: Scalar(o.beta2 ?? 0.95), epsilon: epsilon, amsgrad: o.amsgrad ?? false)
      }
    }
  }
}
