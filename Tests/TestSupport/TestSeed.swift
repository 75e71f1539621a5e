import Foundation
import Synchronization

/// The seed of this run's randomised tests: `FOVEA_TEST_SEED` from the environment, 20240229 otherwise.
///
/// Printed once, so that a failure can be repeated. The default is fixed: one commit's tests are the
/// same everywhere until somebody asks for other numbers.
public func testSeed() -> UInt64 { seed }

private let seed: UInt64 = {
  let given = ProcessInfo.processInfo.environment["FOVEA_TEST_SEED"].flatMap { UInt64($0) }
  let seed = given ?? 20_240_229
  print("FOVEA_TEST_SEED=\(seed)")
  return seed
}()
