import FoveaKernels
import FoveaTensor
import Synchronization

/// Hands out batches in order, while worker threads make the next ones ahead.
///
/// At most twice as many batches as there are workers are ready or being made, so memory is bounded. Workers keep
/// to their own thread and leave the engine's pool to whoever trains; and when the next batch has not been begun,
/// the caller makes it itself, on the pool, rather than wait. A batch is the same whoever makes it.
public final class BatchLoader: IteratorProtocol {
  private let shared: Shared
  private var position: Int

  /// - Parameters:
  ///   - batches: what is handed out.
  ///   - start: the position of the first.
  ///   - workers: threads that make batches ahead; 0 for none, each is made when it is asked for.
  public init(_ batches: Batches, from start: Int = 0, workers: Int) {
    require(
      workers >= 0 && (0...batches.count).contains(start),
      "BatchLoader: workers of 0 or more and a start in 0 ... \(batches.count) expected, received "
        + "\(workers) and \(start)")
    position = start
    shared = Shared(batches, start, depth: 2 * workers)
    for _ in 0..<min(workers, batches.count - start) {
      spawnThread { [shared] in shared.work() }
    }
  }

  deinit { shared.stop() }

  /// The next batch; nil after the last.
  public func next() -> Batch? {
    guard position < shared.batches.count else { return nil }
    defer { position += 1 }
    return shared.take(position)
  }
}

/// What the caller and the workers share.
private final class Shared: Sendable {
  let batches: Batches
  private let depth: Int
  private let state: Mutex<State>
  private let alarm = Alarm()

  private struct State {
    /// The first position that nobody has begun.
    var open: Int
    /// The position that the caller needs next.
    var wanted: Int
    var ready: [Int: Batch] = [:]
    var isStopped = false
  }

  init(_ batches: Batches, _ start: Int, depth: Int) {
    self.batches = batches
    self.depth = depth
    state = Mutex(State(open: start, wanted: start))
  }

  /// A worker's life.
  func work() {
    ThreadPool.shared.alone {
      while let position = claim() {
        let batch = batches[position]
        state.withLock { $0.ready[position] = batch }
        alarm.ring()
      }
    }
  }

  /// The next position to make, once there is room for it; nil when there is none any more.
  private func claim() -> Int? {
    var position: Int?
    alarm.wait {
      state.withLock { state in
        if state.isStopped || state.open == batches.count { return true }
        guard state.open < state.wanted + depth else { return false }
        position = state.open
        state.open += 1
        return true
      }
    }
    return position
  }

  /// The batch at the position that is wanted.
  func take(_ position: Int) -> Batch {
    let isOurs = state.withLock { state in
      guard state.open == position else { return false }
      state.open += 1
      return true
    }
    var batch: Batch?
    if isOurs {
      batch = batches[position]
    } else {
      alarm.wait {
        batch = state.withLock { $0.ready.removeValue(forKey: position) }
        return batch != nil
      }
    }
    state.withLock { $0.wanted = position + 1 }
    alarm.ring()
    guard let batch else { FoveaKernels.stop("BatchLoader: no batch at \(position)") }
    return batch
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    alarm.ring()
  }
}
