import TestSupport
import Testing

@testable import FoveaReport

@Suite("Grids of small charts")
struct PanelGridTests {
  private func line(_ values: [Double]) -> [LineChart.Point] {
    values.enumerated().map { LineChart.Point(x: Double($0.offset), y: $0.element) }
  }

  private func points(_ element: ParsedMarkup.Element) -> [(x: Double, y: Double)] {
    (element.attributes["points"] ?? "").split(separator: " ").map { pair in
      let parts = pair.split(separator: ",").compactMap { Double($0) }
      return parts.count == 2 ? (parts[0], parts[1]) : (.nan, .nan)
    }
  }

  @Test(
    "points are circles below the curves, which take the next colours; what lies outside is not drawn"
  )
  func scattered() throws {
    let panel = PanelGrid.Panel(
      "a", points: [.init(x: 0, y: 0), .init(x: 2, y: 2), .init(x: 3, y: 1)],
      curves: [line([0, 1, 2])])
    let svg = try ParsedMarkup(
      PanelGrid(
        "Grid", note: "n",
        rows: [PanelGrid.Row(panels: [panel], xRange: 0...2, yRange: 0...2)]
      ).svg)
    let circles = svg.all("circle", class: "c0").map { circle in
      [circle.attributes["cx"], circle.attributes["cy"]].map { Double($0 ?? "") ?? .nan }
    }
    let curve = try #require(svg.all("polyline", class: "c1").first.map(points))
    // The first and the last point of the curve.
    #expect(circles == [[curve[0].x, curve[0].y], [curve[2].x, curve[2].y]])
    #expect(svg.all("polyline", class: "c0").isEmpty)
  }

  @Test("panels lie beside and below each other, curves at their values")
  func places() throws {
    let row = PanelGrid.Row(
      panels: [
        .init("a", curves: [line([0, 1, 2]), line([2, 2, 2])]),
        .init("b", curves: [line([0, 1, 2])]),
      ], xRange: 0...2, yRange: 0...2)
    let other = PanelGrid.Row(
      "second", panels: [.init("c", curves: [line([0, 1, 2])])], xRange: 0...2, yRange: 0...2)
    let svg = try ParsedMarkup(
      PanelGrid("Grid", note: "n", legend: ["one", "two"], rows: [row, other]).svg)
    let first = svg.all("polyline", class: "c0").map(points)
    try #require(first.count == 3 && svg.all("polyline", class: "c1").count == 1)
    let (a, b, c) = (first[0], first[1], first[2])
    #expect(a[0].y > a[2].y && abs(a[0].y + a[2].y - 2 * a[1].y) <= 0.02)
    #expect(abs(a[0].x + a[2].x - 2 * a[1].x) <= 0.02)
    // Beside: the same heights, moved to the right by more than a panel's width. Below: the same places.
    #expect(a.map(\.y) == b.map(\.y) && b[0].x > a[2].x)
    #expect(a.map(\.x) == c.map(\.x) && c[2].y > a[0].y)
    for text in ["Grid", "n", "one", "two", "a", "b", "c", "second"] {
      #expect(svg.all("text").contains { $0.text == text }, "\(text)")
    }
    let width = try #require(svg.all("svg").first)["width"]
    #expect(b[2].x < width)
  }

  @Test("a curve is broken where it leaves the panel")
  func broken() throws {
    let panel = PanelGrid.Panel("a", curves: [line([1, 5, .nan, 1, 2, -1, 0, 0])])
    let svg = try ParsedMarkup(
      PanelGrid(
        "", note: "", rows: [.init(panels: [panel], xRange: 0...7, yRange: 0...2)]
      ).svg)
    #expect(svg.all("polyline").map { points($0).count } == [1, 2, 2])
  }

  @Test("a histogram is filled steps, its fullest bin 1")
  func histogram() throws {
    let panel = PanelGrid.Panel("h", histogram: [2, 8, 4], over: -1...0.5)
    #expect(panel.curves[0].map(\.x) == [-1, -0.5, -0.5, 0, 0, 0.5])
    #expect(panel.curves[0].map(\.y) == [0.25, 0.25, 1, 1, 0.5, 0.5])
    let svg = try ParsedMarkup(
      PanelGrid(
        "", note: "", isFilled: true,
        rows: [.init(panels: [panel], xRange: -1...0.5, yRange: 0...1)]
      ).svg)
    let polygon = try #require(svg.all("polygon").first.map(points))
    // Down to 0 at both ends.
    #expect(polygon.count == 8 && polygon.first?.y == polygon.last?.y)
    #expect(polygon[0].y == polygon.map(\.y).max())
    #expect(PanelGrid.Panel("", histogram: [0, 0], over: 0...1).curves[0].allSatisfy { $0.y == 0 })
  }
}
