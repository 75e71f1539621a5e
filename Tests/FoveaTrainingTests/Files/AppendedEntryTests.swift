import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// Entries at the end of a file are whole, or not there.
@Suite struct AppendedEntryTests {
  /// In a process of its own: the bound on a file's size is the process's.
  @Test func whatIsHalfWrittenIsTakenBack() async {
    await #expect(processExitsWith: .success) {
      try withFolder { folder in
        let path = try folder.write("log", "first\n")
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit()
        getrlimit(fileSizeLimit, &limit)
        limit.rlim_cur = 100_000
        setrlimit(fileSizeLimit, &limit)
        let line = folder.error {
          try appendEntry([UInt8](repeating: 65, count: 200_000), to: path)
        }
        #expect(line.hasPrefix("log: expected a file to append to, found "), "\(line)")
        #expect(try folder.bytes("log").count == 6)
        try appendEntry(Array("second\n".utf8), to: path, isSynchronized: true)
        #expect(try folder.text("log") == "first\nsecond\n")
      }
    }
  }
}
