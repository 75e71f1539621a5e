import Foundation
import Fovea
import FoveaExplain
import TestSupport
import Testing

@testable import fovea_cli

/// The topics as commands, in this process but for one: a launch costs more than most of them.
@Suite("fovea explain: topics")
struct ExplainTopicTests {
  /// The command of a line without "fovea", its arguments looked at.
  private func command(_ line: String) throws -> any TopicCommand {
    let command = try FoveaCommand.parseAsRoot(line.split(separator: " ").map(String.init))
    let topic = try #require(command as? any TopicCommand)
    try topic.check()
    return topic
  }

  /// What the arguments come to.
  private func answer(_ line: String) throws -> Answer { try command(line).answer() }

  @Test("a subcommand for each topic in the list's order; the book's commands are understood")
  func names() throws {
    #expect(ExplainCommand.topicNames == Topic.all.map(\.name))
    for topic in Topic.all {
      let name = try command(String(topic.command.dropFirst("fovea ".count))).topicName
      #expect(name == topic.name)
    }
  }

  @Test(
    "the book's command gives the book's answer, and its name alone the same: defaults are equal")
  func bookAnswers() throws {
    for (topic, expected) in try LectureAnswers.all() {
      // The time of layers is what the command alone measures.
      let rest = topic.name == "cost" ? " --passes 0" : ""
      for line in [topic.command, "fovea explain \(topic.name)"] {
        let found = try answer(String(line.dropFirst("fovea ".count)) + rest)
        #expect(found.text() == expected.text(), "\(line)")
        #expect(found.pictures.map(\.svg) == expected.pictures.map(\.svg), "\(line)")
      }
    }
  }

  @Test("the examples in the topics' help are understood, fit a terminal, and draw what they say")
  func examples() throws {
    try withTemporaryDirectory { folder in
      // The reader's own file of one of them.
      let mine = folder.appendingPathComponent("mine.txt").path
      try "1,0,1\n0,1,0\n1,0,1\n".write(toFile: mine, atomically: true, encoding: .utf8)
      for topic in ExplainCommand.topics {
        let lines = topic.configuration.discussion.split(separator: "\n")
          .map { $0.drop { $0 == " " } }.filter {
            $0.hasPrefix("fovea explain \(topic.topic.name)")
          }
        #expect(!lines.isEmpty, "\(topic.topic.name)")
        // A trained model is there after a training run.
        for line in lines where !line.contains("--model") {
          // What is pasted from a terminal is one command: it stands on one line, behind two blanks.
          #expect(line.count <= 78, "\(line)")
          var words = line.split(separator: " ").dropFirst().map {
            $0 == "mine.txt" ? mine : String($0)
          }
          let flag = words.firstIndex(of: "--output")
          if let flag { words[flag + 1] = folder.appendingPathComponent(words[flag + 1]).path }
          let command = try command(words.joined(separator: " "))
          let answer = try command.answer()
          let text = answer.text(width: 80)
          #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(line):\n\(text)")
          try command.charts.check(answer)
          try command.charts.write(answer)
          guard let flag else { continue }
          let path = words[flag + 1]
          let isFile = path.hasSuffix(".svg")
          let files =
            isFile
            ? [path]
            : try FileManager.default.contentsOfDirectory(atPath: path).map { "\(path)/\($0)" }
          #expect(!files.isEmpty, "\(line)")
          for file in files {
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<svg"), "\(line)")
          }
        }
      }
    }
  }

  @Test(
    "arguments change the answer",
    arguments: [
      ("explain conv --at 3,3 --kernel 2", "    = 3"),
      ("explain conv --image 1,2/3,4 --kernel 1,0/0,-1", "a.b = 1*1 + 2*0"),
      ("explain slide6x6 --kernel 2 --stride 3", "stride 3"),
      ("explain output-size --input 28 --kernel 5 --stride 4", "(28 + 2*0 - 5) / 4 + 1 = 6.75"),
      ("explain padding --kernel 4", "1 before, 2 after"),
      ("explain parameters --channels 3 --kernels 2", "(3*3*3 + 1) * 2 = 56"),
      ("explain conv-matrix --input 4 --kernel 1,2/3,4", "different   4"),
      ("explain influence --kernel 5 --layers 2", "one input reaches 5 of layer 1"),
      ("explain influence --stride 2 --input 32", "were layer 1 dense, 16 of 16"),
      ("explain cost --input 8 --passes 0", "18,720"),
      ("explain equivariance --shift 2", "shift 2"),
      ("explain router --input 1,2/3,4", "1 of 4 inputs chosen"),
      ("explain dropout --units 2", "2^2 = 4 thinned networks"),
      ("explain dropout --units 1", "1 hidden unit, each"),
      ("explain slide6x6 --stride 1,3 --kernel 2", "kernel 2 "),
      (
        "explain slide6x6 --stride 2", "(6 - 3) / 2 + 1 = 2.5: the last column and row are not seen"
      ),
      ("explain conv --stride 2", "(6 - 3) / 2 + 1 = 2.5: the last column and row are not seen"),
      (
        "explain conv --stride 2 --padding 1", "(6 + 2 - 3) / 2 + 1 = 3.5: only padding is not seen"
      ),
      ("explain conv --image 1,2,3,4/5,6,7,8 --kernel 1,1/1,1 --stride 2 --at 0,1", "    = 22"),
      ("explain conv-matrix --stride 2", "the last column and row are not seen"),
      ("explain output-size --input 7 --stride 3 --padding 5", "padding 4 -> 5"),
    ])
  func arguments(_ line: String, _ text: String) throws {
    #expect(try answer(line).text().contains(text), "\(line)")
  }

  @Test(
    "wrong arguments: one line, and 64",
    arguments: [
      ("explain conv --at 4,0", "--at: a place from 0,0 to 3,3 expected, found 4,0"),
      ("explain conv --image 1,2/3,4", "--kernel: convolution of [1, 2, 2, 1] with kernel"),
      ("explain conv --kernel 3", "one of a single number is written 3.0"),
      ("explain conv --at 1", "expected ROW,COLUMN"),
      ("explain conv --kernel 1,2/3", "row 2: expected 2 numbers"),
      ("explain conv --image nowhere.txt", "nowhere.txt"),
      ("explain slide6x6 --kernel 1,1,1,1,1,1,1", "--kernel: convolution of"),
      ("explain slide6x6 --stride 0", "expected 1 to 4 whole numbers from 1 to 16"),
      ("explain output-size --kernel 9", "the kernel spans 9, the padded input only 7"),
      ("explain output-size --input 200 --output x", "--output: expected sizes small enough"),
      ("explain padding --kernel 3,x", "expected 1 to 8 whole numbers"),
      ("explain padding --kernel 9", "--kernel: convolution of"),
      ("explain padding --input 200 --output x.svg", "--output: expected sizes small enough"),
      ("explain parameters --kernels 0", "expected a whole number from 1 to 1024"),
      ("explain conv-matrix --input 17", "expected a whole number from 1 to 16"),
      ("explain conv-matrix --kernel 3", "one of a single number is written 3.0"),
      ("explain influence --of 12", "--of: an input from 0 to 10 expected, found 12"),
      ("explain cost --input 2", "the kernel spans 3, the padded input only 2"),
      (
        "explain cost --input 64 --channels 4 --kernels 16",
        "expected a dense layer of up to 134,217,728 parameters, found 1,007,"
      ),
      (
        "explain distance-pool --data shapes --window 15 --stride 15",
        "--window, --stride: pictures of 17"
      ),
      ("explain conv --output x.png", "--output: expected a file that ends in .svg, or a folder"),
      ("explain conv --output v1/x.TXT", "found one that ends in .txt"),
      ("explain conv --image 1,,1/2,3", "row 1: expected a number from -1e6 to 1e6, found ''"),
      ("explain penalties --l2 200", "expected a number from 0 to 199"),
      ("explain equivariance --shift 9", "--shift: expected up to 8, half of --size, found 9"),
      (
        "explain router --gradient 1,2",
        "--gradient: a gradient of the output's shape [2, 2] expected"
      ),
      (
        "explain router --window 5",
        "--window: expected up to 4x4, as large as the input, found 5x5"
      ),
      ("explain layers --output ", "missing value for '--output"),
      ("explain evolution --since 2", "unknown option '--since'"),
      ("explain dropout --units 11", "expected a whole number from 1 to 10"),
      ("explain learning-rate --rates 0", "expected 1 to 6 numbers from 1e-12 to 1000"),
      ("explain bagging --members 1", "expected a whole number from 2 to 12"),
      ("explain augmentation --augment shift:16", "expected fewer than the 16 pixels of a side"),
      ("explain --output x", "expected a topic before it, or --all, found neither"),
      ("explain --all", "--all: expected a folder as --output, found none"),
      ("explain cnv", "unknown topic 'cnv'; did you mean 'conv'?"),
    ])
  func refusals(_ line: String, _ text: String) throws {
    let words = line.split(separator: " ").map(String.init)
    do {
      try FoveaCommand.checkVerb(words)
      var command = try FoveaCommand.parseAsRoot(words)
      try (command as? any CheckedCommand)?.check()
      try command.run()
      Issue.record("\(line) was understood")
    } catch {
      let report = FailureReport(error, FoveaCommand.exitCode(for: error), arguments: words)
      #expect(report.code == 64 && report.line.contains(text), "\(report.line)")
      #expect(!report.line.contains("\n"))
      // A topic's own help, where one was understood.
      let topic = ExplainCommand.topicNames.contains(words[1]) ? words[1] + " " : ""
      #expect(report.line.hasSuffix("(see 'fovea explain \(topic)--help')"), "\(report.line)")
    }
  }

  @Test("the list, and pictures: a file, or a folder with what moves")
  func pictures() throws {
    try withTemporaryDirectory { folder in
      let list = try Command.run("explain", in: folder)
      #expect(list.status == 0 && list.output == Topic.list + "\n" && list.errors.isEmpty)
      let figure = try answer("explain conv")
      let file = folder.appendingPathComponent("conv.svg").path
      try PictureOutput.parse(["--output", file]).write(figure)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == figure.pictures[0].svg)
      let place = folder.appendingPathComponent("conv").path
      try PictureOutput.parse(["--output", place]).write(figure)
      let names = try FileManager.default.contentsOfDirectory(atPath: place)
      #expect(Set(names) == Set(["conv.svg"] + (1...16).map { "step-\($0).svg" }))
      let one = try Command.run("explain", "output-size", "--output", "y.SVG", in: folder)
      #expect(one.status == 0)
      #expect(one.errors == "chart  y.SVG\nnote: 2 more pictures; name a folder for all\n")
      let svg = try String(
        contentsOf: folder.appendingPathComponent("y.SVG"), encoding: .utf8)
      #expect(svg.contains("Stride 3: doesn&#39;t fit"))
      // Points and digits in a folder's name, or a slash behind it.
      for name in ["v1.2", "old.d/"] { try PictureOutput.parse(["--output", name]).check() }
    }
  }
}
