enum InitialWeights {
  @TaskLocal static var areWanted = true
}

/// Runs `body`; the weights of layers that it makes hold whatever their memory held, which is not touched.
///
/// For a network whose weights are replaced before it is used, or that is only asked for shapes and
/// counts: random numbers for millions of weights take seconds, and their memory, which the system gives
/// page by page as it is written, is never taken.
package func withoutInitialWeights<R>(_ body: () throws -> R) rethrows -> R {
  try InitialWeights.$areWanted.withValue(false, operation: body)
}
