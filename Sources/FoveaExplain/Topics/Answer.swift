import FoveaReport

/// What a topic says, from the values that were computed: the terminal prints it, the book sets it.
package struct Answer: Sendable {
  /// A piece of it.
  package enum Block: Sendable {
    /// Lines in letters of one width, whose columns stand below each other.
    case lines([String])
    /// A sentence or two, broken where there is no room.
    case prose(String)
    /// Rows under headings.
    case table(Table)
  }

  /// Its pieces, from top to bottom.
  package private(set) var blocks: [Block] = []
  /// What there is to look at.
  package var pictures: [Picture] = []
  /// Which of them is drawn where there is room for one.
  package var mainPicture = 0
  /// What moves, state by state; nil where nothing does.
  package var stepper: Stepper?

  package init() {}

  /// Adds lines; those that follow each other are one piece.
  package mutating func say(_ lines: String...) { say(lines) }

  /// Adds lines; those that follow each other are one piece.
  package mutating func say(_ lines: [String]) {
    if case .lines(let earlier) = blocks.last {
      blocks[blocks.count - 1] = .lines(earlier + lines)
    } else {
      blocks.append(.lines(lines))
    }
  }

  /// Adds a sentence or two; nothing for an empty text.
  package mutating func remark(_ text: String) {
    if !text.isEmpty { blocks.append(.prose(text)) }
  }

  /// Adds a table.
  package mutating func show(_ table: Table) { blocks.append(.table(table)) }

  /// The columns of a terminal that nobody has measured, and the longest line that is pleasant to read.
  private static let width = 80

  /// What a terminal shows, each line ended.
  ///
  /// - Parameter width: the terminal's columns; nil where nobody counts them.
  package func text(width: Int? = nil) -> String {
    blocks.map { block in
      switch block {
      case .lines(let lines): lines.map { $0.trimmingEnd + "\n" }.joined()
      case .prose(let text):
        text.wrapped(to: min(width ?? Self.width, Self.width)).map { $0 + "\n" }.joined()
      case .table(let table):
        // In parts below each other that each fit.
        table.parts(within: width ?? Self.width).map { $0.text(width: width) }
          .joined(separator: "\n")
      }
    }.joined()
  }
}

/// A picture of an answer.
package struct Picture: Sendable {
  /// What its file is called, without ".svg".
  package let name: String
  /// The file.
  package let svg: String
  /// The same as the book shows it, where letters must be large enough on a phone: smaller, or in parts.
  package let parts: [String]

  /// - Parameters:
  ///   - name: what its file is called, without ".svg".
  ///   - svg: the file.
  ///   - parts: what the book shows in its place; the same by default.
  package init(_ name: String, _ svg: String, parts: [String]? = nil) {
    self.name = name
    self.svg = svg
    self.parts = parts ?? [svg]
  }
}

/// States one after the other, each drawn.
package struct Stepper: Sendable {
  /// One state.
  package struct Step: Sendable {
    /// What is written on the button: a number, a place.
    package let label: String
    /// The picture.
    package let svg: String
  }

  /// What the buttons choose, as in "place of the window".
  package let title: String
  /// The states.
  package private(set) var steps: [Step] = []

  package init(_ title: String) { self.title = title }

  /// Adds a state.
  package mutating func add(_ label: String, _ svg: String) {
    steps.append(Step(label: label, svg: svg))
  }
}
