import FoveaData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of an ensemble: its plan, and a folder a member; of `swa` also the averaged model, with the first run's
/// configuration beside it.
public struct EnsembleFolder: Hashable, Sendable {
  /// The folder's path.
  public let path: String
  /// The plan, as JSON.
  public var planPath: String { path + "/ensemble.json" }
  /// The model with averaged weights, of `swa`.
  public var averagePath: String { path + "/swa.safetensors" }

  /// A folder that is there, or will be made.
  public init(_ path: String) { self.path = path }

  /// Where a member's files are; members count from 1.
  public func run(of member: Int) -> RunFolder { RunFolder("\(path)/member-\(member)") }

  /// The plan of the ensemble in the folder; nil when there is none.
  ///
  /// - Throws: `DataError` for a file that is no plan.
  public var plan: EnsemblePlan? {
    get throws(DataError) {
      guard access(planPath, F_OK) == 0 else { return nil }
      let plan = try decodeJSON(
        EnsemblePlan.self, readText(planPath, limit: 1 << 20), at: "plan", of: planPath)
      do { _ = try plan.configurations() } catch { throw error.from(planPath) }
      return plan
    }
  }

  /// The files of what the trained ensemble decides by: its members' or, of `swa`, the averaged model's alone.
  ///
  /// - Throws: as `memberPaths`.
  public var modelPaths: [String] {
    get throws(DataError) {
      guard try plan?.kind == .swa else { return try memberPaths }
      guard access(averagePath, F_OK) == 0 else {
        throw DataError(
          averagePath, expected: "an averaged model", found: "none",
          advice: "train the ensemble to its end")
      }
      return [averagePath]
    }
  }

  /// The files of a trained ensemble's members, in order.
  ///
  /// - Throws: `DataError` for a folder without an ensemble, or with one that is not trained to its end.
  public var memberPaths: [String] {
    get throws(DataError) {
      guard let plan = try plan else {
        throw DataError(path, expected: "an ensemble's folder", found: "no ensemble.json in it")
      }
      let paths = (1...plan.members).map { run(of: $0).bestPath }
      if let missing = paths.first(where: { access($0, F_OK) != 0 }) {
        throw DataError(
          missing, expected: "a trained member", found: "none",
          advice: "train the ensemble to its end")
      }
      return paths
    }
  }
}
