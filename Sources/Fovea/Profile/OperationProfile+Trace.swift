import Foundation

extension OperationProfile {
  /// The runs one by one as JSON in the Trace Event Format, which chrome://tracing and Perfetto open.
  ///
  /// Source: "Trace Event Format", Google, complete events; times in microseconds.
  package var trace: String {
    struct File: Encodable {
      struct Entry: Encodable {
        let name: String
        let cat: String
        let ph = "X"
        let ts: Double
        let dur: Double
        let pid = 1
        let tid = 1
        let args: [String: Int]

        enum CodingKeys: CodingKey { case name, cat, ph, ts, dur, pid, tid, args }
      }

      let displayTimeUnit = "ms"
      let traceEvents: [Entry]

      enum CodingKeys: CodingKey { case displayTimeUnit, traceEvents }
    }
    let entries = events.map { event in
      File.Entry(
        name: event.layer.isEmpty ? event.operation : "\(event.layer) \(event.operation)",
        cat: event.pass.rawValue, ts: event.start * 1e6, dur: event.seconds * 1e6,
        args: ["bytes": event.bytes, "multiplyAdds": event.multiplyAdds])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Finite numbers and texts alone: nothing that JSON cannot hold.
    return (try? encoder.encode(File(traceEvents: entries)))
      .map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
  }
}
