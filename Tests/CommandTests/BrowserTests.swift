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
    "the lecture's book: made twice the same; wide, on a phone and in the dark all pictures can be read",
    .enabled(if: Browser.path != nil, "Chromium is not installed: apt-get install chromium"))
  func book() throws {
    try withTemporaryDirectory { folder in
      for name in ["a", "b"] {
        let outcome = try Command.run("explain", "--all", "--output", name, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      let file = folder.appendingPathComponent("a/index.html")
      let other = folder.appendingPathComponent("b/index.html")
      #expect(try Data(contentsOf: file) == Data(contentsOf: other))
      let answers = try LectureAnswers.all().map(\.answer)
      // A stepper's first state is the one picture beside it.
      let pictures = answers.reduce(0) { count, answer in
        let steps = answer.stepper?.steps.count ?? 0
        let isDrawnTwice = steps > 0 && answer.pictures.count == 1
        return count + steps + (isDrawnTwice ? 0 : answer.pictures.flatMap(\.parts).count)
      }
      for isDark in [false, true] {
        #expect(try Browser.messages(opening: file, isDark: isDark).isEmpty)
        for width in [380, 1400] {
          let facts = try #require(
            try Browser.pictures(of: file, at: width, isDark: isDark, in: folder))
          #expect(facts.neededWidth <= width, "at \(width)")
          #expect(facts.count == pictures && facts.topicsWithPictures == answers.count)
          // The smallest letters have 10 pixels: 7.5 are left.
          #expect(facts.leastScale >= 0.75, "at \(width)")
          #expect(facts.clipped.isEmpty, "at \(width): \(facts.clipped)")
          #expect(facts.wrapped.isEmpty, "at \(width): \(facts.wrapped)")
          #expect(facts.background == (isDark ? "rgb(17, 18, 19)" : "rgb(243, 244, 246)"))
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
      try """
      <body style="margin:0"><div class="lesson"><svg class="chart" width="800" height="40" viewBox="0 0 800 40"
      style="width:100%"><text x="790" y="20">too far</text></svg></div><div class="lesson"></div>
      <div class="lines" style="width:40px"><div>too long for it</div></div></body>
      """.write(to: file, atomically: true, encoding: .utf8)
      let facts = try #require(
        try Browser.pictures(of: file, at: 400, isDark: false, in: folder))
      #expect(facts.count == 1 && facts.topicsWithPictures == 1 && facts.leastScale == 0.5)
      #expect(facts.clipped == ["too far"] && facts.wrapped == ["too long for it"])
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
      ["--dump-dom", "--enable-logging=stderr", "--log-level=0"] + scheme(isDark)
        + [file.absoluteString])
    return errors.split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") }
  }

  /// How wide the page gets.
  static func neededWidth(of file: URL, at width: Int, in folder: URL) throws -> Int? {
    try ask("page.documentElement.scrollWidth", of: file, at: width, isDark: false, in: folder)
      .flatMap { Int($0) }
  }

  /// What a page of pictures looks like.
  struct Pictures: Decodable {
    /// How wide the page gets.
    let neededWidth: Int
    /// How many charts it holds.
    let count: Int
    /// How many of its topics show one.
    let topicsWithPictures: Int
    /// How large the smallest of those shown is beside its drawn size.
    let leastScale: Double
    /// Texts that go beyond their picture.
    let clipped: [String]
    /// Lines of numbers that take more than one: their columns no longer stand below each other.
    let wrapped: [String]
    /// The colour behind all.
    let background: String
  }

  /// Looks at the charts of a page.
  static func pictures(
    of file: URL, at width: Int, isDark: Bool, in folder: URL
  ) throws -> Pictures? {
    let script = """
      (() => {
        const width = (chart) => chart.getBoundingClientRect().width;
        const shown = [...page.querySelectorAll("svg.chart")].filter((chart) => width(chart) > 0);
        const isClipped = (text) => {
          const [box, all] = [text.getBBox(), text.ownerSVGElement.viewBox.baseVal];
          return box.x < -1 || box.x + box.width > all.width + 1 || box.y + box.height > all.height + 1;
        };
        return btoa(unescape(encodeURIComponent(JSON.stringify({
          neededWidth: page.documentElement.scrollWidth,
          count: page.querySelectorAll("svg.chart").length,
          topicsWithPictures: [...page.querySelectorAll(".lesson")]
            .filter((lesson) => shown.some((chart) => lesson.contains(chart))).length,
          leastScale: Math.min(...shown.map((chart) => width(chart) / chart.getAttribute("width"))),
          clipped: shown.flatMap((chart) => [...chart.querySelectorAll("text")])
            .filter(isClipped).map((text) => text.textContent),
          wrapped: [...page.querySelectorAll(".lines div")]
            .filter((line) => line.getBoundingClientRect().height > 1.9 * parseFloat(getComputedStyle(line).fontSize))
            .map((line) => line.textContent),
          background: getComputedStyle(page.body).backgroundColor,
        }))));
      })()
      """
    return try ask(script, of: file, at: width, isDark: isDark, in: folder)
      .flatMap { Data(base64Encoded: $0) }
      .map { try JSONDecoder().decode(Pictures.self, from: $0) }
  }

  /// What a script makes of the document `page` in a frame of that width: a window may not become so narrow.
  private static func ask(
    _ script: String, of file: URL, at width: Int, isDark: Bool, in folder: URL
  ) throws -> String? {
    let page = try String(contentsOf: file, encoding: .utf8)
      .replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
    let frame = folder.appendingPathComponent("frame.html")
    // A frame is dark only where what is around it may be.
    try """
    <meta name="color-scheme" content="light dark">
    <body><iframe id="f" width="\(width)" height="900" frameborder="0" srcdoc="\(page)"></iframe>
    <script>onload = () => { const page = document.getElementById("f").contentDocument;
    document.title = "answer " + \(script); }</script></body>
    """.write(to: frame, atomically: true, encoding: .utf8)
    let (text, _) = try run(["--dump-dom"] + scheme(isDark) + [frame.absoluteString])
    guard let start = text.range(of: "<title>answer ") else { return nil }
    return String(text[start.upperBound...].prefix { $0 != "<" })
  }

  /// Makes the browser prefer dark pages.
  private static func scheme(_ isDark: Bool) -> [String] { isDark ? ["--force-dark-mode"] : [] }

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
