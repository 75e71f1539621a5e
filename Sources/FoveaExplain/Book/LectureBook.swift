import FoveaReport

/// The lecture as one page: each topic's text, numbers, pictures and command, in the lecture's order.
///
/// Every number is computed when the book is made. What is random is seeded and what takes time is not measured, so
/// two books are the same byte for byte.
package struct LectureBook: Sendable {
  /// The topics with their answers.
  package let topics: [(topic: Topic, answer: Answer)]

  /// Computes the answers.
  ///
  /// - Parameters:
  ///   - topics: all by default, in their order.
  ///   - onTopic: is told before each.
  /// - Throws: what a topic throws.
  package init(_ topics: [Topic] = Topic.all, onTopic: (Topic) -> Void = { _ in }) throws {
    self.topics = try topics.map { topic in
      onTopic(topic)
      return (topic, try topic.answer())
    }
  }

  /// The page.
  package var page: Page {
    let sections = LectureSection.allCases.filter { section in
      topics.contains { $0.topic.section == section }
    }
    let anchors = sections.map { (title: $0.title, anchor: "part-\($0)") }
    let chapters = zip(sections, anchors).flatMap { section, entry in
      [Page.chapter(section.title, anchor: entry.anchor, introduction: section.introduction)]
        + topics.filter { $0.topic.section == section }.map { lesson($0.topic, $0.answer) }
    }
    return Page(
      "The lecture that runs",
      subtitle:
        "Convolutional networks and how they are trained. Every number and picture was computed "
        + "by Fovea when this page was made.",
      sections: [Page.contents(anchors)] + chapters)
  }

  /// Whether a phone has too little room for its rows.
  private func isWide(_ table: Table) -> Bool {
    table.text(width: nil).split(separator: "\n").contains { $0.count > 46 }
  }

  private func lesson(_ topic: Topic, _ answer: Answer) -> HTML {
    let blocks = answer.blocks.map { block in
      switch block {
      case .lines(let lines): Page.lines(lines)
      case .prose(let text): Page.remark(text)
      case .table(let table): table.html(isStacked: isWide(table))
      }
    }
    let stepper = answer.stepper.map { stepper in
      Page.stepper(
        stepper.title, name: topic.name, steps: stepper.steps.map { ($0.label, $0.svg) })
    }
    // A stepper shows what the picture does, and more.
    let pictures = answer.pictures.flatMap(\.parts)
    let isDrawnTwice = answer.stepper != nil && answer.pictures.count == 1
    return Page.lesson(
      topic.summary, anchor: topic.name,
      text: [Page.paragraph(topic.story), Page.command(topic.command)] + blocks,
      pictures: [
        isDrawnTwice || pictures.isEmpty ? .nothing : Page.charts(pictures), stepper ?? .nothing,
      ])
  }
}
