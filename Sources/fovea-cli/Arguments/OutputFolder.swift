import Fovea

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Makes a folder, and those above it, where they are not there.
///
/// - Throws: `Failure` naming the path and the system's reason.
func makeFolder(_ path: String) throws(Failure) {
  if mkdir(path, 0o777) == 0 { return }
  if errno == EEXIST {
    // A file of that name cannot be entered.
    if access("\(path)/.", F_OK) == 0 { return }
  } else if errno == ENOENT, path.contains("/"), RunFolder(containing: path).path != path {
    try makeFolder(RunFolder(containing: path).path)
    if mkdir(path, 0o777) == 0 { return }
  }
  throw Failure(
    "\(path): expected a place to make a folder, found: \(systemReason(errno)); name another")
}

extension RunFolder {
  /// The folder that somebody named for a new run, made when it is not there.
  init(making path: String) throws(Failure) {
    try makeFolder(path)
    self.init(path)
  }

  /// Refuses a folder in which something is, so that no run overwrites another.
  static func checkEmpty(_ path: String) throws(Failure) {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return }
      throw Failure("\(path): expected a new or empty folder, found: \(systemReason(errno))")
    }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." {
        throw Failure(
          "\(path): expected a new or empty folder, found '\(name)' in it; name another, or go on with "
            + "the run in it by --resume")
      }
    }
  }
}
