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
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
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
    try records.withLock { records throws(DataError) in
      try appendEntry(line, to: path, isSynchronized: true)
      records[Key(trial: record.trial, epochs: record.epochs)] = record
    }
  }
}
