import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A search for the learning rate: a network of its own is trained for a few hundred steps while the rate
/// grows exponentially, and the loss is watched.
///
///     let sweep = try LearningRateSweep(configuration)
///     print(sweep.suggestion ?? "none")
///
/// Where the rate is too low the loss stays, then it falls, and at last it explodes. The suggestion is where
/// it falls fastest.
///
/// Source: Smith (2017), "Cyclical learning rates", section 3.3.
public struct LearningRateSweep: Sendable {
  /// One step of the search.
  public struct Point: Codable, Hashable, Sendable {
    /// The learning rate.
    public let rate: Double
    /// The loss of the batch before the step.
    public let loss: Double
    /// The mean of the losses around it.
    public let smoothed: Double
  }

  /// The steps that were taken; fewer than were asked for when the loss exploded.
  public let points: [Point]
  /// The rate at which the loss fell fastest, to one digit; nil when it never fell.
  public let suggestion: Double?
  /// Where rates stop being too low: a tenth of the loss's whole fall is behind.
  public let lowest: Double?
  /// Where rates begin to be too high: the loss is lowest there, and grows beyond.
  public let highest: Double?

  /// Searches with a model of its own; neither model nor data of the caller are changed.
  ///
  /// - Parameters:
  ///   - configuration: what would be trained. Its rate and schedule do not count.
  ///   - rates: from the first to the last; 1e-6 to 10 by default, more than any that is of use.
  ///   - steps: 200 by default: 29 a power of ten.
  ///   - make: makes the model; nil for the catalogue's model of that name.
  ///   - data: the pictures; nil to load those that the configuration names.
  ///   - onStep: is told of each step, before smoothing; false stops the search.
  /// - Throws: as `Trainer`.
  public init(
    _ configuration: TrainingConfiguration, rates: ClosedRange<Double> = 1e-6...10,
    steps: Int = 200, model make: ModelMaker? = nil, data: TrainingData? = nil,
    onStep: (_ step: Int, _ rate: Double, _ loss: Double) -> Bool = { _, _, _ in true }
  ) throws {
    require(
      rates.lowerBound > 0 && rates.upperBound > rates.lowerBound && steps >= 20,
      "LearningRateSweep: rates above 0 and 20 steps or more expected, received \(rates), \(steps)")
    // Wrong numbers and names are found before a data set is loaded, as by `Trainer`.
    try configuration.resolved.validateNumbers()
    let make = try make ?? catalogMaker(configuration.model, in: "configuration")
    let data = try data ?? TrainingData(configuration)
    var own = configuration
    // A batch of few pictures at the end of an epoch has a loss that says more of them than of the rate.
    if data.heldBack(own).train.count >= own.batchSize { own.dropLast = true }
    own.schedule = .constant
    own.warmUpEpochs = 0
    own.emaDecay = 0
    own.patience = 0
    let trainer = try Trainer(own, model: make, data: data)
    let growth = log(rates.upperBound / rates.lowerBound) / Double(steps - 1)
    var losses: [Double] = []
    var (running, lowest) = (0.0, Double.infinity)
    for step in 0..<steps {
      let rate = rates.lowerBound * exp(growth * Double(step))
      guard let loss = try trainer.sweepStep(rate) else { break }
      losses.append(loss)
      running = step == 0 ? loss : 0.8 * running + 0.2 * loss
      lowest = min(lowest, running)
      // Beyond this the network is broken, and higher rates say nothing more.
      if !onStep(step + 1, rate, loss) || running > 4 * max(lowest, 0.1 * losses[0]) { break }
    }
    self.init(
      losses.enumerated().map { (rates.lowerBound * exp(growth * Double($0.offset)), $0.element) },
      width: max(2, steps / 25))
  }

  /// Reads a curve.
  ///
  /// - Parameters:
  ///   - curve: rates and losses, in the order of the rates.
  ///   - width: points to each side that a mean is taken over.
  init(_ curve: [(rate: Double, loss: Double)], width: Int) {
    func mean(_ center: Int) -> Double {
      // As far to either side: a mean that leans to one side would move the curve along the axis.
      let reach = min(width, center, curve.count - 1 - center)
      let part = curve[center - reach...center + reach]
      return part.reduce(0) { $0 + $1.loss } / Double(part.count)
    }
    let points = curve.indices.map {
      Point(rate: curve[$0].rate, loss: curve[$0].loss, smoothed: mean($0))
    }
    self.points = points
    let smooth = points.map(\.smoothed)
    // The steepest descent before the lowest point.
    guard let bottom = smooth.indices.min(by: { smooth[$0] < smooth[$1] }), bottom > 2 * width,
      let start = smooth[...bottom].max(), start - smooth[bottom] > 0.02 * start
    else {
      (suggestion, self.lowest, highest) = (nil, nil, nil)
      return
    }
    let slopes = (width..<bottom).map { place in
      let end = min(place + width, bottom)
      return (place, (smooth[end] - smooth[place - width]) / Double(end - place + width))
    }
    suggestion = slopes.min { $0.1 < $1.1 }.map { rounded(points[$0.0].rate) }
    let tenth = start - 0.1 * (start - smooth[bottom])
    let last = smooth[...bottom].lastIndex { $0 >= tenth } ?? 0
    self.lowest = points[last].rate
    highest = points[bottom].rate
  }
}

extension Trainer {
  /// Trains on the next batches at the given rate, through as many epochs as it takes; nil when the loss is
  /// no finite number.
  fileprivate func sweepStep(_ rate: Double) throws -> Double? {
    sweepRate = rate
    defer { sweepRate = nil }
    let batches = sweepBatches ?? epochBatches()
    sweepBatches = batches
    var (sum, count) = (0.0, 0)
    repeat {
      let batch = batches[progress.batch]
      let loss: Double
      do { loss = try step(batch, of: batches).loss } catch is TrainingError { return nil }
      sum += loss
      count += 1
      progress.batch += 1
    } while accumulated != nil
    if progress.batch == batches.count {
      progress.batch = 0
      progress.order = Progress.RandomState(random.split())
      sweepBatches = nil
    }
    return sum / Double(count)
  }
}
