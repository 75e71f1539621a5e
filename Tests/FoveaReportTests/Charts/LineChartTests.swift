import TestSupport
import Testing

@testable import FoveaReport

@Suite("Line charts")
struct LineChartTests {
  private func chart(_ values: [Double], _ scale: ChartScale = .linear) throws -> ParsedMarkup {
    try ParsedMarkup(
      LineChart(
        "Loss", xLabel: "epoch", yLabel: "nats", scale: scale,
        series: [.init("training", values: values)]
      ).svg)
  }

  private func points(_ polyline: ParsedMarkup.Element) -> [(x: Double, y: Double)] {
    (polyline.attributes["points"] ?? "").split(separator: " ").map { pair in
      let parts = pair.split(separator: ",").compactMap { Double($0) }
      return parts.count == 2 ? (parts[0], parts[1]) : (.nan, .nan)
    }
  }

  @Test("points lie at their values, epochs at equal distances")
  func places() throws {
    let curve = try #require(try chart([4, 2, 1, 3]).all("polyline").first)
    let p = points(curve)
    try #require(p.count == 4)
    #expect(abs((p[1].x - p[0].x) - (p[3].x - p[2].x)) <= 0.02)
    // y grows downwards: the larger value is higher up.
    #expect(p[0].y < p[1].y)
    #expect(abs((p[1].y - p[0].y) - 2 * (p[2].y - p[1].y)) <= 0.02)
    #expect(abs(p[3].y - (p[0].y + p[1].y) / 2) <= 0.02)
  }

  @Test("on a logarithmic scale, equal ratios are equal heights")
  func logarithmic() throws {
    let curve = try #require(try chart([100, 10, 1], .logarithmic).all("polyline").first)
    let p = points(curve)
    try #require(p.count == 3)
    #expect(abs((p[1].y - p[0].y) - (p[2].y - p[1].y)) <= 0.02)
  }

  @Test("a value that cannot be drawn breaks the curve; a lone point is still seen")
  func gaps() throws {
    let svg = try chart([1, 2, .nan, 3, .infinity, 4, 5, 6])
    #expect(svg.all("polyline").map { points($0).count } == [2, 3])
    #expect(svg.all("circle").count == 1)
    #expect(try chart([0, 2, 3], .logarithmic).all("polyline").map { points($0).count } == [2])
  }

  @Test("zones and marks lie where they say, on a logarithmic axis too")
  func annotations() throws {
    let chart = LineChart(
      "Rates", xLabel: "rate", yLabel: "nats", xScale: .logarithmic,
      zones: [.init("low", .low, 0.01...0.1), .init("good", .good, 0.1...1)],
      marks: [.init("here", x: 0.1)],
      series: [.init("loss", points: [0.01, 0.1, 1].map { .init(x: $0, y: 2) })])
    let svg = try ParsedMarkup(chart.svg)
    let p = points(try #require(svg.all("polyline").first))
    // Equal ratios are equal distances.
    #expect(abs((p[1].x - p[0].x) - (p[2].x - p[1].x)) <= 0.02)
    let zones = svg.all("rect").filter { ($0.attributes["class"] ?? "").hasPrefix("zone-") }
    #expect(zones.map { $0.attributes["class"] } == ["zone-low", "zone-good"])
    func number(_ element: ParsedMarkup.Element, _ name: String) -> Double {
      element.attributes[name].flatMap(Double.init) ?? .nan
    }
    #expect(abs(number(zones[0], "x") - p[0].x) <= 0.02)
    #expect(abs(number(zones[0], "x") + number(zones[0], "width") - p[1].x) <= 0.02)
    #expect(abs(number(zones[1], "x") - p[1].x) <= 0.02)
    let mark = try #require(svg.all("line").first { $0.attributes["class"] == "mark" })
    #expect(abs(number(mark, "x1") - p[1].x) <= 0.02)
  }

  @Test("a run's losses, with the best epoch and the stop")
  func losses() throws {
    let training = [(1.0, 2.0), (2, 1), (3, 0.5)]
    let chart = LineChart.losses(
      training: training.map { (epoch: $0.0, loss: $0.1) },
      validation: [(epoch: 1, loss: 2), (epoch: 2, loss: 1.5), (epoch: 3, loss: 1.75)],
      bestEpoch: 2, stoppedEpoch: 3)
    #expect(chart.series.map(\.name) == ["training", "validation"])
    #expect(chart.marks == [.init("best: epoch 2", x: 2), .init("stopped after epoch 3", x: 3)])
    let without = LineChart.losses(
      training: training.map { (epoch: $0.0, loss: $0.1) }, validation: [(epoch: 1, loss: .nan)],
      bestEpoch: nil, stoppedEpoch: nil)
    #expect(without.series.map(\.name) == ["training"] && without.marks.isEmpty)
  }

  @Test("equal values and no values are charts too")
  func degenerate() throws {
    let flat = try #require(try chart([7, 7, 7]).all("polyline").first)
    #expect(points(flat).allSatisfy { $0.x.isFinite && $0.y.isFinite })
    #expect(try chart([]).all("polyline").isEmpty)
    #expect(try chart([.nan], .logarithmic).all("circle").isEmpty)
  }

  @Test(
    "at another size the letters stay, the points keep their places, and a long legend takes rows")
  func size() throws {
    let names = (1...6).map { "features.\($0).convolution" }
    let chart = LineChart(
      "Norms", xLabel: "epoch", yLabel: "length",
      series: names.map { .init($0, values: [4, 2, 1, 3]) })
    let small = try ParsedMarkup(chart.svg(width: 360, height: 250))
    let frame = try #require(small.all("svg").first)
    #expect(frame["width"] == 360)
    // Six names of some 25 letters, none beside another.
    #expect(frame["height"] == 250 + 5 * 18)
    let legend = small.all("text").filter { names.contains($0.text) }
    #expect(Set(legend.map { $0["y"] }).count == 6)
    for curve in small.all("polyline") {
      let p = points(curve)
      #expect(p.count == 4)
      #expect(p.allSatisfy { (64...336).contains($0.x) && $0.y < frame["height"] - 40 })
      #expect(p.allSatisfy { $0.y > (legend.map { $0["y"] }.max() ?? 0) })
    }
  }

  @Test("between whole numbers, such as epochs, no tick is written")
  func wholeTicks() throws {
    let ticks = try chart([30, 20, 10]).all("text", class: "tick").map(\.text)
    #expect(["1", "2", "3"].allSatisfy(ticks.contains) && !ticks.contains("1.5"))
    let halves = LineChart(
      "L", xLabel: "x", yLabel: "y",
      series: [.init("s", points: [.init(x: 1.5, y: 1), .init(x: 3, y: 7)])])
    #expect(try ParsedMarkup(halves.svg).all("text", class: "tick").contains { $0.text == "2.4" })
  }
}

@Suite("Axes of charts")
struct ChartAxisTests {
  @Test("linear ticks are round numbers that cover the values")
  func linearTicks() {
    #expect(
      ChartAxis([3, 187], .linear, includesZero: true, tickCount: 4).ticks == [
        0, 50, 100, 150, 200,
      ])
    #expect(ChartAxis([1, 10], .linear, includesZero: false, tickCount: 8).ticks.first == 1)
    let decades = ChartAxis([1, 1e36], .logarithmic, includesZero: false).ticks
    #expect(decades.count == 8 && decades[1] == 1e5)
    let small = ChartAxis([0.11, 0.19], .linear, includesZero: false)
    #expect(small.lower <= 0.11 && small.upper >= 0.19 && small.ticks.count <= 7)
  }

  @Test("logarithmic ticks are powers of ten, the lowest below the smallest value")
  func logarithmicTicks() {
    let axis = ChartAxis([1, 170], .logarithmic, includesZero: true)
    #expect(axis.ticks == [0.1, 1, 10, 100])
    #expect(axis.upper == 200)
    #expect([5, 6, 100, 0.03].map(ChartAxis.roundUp) == [5, 10, 100, 0.05])
  }

  @Test("numbers for people have three digits and no tail of zeros")
  func numbers() {
    let expected: [(Double, String)] = [
      (0, "0"), (1, "1"), (0.5, "0.5"), (149.27, "149"), (9.876, "9.88"), (12345, "12345"),
      (0.0123, "0.0123"), (-2.5, "-2.5"), (1e-9, "1e-09"), (2e9, "2e+09"), (100, "100"),
    ]
    for (value, text) in expected { #expect(chartNumber(value) == text) }
  }
}
