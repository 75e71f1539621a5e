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
        let (columns, narrow) = (60, 40)
        // Somebody makes the window smaller in the second epoch.
        let result = try PseudoTerminal(columns: columns).run(
          SmallTraining.arguments("run", "--epochs", "6"), in: folder, environment: Self.plain,
          resize: (narrow, after: "epoch 2/6"))
        #expect(result.status == 0)
        #expect(result.output.contains("epoch 6/6"))
        #expect(result.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 10 })
        // Between two clearings stands one line.
        let wrapped = "\r\u{1B}[1A\u{1B}[J"
        let screen = result.screen.replacingOccurrences(of: wrapped, with: "\r\u{1B}[J")
        let drawn = screen.components(separatedBy: "\r\u{1B}[J")
          .compactMap { $0.split(separator: "\r\n").last }
        let bars = drawn.filter { $0.contains("━") || $0.contains("─") }
        #expect(!bars.isEmpty)
        #expect(bars.allSatisfy { $0.count <= columns - 3 && $0.contains("loss ") })
        #expect(drawn.last?.hasPrefix("resume  ") == true)
        // From then on it fits, and the one that stood there is cleared with the row that it wrapped onto.
        let rest = result.screen.components(separatedBy: wrapped).last ?? ""
        let later = rest.components(separatedBy: "\r\u{1B}[J")
          .compactMap { $0.split(separator: "\r\n").last }
          .filter { $0.contains("━") || $0.contains("─") }
        #expect(!later.isEmpty && later.allSatisfy { $0.count <= narrow - 3 })
        #expect(result.screen.contains(wrapped))
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
