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

/// Whether there is a folder of that name, be it one that may not be entered.
package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The path from the root on, without links, for comparing; as it is where nothing is there.
package func resolvedPath(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The last part of a path: the name of the file or folder itself.
package func lastPart(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// The names in a folder, in ascending order, without those that begin with a point.
///
/// - Throws: `DataError` when there is no such folder or it cannot be read.
package func names(in folder: String) throws(DataError) -> [String] {
  guard let directory = opendir(folder) else {
    let advice = errno == EACCES ? "check its permissions" : "check the path"
    throw DataError(
      folder, expected: "a folder that can be read", found: systemReason(), advice: advice)
  }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
      name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
        String(cString: $0)
      }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
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
