import Foundation

/// Calls `body` with a fresh empty directory and removes it afterwards.
public func withTemporaryDirectory<R>(_ body: (URL) throws -> R) throws -> R {
  let directory = try makeTemporaryDirectory()
  defer { try? FileManager.default.removeItem(at: directory) }
  return try body(directory)
}

/// Calls `body` with a fresh empty directory and removes it afterwards.
public func withTemporaryDirectory<R: Sendable>(
  _ body: @Sendable (URL) async throws -> R
) async throws -> R {
  let directory = try makeTemporaryDirectory()
  defer { try? FileManager.default.removeItem(at: directory) }
  return try await body(directory)
}

private func makeTemporaryDirectory() throws -> URL {
  let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("fovea-test-\(UUID().uuidString)", isDirectory: true)
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  return directory
}
