import FoveaKernels

/// An exponential moving average of a network's weights: a smoother and often better network than the last
/// step's, for the memory of one more copy.
///
///     average = d * average + (1 - d) * w,   d = min(decay, (1 + t) / (10 + t)) at step t = 0, 1, ...
///
/// The smaller d of the first steps keeps the random initial weights from staying in the average for
/// thousands of steps. Running averages of normalisation are averaged like weights.
///
/// Source: Polyak and Juditsky (1992); the first steps as in TensorFlow's ExponentialMovingAverage.
public final class WeightAverage {
  /// The share that stays, at most.
  public let decay: Scalar
  /// The averages by the network's names, in its order.
  public private(set) var values: [(name: String, value: Tensor)]
  private let model: any Layer

  /// The average of a network's weights, which begins as they are. `decay` is in 0 ..< 1; 0.99 to 0.9999 are usual, larger
  /// for longer runs.
  public init(of model: any Layer, decay: Scalar) {
    require(
      decay >= 0 && decay < 1, "WeightAverage: a decay in 0 ..< 1 expected, received \(decay)")
    self.decay = decay
    self.model = model
    // Memory of their own, or the first step of the network would have to copy instead.
    values = model.state.map { name, value in (name, value + 0) }
  }

  /// Takes the network's present weights into the average.
  ///
  /// - Parameter step: the steps that were taken before the one that made these weights.
  public func update(step: Int) {
    let share = min(decay, Scalar(1 + step) / Scalar(10 + step))
    for (place, (_, value)) in model.state.enumerated() {
      value.read { x in
        values[place].value.write { average in
          ThreadPool.shared.split(value.count) { start, n in
            kernels.averageUpdate(share, x + start, average + start, n)
          }
        }
      }
    }
  }

  /// Calls `body` while the network has the averages for weights.
  public func applied<R>(_ body: () throws -> R) rethrows -> R {
    exchange()
    defer { exchange() }
    return try body()
  }

  /// Takes back what `values` gave.
  ///
  /// - Throws: `StateError` naming what is missing or has another shape.
  public func restore(_ state: [String: Tensor]) throws(StateError) {
    var restored = values
    for (place, (name, value)) in values.enumerated() {
      guard let given = state[name] else {
        throw StateError("\(name) of shape \(value.shape) expected, found none of that name")
      }
      guard given.shape == value.shape else {
        throw StateError("\(name) of shape \(value.shape) expected, found \(given.shape)")
      }
      restored[place].value = given
    }
    values = restored
  }

  /// Weights and averages change places; no number is copied.
  private func exchange() {
    var place = 0
    for (_, parameter) in model.namedParameters {
      swap(&parameter.value, &values[place].value)
      place += 1
    }
    for (_, buffer) in model.namedBuffers {
      swap(&buffer.value, &values[place].value)
      place += 1
    }
  }
}
