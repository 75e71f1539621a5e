import TestSupport
import Testing

@testable import FoveaReport

@Suite("Parallel coordinates")
struct ParallelCoordinatesTests {
  private func chart() throws -> ParsedMarkup {
    try ParsedMarkup(
      ParallelCoordinates(
        "Trials", legend: [.best: "best", .muted: "others"],
        axes: [
          .init("rate", .numbers(.logarithmic)), .init("kind", .names(["a", "b"])),
          .init("accuracy", .numbers(.linear)),
        ],
        lines: [
          .init("one", values: [.number(0.001), .name("a"), .number(10)], emphasis: .best),
          .init("two", values: [.number(0.1), .name("b"), .number(30)]),
          .init("three", values: [.number(0.01), .name("b"), .number(20)], emphasis: .good),
          .init("broken", values: [.number(0.01), .name("a"), nil]),
          .init("alone", values: [.number(0.01), nil, .number(.nan)]),
        ]
      ).svg)
  }

  private func points(_ line: ParsedMarkup.Element) -> [[Double]] {
    (line.attributes["points"] ?? "").split(separator: " ").map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
  }

  @Test("each line meets each axis at its value; the larger the higher")
  func places() throws {
    let lines = try chart().all("polyline")
    // In the order in which they are drawn: the best last, a point alone is no line.
    let drawn = lines.map(points)
    try #require(drawn.map(\.count) == [3, 2, 3, 3])
    let (two, broken, three, one) = (drawn[0], drawn[1], drawn[2], drawn[3])
    let (bottom, top) = (one[0][1], two[0][1])
    #expect(bottom > top)
    // Equal ratios are equal heights; names lie in the middles of halves.
    #expect(abs(three[0][1] - (bottom + top) / 2) <= 0.02)
    #expect(abs(one[1][1] - (bottom - (bottom - top) / 4)) <= 0.02)
    #expect(abs(two[1][1] - (bottom - 3 * (bottom - top) / 4)) <= 0.02)
    #expect(one[2][1] == bottom && two[2][1] == top)
    #expect(broken[1] == one[1])
    // Axes at equal distances.
    #expect(abs((one[1][0] - one[0][0]) - (one[2][0] - one[1][0])) <= 0.02)
  }

  @Test("the best is drawn in its own colour, after all others")
  func emphasis() throws {
    let lines = try chart().all("polyline")
    #expect(lines.last?.attributes["class"] == "curve c1")
    #expect(lines.first?.attributes["class"] == "curve muted")
    let texts = try chart().all("text").map(\.text)
    for text in ["rate", "kind", "accuracy", "best", "others", "0.001", "0.1", "a", "b", "30"] {
      #expect(texts.contains(text))
    }
  }

  @Test("one value on an axis, and no lines, are charts too")
  func degenerate() throws {
    let axes: [ParallelCoordinates.Axis] = [
      .init("a", .numbers(.linear)), .init("b", .numbers(.logarithmic)),
    ]
    let flat = ParallelCoordinates(
      "t", legend: [:], axes: axes, lines: [.init("l", values: [.number(3), .number(5)])])
    let line = try #require(try ParsedMarkup(flat.svg).all("polyline").first)
    let numbers = points(line).flatMap { $0 }
    #expect(numbers.count == 4 && numbers.allSatisfy { $0.isFinite })
    let empty = ParallelCoordinates("t", legend: [:], axes: axes, lines: [])
    #expect(try ParsedMarkup(empty.svg).all("polyline").isEmpty)
  }
}

@Suite("Correlation matrices")
struct CorrelationMatrixTests {
  @Test("a square each, the stronger the darker, with its number")
  func squares() throws {
    let svg = try ParsedMarkup(
      CorrelationMatrix("t", names: ["x", "y"], values: [[1, -0.25], [-0.25, nil]]).svg)
    let squares = svg.all("rect").filter { $0.attributes["fill-opacity"] != nil }
    try #require(squares.count == 4)
    #expect(squares[0]["fill-opacity"] > squares[1]["fill-opacity"])
    #expect(squares[1].attributes["class"] == "c1" && squares[0].attributes["class"] == "c0")
    let texts = svg.all("text").map(\.text)
    #expect(texts.contains("1.00") && texts.contains("-0.25") && texts.contains("-"))
    #expect(texts.count { $0 == "x" } == 2)
  }
}
