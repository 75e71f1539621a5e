import ArgumentParser
import Fovea
import FoveaExplain

/// A topic of the lecture as a subcommand: it reads arguments, the library answers.
protocol TopicCommand: CheckedCommand {
  /// What it is about, and its name.
  static var topic: Topic { get }
  /// Where pictures go.
  var charts: PictureOutput { get }
  /// Computes what is said for these arguments.
  func answer() throws -> Answer
}

extension TopicCommand {
  /// The topic's name and line, with more to say in its help.
  static func configured(_ discussion: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: topic.name, abstract: topic.summary, discussion: discussion)
  }

  /// The topic's name, of a command whose type is not known.
  var topicName: String { Self.topic.name }

  func check() throws { try charts.check() }

  func run() throws { try show() }

  /// Prints the answer and writes its pictures.
  fileprivate func show() throws {
    let answer: Answer
    do {
      answer = try self.answer()
    } catch let error as ShapeError {
      // Sizes come from the arguments alone.
      throw ValidationError(error.description)
    }
    try charts.check(answer)
    Stream.results.write(answer.text(width: Stream.results.width))
    try charts.write(answer)
  }
}

/// Puts the flags that sizes came from before what is wrong with the sizes.
func naming<T>(_ flags: String, _ body: () throws -> T) throws -> T {
  do { return try body() } catch let error as ShapeError {
    throw ValidationError("\(flags): \(error)")
  }
}

/// A topic that takes long enough for threads to matter.
protocol ThreadedTopicCommand: TopicCommand {
  /// How many threads.
  var engine: EngineOptions { get }
}

extension ThreadedTopicCommand {
  func check() throws {
    try engine.check()
    try charts.check()
  }

  func run() throws {
    engine.applied()
    try show()
  }
}

/// Where a topic's pictures go.
struct PictureOutput: ParsableArguments {
  @Option(
    help: "Write the picture to this file, which ends in .svg, or all pictures to this folder.",
    completion: .paths)
  var output: String?

  /// Refuses a path that names nothing, or a file of another kind, which would become a folder.
  func check() throws {
    try checkChartPath(output)
    guard let output, !isFile, let form = FileForm(of: output) else { return }
    throw ValidationError(
      "--output: expected a file that ends in .svg, or a folder, found one that ends in .\(form.rawValue)"
    )
  }

  /// Whether one picture is written to a file.
  private var isFile: Bool { output.flatMap { FileForm(of: $0) } == .svg }

  /// Refuses an answer without pictures when they were asked for: what is large is not drawn square by square.
  func check(_ answer: Answer) throws {
    if output != nil, answer.pictures.isEmpty {
      throw ValidationError(
        "--output: expected sizes small enough to be drawn, found larger ones; choose smaller ones, or "
          + "leave it out")
    }
  }

  /// Writes the main picture to a file ending in ".svg"; all of them, and the states of what moves, to a folder.
  func write(_ answer: Answer) throws {
    guard let output, !answer.pictures.isEmpty else { return }
    if isFile {
      try writeChart(answer.pictures[answer.mainPicture].svg, to: output)
      let others = answer.pictures.count - 1
      if others > 0 {
        Stream.notes.line(
          "note: \(others) more \(others == 1 ? "picture" : "pictures"); name a folder for all")
      }
      return
    }
    try makeFolder(output)
    let steps = (answer.stepper?.steps ?? []).enumerated().map { ("step-\($0 + 1)", $1.svg) }
    for (name, svg) in answer.pictures.map({ ($0.name, $0.svg) }) + steps {
      try AtomicFile.write(svg, to: "\(output)/\(name).svg")
    }
    Stream.notes.line(
      "charts  \(output.printable), \((answer.pictures.count + steps.count).counted("file"))")
  }
}
