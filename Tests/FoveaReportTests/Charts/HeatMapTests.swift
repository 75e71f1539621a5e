import Foundation
import TestSupport
import Testing

@testable import FoveaReport

@Suite("Heat maps and scatter charts")
struct HeatMapTests {
  private func map(
    _ values: [[Double?]], _ colours: HeatMap.Colours = .diverging(limit: 1)
  ) -> HeatMap {
    HeatMap(
      "Map", note: "<note>", rows: values.indices.map { "r\($0)" },
      columns: (values.first ?? []).indices.map { "c\($0)" }, values: values, colours: colours)
  }

  /// Cells are the rectangles before the scale's 32.
  private func cells(_ map: HeatMap) throws -> [ParsedMarkup.Element] {
    try ParsedMarkup(map.svg).all("rect").filter { $0.attributes["class"] == nil }.dropLast(32)
  }

  @Test("a cell's colour is blue below 0, white at 0 and red above")
  func diverging() throws {
    let fills = try cells(map([[-1, 0, 1], [-5, nil, 5]])).map { $0.attributes["fill"] }
    #expect(fills == ["#084594", "#ffffff", "#a50f15", "#084594", "#a50f15"])
  }

  @Test("half way the colour is half way")
  func between() {
    let colours = HeatMap.Colours.sequential(highest: 8)
    #expect(colours.colour(0) == "#ffffff" && colours.colour(8) == "#084594")
    // 255 and 8 make 131.5, 255 and 69 make 162, 255 and 148 make 201.5.
    #expect(colours.colour(4) == "#84a2ca")
    #expect(HeatMap.Colours.sequential(highest: 0).colour(3) == "#ffffff")
  }

  @Test("cells lie in rows and columns, all of one size, inside the picture")
  func places() throws {
    let map = map([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    let cells = try cells(map)
    try #require(cells.count == 6)
    #expect(Set(cells.map { $0["width"] }).count == 1)
    #expect(cells[0]["y"] == cells[2]["y"] && cells[3]["y"] > cells[0]["y"])
    #expect(cells[0]["x"] == cells[3]["x"] && cells[1]["x"] > cells[0]["x"])
    let svg = try ParsedMarkup(map.svg)
    let (width, height) = (svg.elements[0]["width"], svg.elements[0]["height"])
    #expect(cells.allSatisfy { $0["x"] + $0["width"] < width && $0["y"] + $0["height"] < height })
    #expect(
      svg.all("text", class: "value").map(\.text) == ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6"])
    #expect(svg.all("text", class: "note").map(\.text) == ["<note>"])
  }

  @Test("many cells are small, and have no numbers in them")
  func large() throws {
    let values = (0..<60).map { i in (0..<60).map { j in Double?(Double(i - j) / 60) } }
    let map = map(values)
    let svg = try ParsedMarkup(map.svg)
    #expect(try cells(map).count == 3600)
    #expect(svg.all("text", class: "value").isEmpty)
    #expect(svg.elements[0]["width"] < 800)
  }

  @Test("small cells of 0 are one strip, however many they are; what is no number stays blank")
  func zeros() throws {
    let values = (0..<60).map { i in
      (0..<60).map { j -> Double? in i == j ? 1 : j < 50 ? 0 : nil }
    }
    let cells = try cells(map(values, .sequential(highest: 1)))
    // Around each cell of 1 a strip on the left and one on the right; below the 50th row on the left alone.
    #expect(cells.count == 2 + 48 * 3 + 2 + 10 * 2)
    // 480 pixels for 60 cells, and a hair more; 49 of them side by side.
    #expect(cells[0]["width"] == 8.2 && cells[1]["width"] == 392.2)
    #expect(cells[1]["x"] == cells[0]["x"] + 8)
    #expect(cells.prefix(2).map { $0.attributes["fill"] } == ["#084594", "#ffffff"])
  }

  @Test("points lie where their numbers say, the first six groups in colours and the next as rings")
  func scatter() throws {
    let groups = (0..<8).map { i in
      ScatterChart.Group("g\(i)", points: [.init(x: Double(i), y: Double(2 * i))])
    }
    let bad = ScatterChart.Group("bad", points: [.init(x: .nan, y: 1), .init(x: 1, y: .infinity)])
    let chart = ScatterChart("Scatter", xLabel: "x", yLabel: "y", groups: groups + [bad])
    let marks = try ParsedMarkup(chart.svg).all("circle")
    // Eight points, and nine in the legend.
    try #require(marks.count == 17)
    let points = marks.prefix(8)
    #expect(points.map { $0.attributes["class"] ?? "" }.prefix(7).last == "curve c0")
    #expect(points.first?.attributes["class"] == "c0")
    for (left, right) in zip(points, points.dropFirst()) {
      // Along a straight line, each as far from the last.
      #expect(abs(right["cx"] - left["cx"] - (points[1]["cx"] - points[0]["cx"])) < 0.03)
      #expect(right["cy"] < left["cy"])
    }
    #expect(!chart.svg.contains("nan") && !chart.svg.contains("inf"))
  }
}
