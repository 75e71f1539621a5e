/// Whether the present thread does all tasks of its runs itself, and leaves the pool to others.
enum Seclusion {
  @TaskLocal static var isOn = false
}

extension ThreadPool {
  /// Calls `body`, whose runs stay on this thread.
  ///
  /// For work beside the main thread's, such as making batches ahead: if it took the pool, a convolution of
  /// the training step that comes meanwhile would have to run on one thread. The bits are the same either
  /// way.
  package func alone<R>(_ body: () throws -> R) rethrows -> R {
    try Seclusion.$isOn.withValue(true, operation: body)
  }
}
