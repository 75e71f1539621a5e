import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// Files appear whole or not at all.
@Suite struct AtomicFileTests {
  @Test func nothingIsThereBeforeCommit() throws {
    try withFolder { folder in
      let path = try folder.write("a", "old")
      let file = try AtomicFile(path)
      try file.write(Array("new".utf8))
      #expect(try folder.text("a") == "old")
      try file.commit()
      #expect(try folder.text("a") == "new")
      #expect(try folder.names == ["a"])
    }
  }

  @Test func withoutCommitNothingIsLeft() throws {
    try withFolder { folder in
      let path = try folder.write("a", "old")
      do { try AtomicFile(path).write(Array("new".utf8)) }
      #expect(try folder.text("a") == "old")
      #expect(try folder.names == ["a"])
    }
  }

  /// What a killed process left behind, longer than what is written now.
  @Test func aPartialFileIsTakenOver() throws {
    try withFolder { folder in
      _ = try folder.write("a.partial", String(repeating: "x", count: 1000))
      try AtomicFile.write("new", to: folder.path("a"))
      #expect(try folder.text("a") == "new")
      #expect(try folder.names == ["a"])
    }
  }

  @Test func aLinkStaysALink() throws {
    try withFolder { folder in
      let path = try folder.write("a", "old")
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("link"), withDestinationPath: path)
      try AtomicFile.write("new", to: folder.path("link"))
      #expect(try folder.text("a") == "new")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == path)
    }
  }

  /// Writers of one path take turns; the file is always one of theirs, whole.
  @Test func writersTakeTurns() async throws {
    try await withTemporaryDirectory { url in
      let folder = TestFolder(url: url)
      let texts = (0..<8).map { String(repeating: "\($0)", count: 100_000 * ($0 + 1)) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for text in texts {
          group.addTask {
            for _ in 0..<5 {
              // However slow the disk is.
              let file = try AtomicFile(folder.path("a"), patience: .seconds(600))
              try file.write(Array(text.utf8))
              try file.commit()
            }
          }
        }
        for _ in 0..<20 {
          if let found = try? folder.text("a") { #expect(texts.contains(found)) }
        }
        try await group.waitForAll()
      }
      #expect(texts.contains(try folder.text("a")))
      #expect(try folder.names == ["a"])
    }
  }

  @Test func aWriterThatDoesNotEndIsNotWaitedForForEver() throws {
    try withFolder { folder in
      let path = folder.path("a")
      let other = try AtomicFile(path)
      #expect(
        folder.error { _ = try AtomicFile(path, patience: .milliseconds(30)) }
          == "a: expected a file that nobody else writes, found another process that holds "
          + "a.partial; wait for it or end it")
      try other.write(Array("new".utf8))
      try other.commit()
      #expect(try folder.text("a") == "new")
      try AtomicFile.write("newer", to: path)
      #expect(try folder.text("a") == "newer")
    }
  }

  @Test func whatCannotBeWrittenIsRefusedInOneLine() throws {
    try withFolder { folder in
      #expect(
        folder.error { try AtomicFile.write("", to: folder.path("none/a")) }
          == "none/a: expected a place to write a file to, found no such file or directory; "
          + "check that the folder exists, may be written to and has room")
      #expect(
        folder.error { try AtomicFile.write("", to: folder.url.path) }
          .hasSuffix("expected a file, or none yet, found a folder; choose a path"))
      #expect(
        errorLine { try AtomicFile.write("", to: "/dev/null") }
          == "/dev/null: expected a file, or none yet, found something else; choose a path")
    }
  }
}
