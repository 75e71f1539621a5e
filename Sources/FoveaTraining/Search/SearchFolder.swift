import FoveaData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of a search: its plan, the records of its trials, and a folder a trial.
public struct SearchFolder: Hashable, Sendable {
  /// The folder's path.
  public let path: String
  /// The plan, as JSON.
  public var planPath: String { path + "/search.json" }
  /// A line of JSON for each time that a trial was compared, or ended.
  public var recordsPath: String { path + "/trials.jsonl" }
  /// The configuration that trains with the best values, as `fovea train --config` takes it.
  public var bestPath: String { path + "/best.json" }
  /// The trials as a picture.
  public var picturePath: String { path + "/trials.svg" }

  /// A folder that is there, or will be made.
  public init(_ path: String) { self.path = path }

  /// Where a trial's files are.
  public func run(of trial: Int) -> RunFolder { RunFolder("\(path)/trials/\(trial)") }

  /// The plan of the search in the folder; nil when there is none.
  ///
  /// - Throws: `DataError` for a file that is no plan.
  public var plan: SearchPlan? {
    get throws(DataError) {
      guard access(planPath, F_OK) == 0 else { return nil }
      let plan = try decodeJSON(
        SearchPlan.self, readText(planPath, limit: 1 << 20), at: "plan", of: planPath)
      do { try plan.validate() } catch { throw error.from(planPath) }
      return plan
    }
  }

  /// The loss of a trial's first step, with which later ones are compared; it lies beside its checkpoint.
  func firstLossPath(of trial: Int) -> String { run(of: trial).path + "/first-loss.json" }

  /// Forgets the weights of a trial that goes no further: they are most of what a search writes.
  func discardWeights(of trial: Int) {
    for path in [run(of: trial).checkpointPath, run(of: trial).bestPath] { unlink(path) }
  }
}
