import FoveaData
import FoveaKernels
import FoveaNN
import FoveaTensor
import FoveaTraining

/// A learning rate that is too low, one that is right and one that is too high: the lecture's "loss not going down"
/// and "loss exploding" (row K1).
///
/// The same network learns drawn shapes from the same start, on the same batches, once at each rate, by plain
/// gradient steps. What is wrong is what `LearningRateDoctor` says, which watches training runs as well.
public struct LearningRateStudy: Sendable {
  /// A run at one rate.
  public struct Run: Sendable {
    /// The rate.
    public let rate: Double
    /// The loss of each step's batch before the step, in nats; ends where it is no number any more.
    public let losses: [Double]
    /// The loss of each batch of all pictures before the first step, in nats: where the run starts, and by how much
    /// batches differ.
    public let startLosses: [Double]
    /// By how much the last measured step changed the weights, relative to their size.
    public let updateRatio: Double?
    /// What is wrong with the rate; nil for nothing.
    public let diagnosis: LearningRateDiagnosis?
    /// Whether a loss was no number any more, which ended the run.
    public let isBroken: Bool
  }

  /// In the order of the rates.
  public let runs: [Run]
  /// Steps that were asked for.
  public let steps: Int
  /// Classes of the pictures: guessing costs the logarithm of that.
  public let classes: Int

  /// Trains.
  ///
  /// - Parameters:
  ///   - rates: 1e-5, 0.05 and 5 by default.
  ///   - steps: of each run; 240 by default, as the doctor looks at 200 before it calls a loss flat.
  ///   - seed: of weights and batches.
  /// - Throws: `DataError` or `LAPACKError` when the pictures cannot be drawn or prepared.
  public init(rates: [Double] = [1e-5, 0.05, 5], steps: Int = 240, seed: UInt64 = 1) throws {
    require(
      steps > 0 && rates.allSatisfy { $0 > 0 },
      "LearningRateStudy: steps and rates above 0 expected, received \(steps) and \(rates)")
    let data = try Shapes(.train, count: 1280).data
    let preprocessor = try Preprocessing.standardize(per: .channel).fitted(on: data)
    self.steps = steps
    classes = data.classCount
    runs = try rates.map { rate in
      try Run(rate, steps: steps, data, preprocessor, seed: seed)
    }
  }
}

extension LearningRateStudy.Run {
  fileprivate init(
    _ rate: Double, steps: Int, _ data: DataSet, _ preprocessor: any Preprocessor, seed: UInt64
  ) throws {
    var random = RandomSource(seed: seed)
    let model = SmallClassifier(for: data, hidden: 32, random: &random).model
    let optimizer = SGD(model.parameters, learningRate: Scalar(rate))
    var doctor = LearningRateDoctor()
    startLosses = withoutGradients {
      data.batches(of: 32, preprocessor: preprocessor).map { batch in
        let logits = model(Variable(batch.images), .inference)
        return Double(softmaxCrossEntropy(logits, batch.labels).value.item)
      }
    }
    var losses: [Double] = []
    var (diagnosis, ratio): (LearningRateDiagnosis?, Double?)
    var isBroken = false
    training: while true {
      for batch in data.batches(of: 32, shuffledBy: &random, preprocessor: preprocessor) {
        guard losses.count < steps else { break training }
        let loss = softmaxCrossEntropy(
          model(Variable(batch.images), .training(&random)), batch.labels)
        let value = Double(loss.value.item)
        guard value.isFinite else {
          isBroken = true
          break training
        }
        losses.append(value)
        let before = losses.count % 20 == 0 ? model.parameters.map(\.value) : []
        try optimizer.step(loss.backward())
        if !before.isEmpty {
          let now = model.parameters.map(\.value)
          let change = zip(now, before).reduce(0) { $0 + ($1.0 - $1.1).sumOfSquares }
          let size = before.reduce(0) { $0 + $1.sumOfSquares }
          ratio = (change / max(size, .leastNormalMagnitude)).squareRoot()
        }
        doctor.observe(loss: value, rate: rate, fullRate: rate, updateRatio: ratio)
        diagnosis = diagnosis ?? doctor.takeDiagnosis()
      }
    }
    (self.rate, self.losses, self.diagnosis) = (rate, losses, diagnosis)
    (updateRatio, self.isBroken) = (ratio, isBroken)
  }
}
