import FoveaTensor
import Synchronization

/// A training run beside the app that started it: on a thread of its own, with events to wait for.
///
///     let run = TrainingTask(configuration, folder: try .create(model: configuration.model))
///     for await event in run.events {
///       if case .epoch(let report) = event { show(report) }
///     }
///     let model = try await run.value.model
///
/// It begins at once. Data are loaded and the network is made on its thread too, so no task and no actor ever
/// waits for work; what fails there is thrown by `value`. Like a `Task` it goes on when nobody holds it any more,
/// and only `cancel()` stops it: cancelling a task that waits for events or for the value does not.
public final class TrainingTask: Sendable {
  /// What happens, as it happens; ends when the run does, however it ends. For one reader.
  public let events: TrainingEvents

  private let cancellation: Cancellation
  private let outcome: Task<TrainingResult, any Error>

  /// Begins a fresh run.
  ///
  /// - Parameters:
  ///   - configuration: what to do.
  ///   - data: the pictures; nil to load those that the configuration names.
  ///   - folder: where checkpoints, metrics and weights go; nil, the default, for nowhere.
  public convenience init(
    _ configuration: TrainingConfiguration, data: TrainingData? = nil, folder: RunFolder? = nil
  ) {
    self.init { try Trainer(configuration, data: data, folder: folder) }
  }

  /// Goes on with a run.
  ///
  /// - Parameters:
  ///   - path: a run's folder, or the checkpoint in it.
  ///   - epochs: how many epochs to train in all; nil, the default, for as many as before.
  public convenience init(resuming path: String, epochs: Int? = nil) {
    self.init { try Trainer(resuming: path, epochs: epochs) }
  }

  /// Begins whatever run a trainer makes.
  ///
  /// - Parameter make: makes it, on the run's thread. What its `shouldStop` says counts beside `cancel()`.
  public convenience init(_ make: @escaping @Sendable () throws -> Trainer) {
    self.init(make, spawn: spawnThread)
  }

  /// - Parameter spawn: starts a thread; false when it cannot.
  init(
    _ make: @escaping @Sendable () throws -> Trainer,
    spawn: @escaping @Sendable (@escaping @Sendable () -> Void) -> Bool
  ) {
    let (events, cancellation) = (TrainingEvents(), Cancellation())
    self.events = events
    self.cancellation = cancellation
    outcome = Task.detached {
      try await withCheckedThrowingContinuation { continuation in
        let isStarted = spawn {
          let result = Result {
            let trainer = try make()
            let isOver = trainer.shouldStop
            trainer.shouldStop = { cancellation.isAsked || isOver() }
            return try trainer.run { events.send($0) }
          }
          // First, so that whoever has the value has no event to wait for.
          events.finish()
          continuation.resume(with: result)
        }
        if !isStarted {
          events.finish()
          continuation.resume(
            throwing: TrainingError(
              description:
                "training: a thread for the run expected, found that the system makes no more; "
                + "end other threads or processes and try again"))
        }
      }
    }
  }

  /// How the run ended; waits for that without holding a thread.
  ///
  /// A run that was cancelled has `status` `interrupted`: that is no error.
  ///
  /// - Throws: what making the trainer or `Trainer.run` throws. The last checkpoint stays good.
  public var value: TrainingResult { get async throws { try await outcome.value } }

  /// Asks the run to end after the step, or the batch of an evaluation, that is under way. In a folder it leaves a
  /// checkpoint to go on from (`init(resuming:epochs:)`), with the same bits at the end as if it had never stopped.
  /// Loading data and fitting preprocessing are not cut short: asked then, the run ends after its first step.
  ///
  /// Returns at once; `value` says when it has ended.
  public func cancel() { cancellation.ask() }
}

/// Whether a run was asked to end.
private final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isAsked: Bool { flag.load(ordering: .relaxed) }

  func ask() { flag.store(true, ordering: .relaxed) }
}
