import Foundation

/// A folder for the files of a test.
public struct TestFolder: Sendable {
  /// The folder itself.
  public let url: URL

  /// A folder that is there.
  public init(url: URL) { self.url = url }

  /// The path of a file in it.
  public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Writes a file and returns its path.
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: url.appendingPathComponent(name))
    return path(name)
  }

  /// Writes a file and returns its path.
  public func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  /// The bytes of a file.
  public func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appendingPathComponent(name)))
  }

  /// The text of a file.
  public func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// The names of what is in it, in order.
  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }

  /// What `body` throws as one line, with the folder's path taken out; "no error" when it does not throw.
  public func error(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)".replacingOccurrences(of: url.path + "/", with: "") }
    return "no error"
  }
}

/// Calls `body` with an empty folder that is removed afterwards.
public func withFolder<R>(_ body: (TestFolder) throws -> R) throws -> R {
  try withTemporaryDirectory { try body(TestFolder(url: $0)) }
}

/// What `body` throws as one line; "no error" when it does not throw.
public func errorLine(_ body: () throws -> Void) -> String {
  do { try body() } catch { return "\(error)" }
  return "no error"
}
