import Synchronization

/// What activations put out, and what max pooling makes of it, while somebody watches; nobody does in a usual
/// forward pass.
final class ActivationWatch: Sendable {
  @TaskLocal static var current: ActivationWatch?

  /// Whether somebody watches.
  static var isOn: Bool { current != nil }

  /// What was seen of one layer.
  struct Seen {
    /// For each unit the largest output.
    var largest: Tensor?
    /// Outputs, and those of them whose derivative is next to nothing.
    var count = 0
    var saturated = 0
  }

  /// One run through a max pooling.
  struct Pooled: Sendable {
    let layer: ObjectIdentifier
    let input: Tensor
    let output: Tensor
  }

  private let layers = Mutex<[ObjectIdentifier: Seen]>([:])
  private let keepsPooled: Bool
  private let kept = Mutex<[Pooled]>([])

  /// - Parameter keepingPooled: whether what max pooling is given and gives is kept, whole; false by default.
  init(keepingPooled: Bool = false) { keepsPooled = keepingPooled }

  /// What max pooling was given and gave, in order.
  var pooled: [Pooled] { kept.withLock { $0 } }

  func see(_ output: Tensor, pooledFrom input: Tensor, by layer: MaxPool2D) {
    guard keepsPooled else { return }
    let pooled = Pooled(layer: ObjectIdentifier(layer), input: input, output: output)
    kept.withLock { $0.append(pooled) }
  }

  /// What was seen of a layer.
  func seen(_ layer: any Layer) -> Seen {
    layers.withLock { $0[ObjectIdentifier(layer)] } ?? Seen()
  }

  func see(_ output: Tensor, of layer: any ActivatedLayer) {
    guard output.count > 0 else { return }
    var new = seen(layer)
    switch layer.activation.failure {
    case .dies:
      let largest = output.max(axes: Array(0..<output.rank - 1))
      new.largest = new.largest.map { $0.maximum(largest) } ?? largest
    case .saturates(let range): new.saturated += output.count(outside: range)
    case nil: return
    }
    new.count += output.count
    layers.withLock { $0[ObjectIdentifier(layer)] = new }
  }
}

extension ActivatedLayer {
  /// The layer's output itself, shown to whoever watches.
  package func watched(_ output: Variable) -> Variable {
    ActivationWatch.current?.see(output.value, of: self)
    return output
  }
}

/// How an activation can stop to pass gradients on.
enum ActivationFailure {
  /// At 0, for every input: the unit gets no gradient any more.
  case dies
  /// Outside these outputs the derivative is below 1e-3.
  case saturates(ClosedRange<Scalar>)
}

extension Activation {
  /// How it can stop to pass gradients on; nil for those that always let some through.
  var failure: ActivationFailure? {
    // Half of its outputs are 0 by intention, which is no saturation.
    if self == .relu || self == .relu6 { return .dies }
    return unsaturatedOutputs().map { .saturates($0) }
  }
}
