import TestSupport
import Testing

@testable import FoveaExplain

/// The list that the command and the book go by.
@Suite struct TopicTests {
  /// All answers, computed once for what only looks at them.
  static let book = Result { try LectureBook() }

  @Test("in the lecture's order, each name once, every part with a topic, no line too long")
  func list() {
    let places = Topic.all.map { topic in
      LectureSection.allCases.firstIndex(of: topic.section) ?? -1
    }
    #expect(places == places.sorted() && Set(places).count == LectureSection.allCases.count)
    #expect(Set(Topic.all.map(\.name)).count == Topic.all.count)
    let lines = Topic.list.split(separator: "\n")
    #expect(lines.count == Topic.all.count + LectureSection.allCases.count)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("an answer fits a screen and has pictures, whole and in parts", arguments: Topic.all)
  func answers(_ topic: Topic) throws {
    let answer = try #require(
      try Self.book.get().topics.first { $0.topic.name == topic.name }
    ).answer
    let lines = answer.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 30 && lines.allSatisfy { $0.count <= 80 }, "\(topic.name)")
    #expect(!answer.pictures.isEmpty)
    for svg in answer.pictures.flatMap({ [$0.svg] + $0.parts }) {
      #expect(try ParsedMarkup(svg).elements.first?.name == "svg", "\(topic.name)")
    }
    #expect(answer.stepper.map { $0.steps.count > 1 } ?? true)
  }

  @Test("the book has every topic, asks no network, runs nothing, and is the same when made again")
  func book() throws {
    let page = try Self.book.get().page.html
    for topic in Topic.all {
      #expect(page.contains("id=\"\(topic.name)\"") && page.contains(topic.command))
    }
    #expect(!page.contains("<script") && !page.contains("href=\"http"))
    #expect(!page.contains("src=\"http") && page.contains("default-src 'none'"))
    // The window at each of 16 places, of which the first is shown.
    #expect(page.components(separatedBy: "name=\"conv\"").count == 17)
    #expect(page.components(separatedBy: "id=\"conv-0\" checked").count == 2)
    #expect(try LectureBook().page.html == page)
  }

  @Test("the networks' doubtful figures carry stars, which the answer and the picture explain")
  func footnotes() throws {
    let answer = try ModelZoo.answer()
    let text = answer.text()
    #expect(text.contains("CUImage *  ") && text.contains("\n* an ensemble of networks"))
    #expect(text.contains("SENet **  ") && text.contains("\n** the entry was an ensemble"))
    #expect(text.contains("resnet152") && text.contains("seresnet152"))
    for svg in [answer.pictures[0].svg, answer.pictures[0].parts[0]] {
      #expect(svg.contains("2016 CUImage *<") && svg.contains(">* an ensemble of networks"))
      #expect(svg.contains("2017 SENet **<") && svg.contains(">** the entry was"))
    }
  }

  @Test("lines are broken between words")
  func wrapping() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("one two three".wrapped(to: 2) == ["one", "two", "three"])
    #expect("".wrapped(to: 5).isEmpty)
  }
}
