import Foundation
import TestSupport
import Testing

@testable import FoveaReport

@Suite("Bar charts")
struct BarChartTests {
  private func chart(_ values: [[Double?]], _ scale: ChartScale = .linear) -> BarChart {
    BarChart(
      "Speed", unit: "GFLOP/s", scale: scale, groups: values.indices.map { "case \($0)" },
      series: [.init("naive", isMuted: true), .init("im2col")], panels: [.init("", values: values)])
  }

  @Test("on a linear scale, bars are as long as their values are large")
  func linear() throws {
    let bars = try ParsedMarkup(chart([[1, 50], [2.5, 200]]).svg).all("rect", class: "bar")
    try #require(bars.count == 4)
    for (bar, value) in zip(bars, [1, 50, 2.5, 200]) {
      // Coordinates are written to a hundredth of a pixel.
      #expect(abs(bar["width"] - bars[3]["width"] * value / 200) <= 0.01)
      #expect(bar["x"] == bars[3]["x"])
    }
    #expect(bars[3]["width"] > 300)
  }

  @Test("a picture is as wide as its title, and a long legend goes on below")
  func legend() throws {
    let names = (1...5).map { BarChart.Series("shift by \($0)") }
    let chart = BarChart(
      "A title that is longer than the bars below it, by far", unit: "px", groups: ["a"],
      series: names, panels: [.init("", values: [[1, 2, 3, 4, 5]])])
    let line = LineChart(chart.title, xLabel: "x", yLabel: "y", series: [.init("a", values: [1])])
    for picture in [chart.svg(plotWidth: 150), line.svg(width: 240, height: 180)] {
      let svg = try ParsedMarkup(picture)
      // Nine pixels a letter of the title, seven of the others.
      for text in svg.all("text") where text.attributes["text-anchor"] == nil {
        let letter = text.attributes["class"] == "title" ? 9.0 : 7
        #expect(
          text["x"] + letter * Double(text.text.count) <= svg.elements[0]["width"], "\(text.text)")
      }
    }
    let bars = try ParsedMarkup(chart.svg(plotWidth: 150)).all("rect", class: "bar")
    #expect(bars.count == 5)
  }

  @Test("bars begin at zero however close the values are")
  func fromZero() throws {
    let bars = try ParsedMarkup(chart([[100, 99]]).svg).all("rect", class: "bar")
    try #require(bars.count == 2)
    #expect(abs(bars[1]["width"] - 0.99 * bars[0]["width"]) <= 0.01)
  }

  @Test("on a logarithmic scale, equal ratios are equal steps")
  func logarithmic() throws {
    let bars = try ParsedMarkup(chart([[1, 10], [100, 2]], .logarithmic).svg).all(
      "rect", class: "bar")
    let widths = bars.map { $0["width"] }
    try #require(widths.count == 4)
    #expect(widths[0] > 0)
    #expect(abs((widths[1] - widths[0]) - (widths[2] - widths[1])) <= 0.02)
    #expect(abs((widths[3] - widths[0]) - (widths[1] - widths[0]) * log10(2)) <= 0.02)
  }

  @Test("values below zero go the other way from the line at zero")
  func negative() throws {
    let svg = try ParsedMarkup(chart([[-30, 60], [nil, nil]]).svg)
    let bars = svg.all("rect", class: "bar")
    try #require(bars.count == 2)
    #expect(abs(bars[0]["x"] + bars[0]["width"] - bars[1]["x"]) <= 0.01)
    #expect(abs(bars[1]["width"] - 2 * bars[0]["width"]) <= 0.02)
    #expect(svg.all("line", class: "axis").map { $0["x1"] } == [bars[1]["x"]])
  }

  @Test("what cannot be drawn is left out, and nothing but numbers is written as a coordinate")
  func undrawable() throws {
    for scale in [ChartScale.linear, .logarithmic] {
      let svg = chart([[nil, .nan], [.infinity, 0]], scale).svg
      #expect(try ParsedMarkup(svg).all("rect", class: "bar").count == (scale == .linear ? 1 : 0))
      #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
    #expect(try ParsedMarkup(chart([]).svg).all("rect", class: "bar").isEmpty)
  }

  @Test("bars lie inside the picture, in the order of groups and series, and none on another")
  func places() throws {
    let values: [[Double?]] = [[1, 2], [3, 4], [5, 999]]
    let panels = ["forward", "train"].map { BarChart.Panel($0, values: values) }
    let chart = BarChart(
      "Speed", unit: "ms", groups: ["a", "b", "c"], series: [.init("x"), .init("y")],
      panels: panels)
    let svg = try ParsedMarkup(chart.svg)
    let bars = svg.all("rect", class: "bar")
    try #require(bars.count == 12)
    let (width, height) = (svg.elements[0]["width"], svg.elements[0]["height"])
    for panel in [bars.prefix(6), bars.suffix(6)] {
      for (upper, lower) in zip(panel, panel.dropFirst()) {
        #expect(upper["y"] + upper["height"] < lower["y"])
      }
    }
    #expect(bars.allSatisfy { $0["x"] + $0["width"] < width && $0["y"] + $0["height"] < height })
    let left = bars.prefix(6).map { $0["x"] + $0["width"] }.max() ?? 0
    #expect(bars.suffix(6).allSatisfy { $0["x"] > left })
    #expect(svg.all("text", class: "panel").map(\.text) == ["forward", "train"])
    #expect(
      svg.all("text", class: "value").map(\.text).prefix(6) == ["1", "2", "3", "4", "5", "999"])
  }

  @Test("one bar a group, footnotes below, and fewer decades where there is little room")
  func narrow() throws {
    let chart = BarChart(
      "Parameters", unit: "numbers", scale: .logarithmic, name: "parameters",
      bars: [("few", 10), ("many", 1e6)], footnotes: ["* one", "** another of some length"])
    let svg = try ParsedMarkup(chart.svg(plotWidth: 100))
    #expect(svg.all("rect", class: "bar").count == 2)
    let frame = svg.elements[0]
    let notes = svg.all("text", class: "note").suffix(2)
    #expect(notes.map(\.text) == ["* one", "** another of some length"])
    let bottom = svg.all("rect", class: "bar").map { $0["y"] + $0["height"] }.max() ?? 0
    #expect(notes.allSatisfy { $0["y"] > bottom && $0["y"] < frame["height"] })
    // Every second or third power of ten in 100 pixels, each in 480.
    #expect(svg.all("text", class: "tick").count <= 3)
    #expect(try ParsedMarkup(chart.svg).all("text", class: "tick").count >= 6)
  }

  @Test("what the others are compared with is grey and takes none of the colours")
  func muted() throws {
    let bars = try ParsedMarkup(chart([[1, 2]]).svg).all("rect", class: "bar")
    #expect(bars.map { $0.attributes["class"] } == ["bar muted", "bar c0"])
  }

  @Test("text is escaped, and what XML forbids is replaced")
  func escaping() throws {
    let hostile = "<script>\"A\" & 'B'</script>\u{1}\u{FFFF}"
    let chart = BarChart(
      hostile, unit: hostile, groups: [hostile], series: [.init(hostile)],
      panels: [.init(hostile, values: [[1]])])
    let svg = try ParsedMarkup(chart.svg)
    #expect(svg.all("script").isEmpty)
    let shown = "<script>\"A\" & 'B'</script>\u{FFFD}\u{FFFD}"
    #expect(svg.all("text").filter { $0.text == shown }.count == 5)
    #expect(svg.all("title").first?.text == shown)
  }

  @Test("the style has colours for light and for dark paper")
  func lightAndDark() throws {
    let style = try #require(try ParsedMarkup(chart([[1, 2]]).svg).all("style").first?.text)
    #expect(style.contains("@media (prefers-color-scheme: dark)"))
    for name in ["paper", "muted", "c0"] {
      #expect(style.components(separatedBy: ".chart .\(name) {").count == 3)
    }
  }
}
