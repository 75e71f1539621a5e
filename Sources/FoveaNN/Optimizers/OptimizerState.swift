import FoveaKernels

/// A number beside every number that is trained: a velocity, a mean square.
///
/// Frozen parameters have none. Memory for the others is taken when the optimiser is made, unless it is
/// unlikely to be needed.
struct OptimizerState {
  private let name: String
  private let shapes: [Shape]
  private let initial: Scalar
  private var values: [Tensor?]

  /// - Parameters:
  ///   - name: what its tensors are called in files.
  ///   - parameters: what it is beside.
  ///   - initial: what it begins with.
  ///   - isUsed: whether memory is taken at once for all that is trained.
  init(_ name: String, _ parameters: [Parameter], initial: Scalar = 0, isUsed: Bool = true) {
    self.name = name
    self.initial = initial
    shapes = parameters.map(\.shape)
    values = parameters.map {
      isUsed && $0.isTrainable ? Tensor(repeating: initial, $0.shape) : nil
    }
  }

  /// The numbers of one parameter to write to.
  mutating func write(_ index: Int, _ body: (Output) -> Void) {
    if values[index] == nil { values[index] = Tensor(repeating: initial, shapes[index]) }
    values[index]?.write(body)
  }

  /// As `write`, for numbers that a step may do without: nil then.
  mutating func write(_ index: Int, if isUsed: Bool, _ body: (Output?) -> Void) {
    if isUsed { write(index) { body($0) } } else { body(nil) }
  }

  /// Whether a parameter has numbers already.
  func isUsed(_ index: Int) -> Bool { values[index] != nil }

  /// The tensors by name, for checkpoints.
  var state: [(name: String, value: Tensor)] {
    values.enumerated().compactMap { index, value in value.map { ("\(name).\(index)", $0) } }
  }

  /// The same with the tensors of a checkpoint; those that this has must be there.
  func restored(_ state: [String: Tensor]) throws(StateError) -> OptimizerState {
    var result = self
    for (index, shape) in shapes.enumerated() {
      let name = "\(name).\(index)"
      if values[index] == nil, state[name] == nil { continue }
      result.values[index] = try tensor(name, shape, in: state)
    }
    return result
  }
}

/// A tensor of the checkpoint, checked against the shape that belongs there.
private func tensor(
  _ name: String, _ shape: Shape, in state: [String: Tensor]
) throws(StateError) -> Tensor {
  guard let value = state[name] else {
    throw StateError("\(name) of shape \(shape) expected, found none of that name")
  }
  guard value.shape == shape else {
    throw StateError("\(name) of shape \(shape) expected, found \(value.shape)")
  }
  return value
}

/// The number of steps that were taken, as tensors hold it.
struct StepCount {
  private(set) var value = 0

  mutating func count() { value += 1 }

  /// Two numbers, because a Float counts exactly only to 2^24.
  var state: [(name: String, value: Tensor)] {
    [("steps", Tensor([Scalar(value / 1_000_000), Scalar(value % 1_000_000)]))]
  }

  /// The count of a checkpoint.
  func restored(_ state: [String: Tensor]) throws(StateError) -> StepCount {
    let counts = try tensor("steps", [2], in: state).elements
    guard counts.allSatisfy({ $0 >= 0 && $0 <= 1e6 && $0 == $0.rounded() }) else {
      throw StateError("steps: whole numbers of 0 or more expected, found \(counts)")
    }
    return StepCount(value: Int(counts[0]) * 1_000_000 + Int(counts[1]))
  }
}
