#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("fovea train: on a terminal", .serialized, .timeLimit(.minutes(10)))
  struct TerminalTests {
    private static let plain = ["PATH": "/usr/bin", "TERM": "xterm", "LANG": "C.UTF-8"]

    @Test("a bar that is redrawn in place, that fits, and that goes before results come")
    func liveBar() throws {
      try withTemporaryDirectory { folder in
        let columns = 60
        let result = try PseudoTerminal(columns: columns).run(
          SmallTraining.arguments("run", "--epochs", "1"), in: folder, environment: Self.plain)
        #expect(result.status == 0)
        #expect(result.output.contains("epoch 1/1"))
        #expect(result.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 10 })
        // Between two clearings stands one line.
        let drawn = result.screen.components(separatedBy: "\r\u{1B}[J")
          .compactMap { $0.split(separator: "\r\n").last }
        let bars = drawn.filter { $0.contains("━") || $0.contains("─") }
        #expect(!bars.isEmpty)
        #expect(bars.allSatisfy { $0.count <= columns - 3 && $0.contains("loss ") })
        #expect(drawn.last?.hasPrefix("resume  ") == true)
      }
    }

    @Test(
      "whole lines and no control byte where the environment asks for them",
      arguments: [["NO_COLOR": "1"], ["CI": "true"], ["TERM": "dumb"]])
    func plainLines(environment: [String: String]) throws {
      try withTemporaryDirectory { folder in
        let result = try PseudoTerminal(columns: 60).run(
          ["train", "--config", "none"], in: folder,
          environment: Self.plain.merging(environment) { $1 })
        // The terminal itself adds the carriage returns.
        #expect(result.status == 1)
        #expect(!result.screen.contains("\u{1B}"))
      }
    }
  }
#endif
