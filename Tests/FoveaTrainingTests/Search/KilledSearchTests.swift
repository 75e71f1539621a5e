import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// A search that is killed at any moment and started again ends as one that was left alone.
@Suite(.serialized) struct KilledSearchTests {
  @Test func killedAgainAndAgainItEndsTheSame() async throws {
    var random = TestRandom("killed search")
    // Within its first files, within trials, between stages; undisturbed it takes about a second.
    let delays =
      [20_000, 60_000] + (0..<4).map { _ in UInt32.random(in: 30_000...400_000, using: &random) }
    try await withTemporaryDirectory { url in
      let path = url.path
      for delay in delays {
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [path = path as String, delay = delay as UInt32] in
          Thread.detachNewThread {
            usleep(delay)
            kill(getpid(), SIGKILL)
          }
          _ = try smallSearch(smallPlan { $0.configuration.checkpointSeconds = 1e-9 }, path + "/s")
            .run()
          // It was faster than its killer.
          while true { sleep(1) }
        }
      }
      let plan = try smallPlan { $0.configuration.checkpointSeconds = 1e-9 }
      let result = try smallSearch(plan, path + "/s").run()
      let whole = try smallSearch(plan, path + "/whole").run()
      #expect(result.trials == whole.trials)
      #expect(result.best == whole.best && result.parameters == whole.parameters)
    }
  }
}
