import Fovea

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RunFolder {
  /// The folder that somebody named for a new run, made when it is not there.
  init(making path: String) throws(DataError) {
    try makeFolder(path)
    self.init(path)
  }

  /// What a run writes before its first checkpoint: nothing of it is lost to another that begins in its place.
  static let beginnings: Set = ["config.json", "metrics.csv", "curves.svg", "report.html"]

  /// The command that begins a run anew which has left nothing to go on with.
  var beginningAnew: String {
    "begin it anew by 'fovea train --config \(configurationPath.shellPath) --output \(path.shellPath)'"
  }

  /// Refuses a folder in which something is, so that no run overwrites another.
  ///
  /// - Parameters:
  ///   - ignored: the names of files that do not count.
  ///   - advice: what to do; by default also that a training run can be resumed.
  static func checkEmpty(
    _ path: String, but ignored: Set<String> = [],
    advice: String = "name another, or go on with the run in it by --resume"
  ) throws(Failure) {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return }
      throw Failure("\(path): expected a new or empty folder, found: \(systemReason(errno))")
    }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != "..", !ignored.contains(name) {
        throw Failure(
          "\(path): expected a new or empty folder, found '\(name)' in it; \(advice)")
      }
    }
  }
}
