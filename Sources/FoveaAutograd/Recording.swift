enum Recording {
  @TaskLocal static var isOn = true
}

/// Runs `body` without recording: its results remember nothing, and memory is freed as it goes.
///
/// For evaluation and prediction.
public func withoutGradients<R>(_ body: () throws -> R) rethrows -> R {
  try Recording.$isOn.withValue(false, operation: body)
}

/// Runs `body` with recording, wherever it is called from: for what takes gradients of its own within a prediction.
package func withGradients<R>(_ body: () throws -> R) rethrows -> R {
  try Recording.$isOn.withValue(true, operation: body)
}

/// Makes the result of an operation a part of the graph; every differentiable operation ends here.
///
/// The pullback may capture tensors and geometry, never a variable: a graph that holds itself is never
/// freed. It is handed the gradient to keep, and may overwrite it.
///
/// - Parameters:
///   - value: what the operation computed.
///   - parents: what it computed it from.
///   - operation: what a profile calls it; by default the function that it stands in.
///   - pullback: from the gradient of `value` to the gradients of `parents`, in their order and with
///     their shapes; nil for a parent that needs none.
/// - Returns: a variable that requires a gradient if one of its parents does.
public func record(
  _ value: Tensor, from parents: Variable..., operation: StaticString = #function,
  pullback: @escaping (consuming Tensor) -> [Tensor?]
) -> Variable {
  record(value, from: parents, operation: operation, pullback: pullback)
}

/// As `record(_:from:operation:pullback:)`, for any number of parents. `multiplyAdds` is what a product of matrices
/// costs, for profiles alone.
public func record(
  _ value: Tensor, from parents: [Variable], multiplyAdds: Int = 0,
  operation: StaticString = #function, pullback: @escaping (consuming Tensor) -> [Tensor?]
) -> Variable {
  record(
    value, from: parents, product: nil, multiplyAdds: multiplyAdds, operation: operation,
    pullback: pullback)
}

/// As `record(_:from:operation:pullback:)`, with a parameter's gradient that stays a product.
func record(
  _ value: Tensor, from parents: [Variable], product: History.Product?, multiplyAdds: Int,
  operation: StaticString = #function, pullback: @escaping (consuming Tensor) -> [Tensor?]
) -> Variable {
  let isRecorded = parents.contains(where: \.requiresGradient) && Recording.isOn
  let result =
    isRecorded
    ? Variable(
      value, requiresGradient: true,
      node: .init(parents: parents.map(\.history), pullback: pullback, product: product),
      parameter: nil) : Variable(value)
  // What is looked at without gradients, as in an evaluation, is no part of a step.
  guard Recording.isOn else { return result }
  OperationProfile.current?.ran(
    operation, value, from: parents, multiplyAdds: multiplyAdds, leavesProduct: product != nil,
    id: isRecorded ? result.history.id : nil)
  return result
}

extension Variable {
  /// Whether what is computed from this variable alone is recorded.
  var isRecorded: Bool { requiresGradient && Recording.isOn }
}
