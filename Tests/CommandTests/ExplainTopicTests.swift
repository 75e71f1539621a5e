import Foundation
import Fovea
import FoveaExplain
import TestSupport
import Testing

@testable import fovea_cli

/// The topics as commands, in this process but for one: a launch costs more than most of them.
@Suite("fovea explain: topics")
struct ExplainTopicTests {
  /// What the arguments come to.
  private func answer(_ line: String) throws -> Answer {
    let command = try FoveaCommand.parseAsRoot(line.split(separator: " ").map(String.init))
    let topic = try #require(command as? any TopicCommand)
    try topic.check()
    return try topic.answer()
  }

  @Test("a subcommand for each topic in the list's order; the book's commands are understood")
  func names() throws {
    #expect(ExplainCommand.topicNames == Topic.all.map(\.name))
    for topic in Topic.all {
      let words = topic.command.split(separator: " ").dropFirst().map(String.init)
      let command = try FoveaCommand.parseAsRoot(words)
      let own = try #require(command as? any TopicCommand)
      try own.check()
      let name = own.topicName
      #expect(name == topic.name)
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
      ("explain influence --kernel 5 --layers 2", "one input reaches 5 outputs"),
      ("explain cost --input 8 --passes 0", "18,720"),
      ("explain equivariance --shift 2", "shift 2"),
      ("explain router --input 1,2/3,4", "1 of 4 inputs chosen"),
      ("explain dropout --units 2", "2^2 = 4 thinned networks"),
    ])
  func arguments(_ line: String, _ text: String) throws {
    #expect(try answer(line).text().contains(text), "\(line)")
  }

  @Test(
    "wrong arguments: one line, and 64",
    arguments: [
      ("explain conv --at 4,0", "a place from 0,0 to 3,3 expected, found 4,0"),
      ("explain conv --at 1", "expected ROW,COLUMN"),
      ("explain conv --kernel 1,2/3", "row 2: expected 2 numbers"),
      ("explain conv --image nowhere.txt", "nowhere.txt"),
      ("explain slide6x6 --kernel 1,1,1,1,1,1,1", "the kernel spans 7, the padded input only 6"),
      ("explain slide6x6 --stride 0", "expected 1 to 4 whole numbers from 1 to 16"),
      ("explain output-size --kernel 9", "the kernel spans 9, the padded input only 7"),
      ("explain padding --kernel 3,x", "expected 1 to 8 whole numbers"),
      ("explain parameters --kernels 0", "expected a whole number from 1 to 1024"),
      ("explain conv-matrix --input 17", "expected a whole number from 1 to 16"),
      ("explain influence --of 12", "an input from 0 to 10 expected, found 12"),
      ("explain cost --input 2", "the kernel spans 3, the padded input only 2"),
      ("explain equivariance --shift 9", "--shift: expected up to 8, half of --size, found 9"),
      ("explain router --gradient 1,2", "a gradient of the output's shape [2, 2] expected"),
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
    }
  }
}
