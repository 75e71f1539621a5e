import Testing

@testable import FoveaExplain

/// The list that the command and the book go by.
@Suite struct TopicTests {
  /// Those that train nothing.
  static let quick = [
    Topic.conv, .slide6x6, .outputSize, .padding, .parameters, .convMatrix, .influence, .cost,
    .equivariance, .poolInvariance, .layers, .evolution, .activations, .dropout, .router,
  ]

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

  @Test("an answer fits a screen and has a picture", arguments: quick)
  func answers(_ topic: Topic) throws {
    let answer = try topic.answer()
    let lines = answer.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 30 && lines.allSatisfy { $0.count <= 80 }, "\(topic.name)")
    #expect(!answer.pictures.isEmpty && answer.pictures.allSatisfy { $0.svg.hasPrefix("<svg") })
    #expect(answer.stepper.map { $0.steps.count > 1 } ?? true)
  }

  @Test("the book has every topic, asks no network, runs nothing, and is the same when made again")
  func book() throws {
    let topics = [Topic.conv, .outputSize, .influence, .dropout, .router]
    let page = try LectureBook(topics).page.html
    for topic in topics {
      #expect(page.contains("id=\"\(topic.name)\"") && page.contains(topic.command))
    }
    #expect(!page.contains("<script") && !page.contains("href=\"http"))
    #expect(!page.contains("src=\"http") && page.contains("default-src 'none'"))
    // The window at each of 16 places, of which the first is shown.
    #expect(page.components(separatedBy: "name=\"conv\"").count == 17)
    #expect(page.components(separatedBy: "id=\"conv-0\" checked").count == 2)
    #expect(try LectureBook(topics).page.html == page)
  }
}
