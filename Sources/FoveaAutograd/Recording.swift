enum Recording {
  @TaskLocal static var isOn = true
}

/// Runs `body` without recording: its results remember nothing, and memory is freed as it goes.
///
/// For evaluation and prediction.
public func withoutGradients<R>(_ body: () throws -> R) rethrows -> R {
  try Recording.$isOn.withValue(false, operation: body)
}

/// Makes the result of an operation a part of the graph; every differentiable operation ends here.
///
/// The pullback may capture tensors and geometry, never a variable: a graph that holds itself is never
/// freed. It is handed the gradient to keep, and may overwrite it.
///
/// - Parameters:
///   - value: what the operation computed.
///   - parents: what it computed it from.
///   - pullback: from the gradient of `value` to the gradients of `parents`, in their order and with
///     their shapes; nil for a parent that needs none.
/// - Returns: a variable that requires a gradient if one of its parents does.
public func record(
  _ value: Tensor, from parents: Variable..., pullback: @escaping (consuming Tensor) -> [Tensor?]
) -> Variable {
  record(value, from: parents, pullback: pullback)
}

/// As `record(_:from:pullback:)`, for any number of parents.
public func record(
  _ value: Tensor, from parents: [Variable], pullback: @escaping (consuming Tensor) -> [Tensor?]
) -> Variable {
  record(value, from: parents, product: nil, pullback: pullback)
}

/// As `record(_:from:pullback:)`, with a parameter's gradient that stays a product.
func record(
  _ value: Tensor, from parents: [Variable], product: History.Product?,
  pullback: @escaping (consuming Tensor) -> [Tensor?]
) -> Variable {
  guard parents.contains(where: \.requiresGradient), Recording.isOn else { return Variable(value) }
  return Variable(
    value, requiresGradient: true,
    node: .init(parents: parents.map(\.history), pullback: pullback, product: product),
    parameter: nil)
}

extension Variable {
  /// Whether what is computed from this variable alone is recorded.
  var isRecorded: Bool { requiresGradient && Recording.isOn }
}
