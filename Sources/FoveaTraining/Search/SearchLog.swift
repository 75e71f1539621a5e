import FoveaData
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The records of a search as lines of JSON, in the order in which they came.
///
/// Each is appended by one write, so a process that is killed leaves whole lines. A power cut may tear the last
/// one: it is dropped when the file is next opened, and its trial gives the same record again.
final class SearchLog: Sendable {
  private struct Key: Hashable {
    let trial: Int
    let epochs: Int
  }

  let path: String
  private let records: Mutex<[Key: TrialRecord]>

  /// Reads the records of a file that is there.
  ///
  /// - Throws: `DataError` naming the file and the line that is no record.
  init(_ path: String) throws(DataError) {
    self.path = path
    guard access(path, F_OK) == 0 else {
      records = Mutex([:])
      return
    }
    let text = try readText(path, limit: 1 << 30)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // What follows the last line's end: nothing, or a torn line.
    let torn = lines.popLast() ?? ""
    var found: [Key: TrialRecord] = [:]
    for (place, line) in lines.enumerated() {
      let record = try decodeJSON(
        TrialRecord.self, String(line), at: "line \(place + 1)", of: path)
      let key = Key(trial: record.trial, epochs: record.epochs)
      found[key] = found[key] ?? record
    }
    if !torn.isEmpty {
      try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: path)
    }
    records = Mutex(found)
  }

  /// Every record, by trial and epochs.
  var all: [TrialRecord] {
    records.withLock { Array($0.values) }.sorted { ($0.trial, $0.epochs) < ($1.trial, $1.epochs) }
  }

  /// The record of a trial on a rung, or of its end before it.
  func record(of trial: Int, epochs: Int) -> TrialRecord? {
    records.withLock { $0[Key(trial: trial, epochs: epochs)] }
  }

  /// Adds a record.
  func append(_ record: TrialRecord) throws(DataError) {
    let line = Array((jsonText(record) + "\n").utf8)
    let failed: CInt? = records.withLock { records in
      let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return errno }
      defer { close(descriptor) }
      let end = lseek(descriptor, 0, SEEK_END)
      errno = 0
      guard write(descriptor, line, line.count) == line.count, fsync(descriptor) == 0 else {
        // A short write sets no error: the room was used up. What it left would spoil the next line.
        let code = errno == 0 ? ENOSPC : errno
        _ = ftruncate(descriptor, end)
        return code
      }
      records[Key(trial: record.trial, epochs: record.epochs)] = record
      return nil
    }
    if let failed {
      throw DataError(
        path, expected: "a file to append to", found: systemReason(failed),
        advice: "check that the folder is still there and has room")
    }
  }
}
