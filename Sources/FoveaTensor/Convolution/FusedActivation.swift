import FoveaKernels

/// What a convolution or normalisation does to its output before it writes it: a pass over memory less than
/// doing it after.
public enum FusedActivation: Hashable, Sendable {
  /// Nothing.
  case identity
  /// max(0, y).
  case relu

  /// The least value that is written.
  var floor: Scalar { self == .relu ? 0 : -.infinity }
}

/// What comes after the sum of products: a bias for each output channel, and an activation.
struct Epilogue {
  let bias: Tensor?
  let activation: FusedActivation

  /// Nothing at all.
  static let none = Epilogue(bias: nil, activation: .identity)

  /// The least value that is written.
  var floor: Scalar { activation.floor }

  /// Calls `body` with the biases; nil for none.
  func withBias<R>(_ body: (Input?) -> R) -> R {
    if let bias { bias.read { body($0) } } else { body(nil) }
  }

  /// Writes the biases, on top of which a matrix product adds. Nothing is written without biases.
  func begin(_ rows: Output, _ count: Int, _ columns: Int) {
    bias?.read { b in
      for row in 0..<count { (rows + row * columns).update(from: b, count: columns) }
    }
  }

  /// Applies the activation to finished scalars, while they are in cache.
  func finish(_ results: Output, _ count: Int) {
    if activation == .relu { kernels.activate(.relu, Input(results), results, count) }
  }
}
