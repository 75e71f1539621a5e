import Synchronization

/// The events of a `TrainingTask`, in their order.
///
/// None is lost but steps: of steps that nobody took in time the latest is kept, so a slow reader, or none, costs
/// no memory and sees how the run stands now. Every event goes to one reader, and there is one at a time: a new loop
/// goes on where the one before left off, as when a screen is closed and opened again.
///
/// In a task that is cancelled the sequence ends; the run does not.
public struct TrainingEvents: AsyncSequence, Sendable {
  private let waiting = WaitingEvents()

  init() {}

  func send(_ event: TrainingEvent) { waiting.append(event) }

  func finish() { waiting.finish() }

  /// Hands the events out.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let waiting: WaitingEvents
    fileprivate var arrivals: AsyncStream<Void>.Iterator

    /// The next event; nil once the run has ended and all were taken, or the task was cancelled.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async -> TrainingEvent? {
      while true {
        if let event = waiting.first() { return event }
        guard await arrivals.next(isolation: actor) != nil else {
          return waiting.isOver ? waiting.first() : nil
        }
      }
    }
  }

  /// An iterator, which takes the place of the one before.
  public func makeAsyncIterator() -> Iterator {
    Iterator(waiting: waiting, arrivals: waiting.admitReader().makeAsyncIterator())
  }
}

/// Events that nobody took yet.
private final class WaitingEvents: Sendable {
  private struct State {
    var events: [TrainingEvent] = []
    var isOver = false
    /// Wakes the reader; nil while there was none.
    var arrival: AsyncStream<Void>.Continuation?
  }

  private let state = Mutex(State())

  var isOver: Bool { state.withLock { $0.isOver } }

  func append(_ event: TrainingEvent) {
    let arrival = state.withLock { state in
      if case .step = event, case .step = state.events.last { state.events.removeLast() }
      state.events.append(event)
      return state.arrival
    }
    arrival?.yield()
  }

  func finish() {
    let arrival = state.withLock { state in
      state.isOver = true
      return state.arrival
    }
    arrival?.finish()
  }

  func first() -> TrainingEvent? {
    state.withLock { $0.events.isEmpty ? nil : $0.events.removeFirst() }
  }

  /// What a new reader waits with: that something came, not what, so that no event is bound to one reader.
  func admitReader() -> AsyncStream<Void> {
    let (arrivals, arrival) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let before = state.withLock { state in
      defer { state.arrival = arrival }
      return state.arrival
    }
    before?.finish()
    // Whoever finishes later finds this reader.
    if isOver { arrival.finish() }
    return arrivals
  }
}
