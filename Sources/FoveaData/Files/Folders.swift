#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that a file or folder lies in: "." for a name alone.
package func parentFolder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Makes a folder, and those above it, where they are not there.
///
/// - Throws: `DataError` naming the path and the system's reason.
package func makeFolder(_ path: String) throws(DataError) {
  if mkdir(path, 0o777) == 0 { return }
  let parent = parentFolder(of: path)
  if errno == ENOENT, path.contains("/"), parent != path {
    try makeFolder(parent)
    if mkdir(path, 0o777) == 0 { return }
  }
  if errno == EEXIST {
    // A file of that name cannot be entered.
    if access("\(path)/.", F_OK) == 0 { return }
    throw DataError(
      path, expected: "a folder, or none yet", found: "a file", advice: "name another")
  }
  throw DataError(
    path, expected: "a place to make a folder", found: systemReason(), advice: "name another")
}
