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

/// Whether there is something of that name.
package func isPresent(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether there is a folder of that name.
package func isFolder(_ path: String) -> Bool {
  // With the point, a file of that name is none.
  access("\(path)/.", F_OK) == 0
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
    if isFolder(path) { return }
    throw DataError(
      path, expected: "a folder, or none yet", found: "a file", advice: "name another")
  }
  throw DataError(
    path, expected: "a place to make a folder", found: systemReason(), advice: "name another")
}
