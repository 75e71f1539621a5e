import Foundation
import TestSupport
import Testing

/// Pages as a browser shows them. Without Chromium (Debian's package `chromium`) the tests are skipped, and say so.
@Suite("fovea: pages in a browser", .serialized, .timeLimit(.minutes(10)))
struct BrowserTests {
  @Test(
    "no console message, nothing wider than the window at any width, light and dark",
    .enabled(if: Browser.path != nil, "Chromium is not installed: apt-get install chromium"))
  func pages() throws {
    try withTemporaryDirectory { folder in
      for name in ["a", "b"] {
        let outcome = try Command.run(
          SmallTraining.arguments(name, "--epochs", "2", "--seed", name == "a" ? "1" : "2"),
          in: folder)
        #expect(outcome.status == 0)
      }
      let compared = try Command.run("compare", "a", "b", "--output", "c.html", in: folder)
      #expect(compared.status == 0)
      for page in ["a/report.html", "c.html"] {
        let file = folder.appendingPathComponent(page)
        for isDark in [false, true] {
          let messages = try Browser.messages(opening: file, isDark: isDark)
          #expect(messages.isEmpty, "\(page): \(messages)")
        }
        for width in [320, 380, 700, 1400] {
          let needed = try #require(try Browser.neededWidth(of: file, at: width, in: folder))
          #expect(needed <= width, "\(page) at \(width)")
        }
      }
    }
  }

  @Test(
    "the check finds what it looks for: a message, and what is too wide",
    .enabled(if: Browser.path != nil, "Chromium is not installed: apt-get install chromium"))
  func checks() throws {
    try withTemporaryDirectory { folder in
      let file = folder.appendingPathComponent("bad.html")
      try "<body><script>console.error('so')</script><p style=\"width:900px\">wide</p></body>"
        .write(to: file, atomically: true, encoding: .utf8)
      #expect(try Browser.messages(opening: file, isDark: false).count == 1)
      #expect(try (Browser.neededWidth(of: file, at: 380, in: folder) ?? 0) >= 900)
    }
  }
}

/// Chromium without a window.
enum Browser {
  /// Where it is installed; nil when it is not.
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome"]
    return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// What the page, or the browser about it, writes to the console.
  static func messages(opening file: URL, isDark: Bool) throws -> [String] {
    let (_, errors) = try run(
      ["--dump-dom", "--enable-logging=stderr", "--log-level=0"]
        + (isDark ? ["--force-dark-mode"] : []) + [file.absoluteString])
    return errors.split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") }
  }

  /// How wide the page gets in a frame of that width: a window may not become so narrow.
  static func neededWidth(of file: URL, at width: Int, in folder: URL) throws -> Int? {
    let page = try String(contentsOf: file, encoding: .utf8)
      .replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
    let frame = folder.appendingPathComponent("frame.html")
    try """
    <body><iframe id="f" width="\(width)" height="900" frameborder="0" srcdoc="\(page)"></iframe>
    <script>onload = () => { const root = document.getElementById("f").contentDocument.documentElement;
    document.title = "needed " + root.scrollWidth; }</script></body>
    """.write(to: frame, atomically: true, encoding: .utf8)
    let (text, _) = try run(["--dump-dom", frame.absoluteString])
    guard let start = text.range(of: "<title>needed ") else { return nil }
    return Int(text[start.upperBound...].prefix { $0.isNumber })
  }

  private static func run(_ arguments: [String]) throws -> (output: String, errors: String) {
    try withTemporaryDirectory { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path ?? "")
      // As root, as machines of checks run, there is no sandbox.
      process.arguments =
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
          "--user-data-dir=\(folder.path)",
        ] + arguments
      let (output, errors) = (
        folder.appendingPathComponent("output"), folder.appendingPathComponent("errors")
      )
      for file in [output, errors] { try Data().write(to: file) }
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      return try (
        String(contentsOf: output, encoding: .utf8),
        String(decoding: Data(contentsOf: errors), as: UTF8.self)
      )
    }
  }
}
