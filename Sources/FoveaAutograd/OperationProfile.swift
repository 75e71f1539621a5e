import FoveaTensor
import Synchronization

/// Where the time of training steps goes: operation by operation, on the way forward and on the way back.
///
/// Operations follow one another, each on all threads. So the time from the end of one to the end of the next is the
/// next one's, and what is measured adds up to the whole. Nobody watches in a usual run: then an operation costs a
/// look at one variable more. What runs without gradients counts as a part of what it is done for.
public final class OperationProfile: Sendable {
  @TaskLocal package static var current: OperationProfile?

  /// A part of a step.
  public enum Pass: String, Hashable, Sendable {
    /// From the pictures to the loss.
    case forward
    /// From the loss to the gradients.
    case backward
    /// What is no operation of the network.
    case other
  }

  /// One operation of one layer in one pass, all of its runs together.
  public struct Row: Hashable, Sendable {
    /// The layer whose parameters it used; of operations without any, the layer of a chain that runs, or else the one
    /// before them. Empty before the first.
    public let layer: String
    /// As "convolution".
    public let operation: String
    /// The part of a step.
    public let pass: Pass
    /// How often it ran.
    public internal(set) var runs = 0
    /// Seconds of all runs.
    public internal(set) var seconds = 0.0
    /// Multiply-adds of all runs; 0 for what is no product of matrices.
    public internal(set) var multiplyAdds = 0
    /// Bytes of all runs that had to be read or written, at least.
    public internal(set) var bytes = 0
  }

  /// One run of an operation.
  public struct Event: Hashable, Sendable {
    /// As that of its row.
    public let layer: String
    /// As that of its row.
    public let operation: String
    /// As that of its row.
    public let pass: Pass
    /// Seconds since the profile was begun.
    public let start: Double
    /// How long it took.
    public let seconds: Double
    /// As of its row, of this run.
    public let multiplyAdds: Int
    /// As of its row, of this run.
    public let bytes: Int
  }

  /// So many runs are kept one by one; the rows count all.
  public static let keptEvents = 10_000

  private let state: Mutex<OperationLog>

  /// A profile that has seen nothing.
  ///
  /// - Parameter parameters: with their paths, as "features.0.weight"; a layer's name is what is before the last
  ///   point.
  /// - Parameter layers: with their paths, as "features.2", for the names of those that have no parameters; none by
  ///   default.
  public init(
    _ parameters: [(name: String, parameter: Parameter)],
    layers: [(path: String, layer: AnyObject)] = []
  ) {
    state = Mutex(
      OperationLog(
        layers: Dictionary(
          parameters.map { name, parameter in
            let layer = name.split(separator: ".").dropLast().joined(separator: ".")
            return (ObjectIdentifier(parameter), layer)
          } + layers.map { (ObjectIdentifier($0.layer), $0.path) },
          uniquingKeysWith: { first, _ in first })))
  }

  /// Measures what `body` computes.
  public func watch<R>(_ body: () throws -> R) rethrows -> R {
    state.withLock { $0.restart() }
    return try Self.$current.withValue(self, operation: body)
  }

  /// The operations, in the order in which they first ran.
  public var rows: [Row] { state.withLock { $0.rows } }

  /// The first `keptEvents` runs, in order.
  public var events: [Event] { state.withLock { $0.events } }

  /// Gives the time since the last operation to something that is none, as "optimizer".
  package static func mark(_ name: String) {
    current?.state.withLock { $0.mark(name) }
  }

  /// A layer begins to run: what uses no parameters is counted as its own.
  package static func enter(_ layer: AnyObject) {
    current?.state.withLock { $0.enter(layer) }
  }

  /// An operation has run that made a part of the graph with this id, or of none.
  ///
  /// - Parameter leavesProduct: whether a parameter's gradient is multiplied by the optimiser.
  func ran(
    _ operation: StaticString, _ value: Tensor, from parents: [Variable], multiplyAdds: Int,
    leavesProduct: Bool, id: Int?
  ) {
    state.withLock {
      $0.forward(
        "\(operation)", value, parents, multiplyAdds: multiplyAdds, leavesProduct: leavesProduct,
        id: id)
    }
  }

  /// The gradient of the operation that made that part of the graph went to its parents.
  func ranBack(_ id: Int) { state.withLock { $0.backward(id) } }
}
