import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain` without a topic: the list of topics, or with `--all` a page of all of them.
struct ExplainBook: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Lists the topics, or makes a page of them.",
    shouldDisplay: false)

  @Flag(help: "Make a page of all topics, index.html in the folder that --output names.")
  var all = false

  @Option(help: "Folder for the page.")
  var output: String?

  @OptionGroup var engine: EngineOptions

  func check() throws {
    try engine.check()
    if output == "" { throw ValidationError("--output: expected a folder, found ''") }
    if all, output == nil {
      throw ValidationError("--all: expected a folder as --output, found none")
    }
    if !all, output != nil {
      throw ValidationError("--output: expected a topic before it, or --all, found neither")
    }
  }

  func run() throws {
    guard all, let output else {
      Stream.results.line(Topic.list)
      return
    }
    engine.applied()
    try makeFolder(output)
    var done = 0
    let book = try LectureBook { topic in
      done += 1
      Stream.notes.line("\(done)/\(Topic.all.count)  \(topic.name)")
    }
    let path = "\(output)/index.html"
    try AtomicFile.write(book.page.html, to: path)
    Stream.results.line("page  \(path.printable)")
  }
}
