import FoveaReport
import TestSupport
import Testing

@Suite struct GridChartTests {
  @Test func aSquareForEachNumberTheLargestDarkest() throws {
    let chart = GridChart(
      "A <b>",
      panels: [
        .init("left", values: [[1, 2], [0, -4]]), .init("right", values: [[0.5, 0.25, 0]]),
      ])
    let svg = try ParsedMarkup(chart.svg)
    let positive = svg.all("rect", class: "c0")
    let negative = svg.all("rect", class: "c1")
    #expect(positive.count == 6 && negative.count == 1)
    // From 0.04 to 0.60, in proportion to the panel's own largest magnitude.
    #expect(negative[0]["fill-opacity"] == 0.6)
    #expect(positive.map { $0["fill-opacity"] } == [0.18, 0.32, 0.04, 0.6, 0.32, 0.04])
    #expect(
      svg.all("text", class: "value").map(\.text) == ["1", "2", "0", "-4", "0.5", "0.25", "0"])
    let width = svg.elements[0]["width"]
    #expect((positive + negative).allSatisfy { $0["x"] >= 0 && $0["x"] + $0["width"] <= width })
    #expect(svg.all("text", class: "title").map(\.text) == ["A <b>"])
  }

  @Test func aDiagramHasAUnitANodeAndALineAnEdge() throws {
    let nodes = ["0.1", "1"].map { NodeDiagram.Node($0) }
    let marked = [NodeDiagram.Node("1", isMarked: true), NodeDiagram.Node("2")]
    let diagram = NodeDiagram(
      "Title", note: "note",
      panels: [
        .init("before", upper: ("above", nodes), lower: ("below", nodes)),
        .init("after", upper: ("above", marked), lower: ("below", nodes)),
      ], edges: [(0, 0), (1, 0), (1, 1)])
    let svg = try ParsedMarkup(diagram.svg)
    #expect(svg.all("circle").count == 8 && svg.all("circle", class: "c1").count == 1)
    #expect(svg.all("line", class: "axis").count == 6)
    // Lines go up, from the lower row's upper rim.
    #expect(svg.all("line", class: "axis").allSatisfy { $0["y1"] > $0["y2"] })
    let (width, height) = (svg.elements[0]["width"], svg.elements[0]["height"])
    #expect(
      svg.all("circle").allSatisfy {
        $0["cx"] + $0["r"] <= width && $0["cy"] + $0["r"] <= height && $0["cx"] > $0["r"]
      })
  }

  @Test("long numbers are written small, and where that is too little squares become wider")
  func longNumbers() throws {
    for (number, width) in [(-3.0, 28.0), (0.25, 28), (4000, 28.6), (-12345, 38.6)] {
      let svg = try ParsedMarkup(
        GridChart("A", cell: 28, panels: [.init("", values: [[number, 1], [0, 0]])]).svg)
      let columns = Set(svg.all("rect").compactMap { $0.attributes["x"] }.compactMap(Double.init))
      #expect(columns.sorted() == [20, 20 + width], "\(number)")
    }
  }

  @Test("names lie in a halo, lines pass behind them")
  func halo() throws {
    let diagram = LayerDiagram(
      "A", rows: [.init("input", [.init()]), .init("output", [.init()])],
      edges: [.init(row: 0, lower: 0, upper: 0)])
    let svg = try ParsedMarkup(diagram.svg)
    #expect(svg.all("text", class: "halo").map(\.text) == ["input", "output"])
    let names = svg.elements.map(\.name)
    #expect(try #require(names.lastIndex(of: "line")) < #require(names.lastIndex(of: "text")))
  }

  @Test("squares are as large as fit, and not without end")
  func cells() {
    #expect(GridChart.cell(for: 7, within: 480, most: 26) == 26)
    #expect(GridChart.cell(for: 32, within: 480, most: 26) == 15)
    #expect(GridChart.cell(for: 4000, within: 480, most: 26) == 2)
  }

  @Test("bubbles keep their names inside a small picture")
  func bubbles() throws {
    let chart = BubbleChart(
      "Cost", xLabel: "x", yLabel: "y", sizeLabel: "s",
      bubbles: [.init("left", x: 0, y: 1, size: 1), .init("at the right", x: 10, y: 2, size: 9)])
    for svg in [chart.svg, chart.svg(width: 300, height: 260)] {
      let parsed = try ParsedMarkup(svg)
      let frame = parsed.elements[0]
      let circles = parsed.all("circle")
      #expect(circles.count == 2)
      #expect(
        circles.allSatisfy {
          $0["cx"] - $0["r"] > 0 && $0["cx"] + $0["r"] <= frame["width"]
            && $0["cy"] + $0["r"] < frame["height"]
        })
      // Above its bubble.
      let name = try #require(parsed.all("text").first { $0.text == "at the right" })
      #expect(name["y"] < (circles.map { $0["cy"] - $0["r"] }.min() ?? 0))
      #expect(name.attributes["text-anchor"] == "end" && name["x"] <= frame["width"])
    }
  }
}
