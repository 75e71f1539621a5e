extension BarChart {
  /// The chart as an SVG file.
  public var svg: String { drawing.document(title: title) }

  /// The chart as an SVG file whose bars have less room than usual, so that its letters can be read on a phone.
  ///
  /// - Parameter plotWidth: the pixels of the longest bar.
  public func svg(plotWidth: Double) -> String {
    drawing(Layout(self, plotWidth: plotWidth)).document(title: title)
  }

  /// The chart to be put into a file, by itself or with others.
  var drawing: SVG { drawing(Layout(self)) }

  /// What stands below the title.
  fileprivate var note: String { unit + (scale == .linear ? "" : ", logarithmic scale") }

  private func drawing(_ layout: Layout) -> SVG {
    let axis = ChartAxis(
      panels.flatMap(\.values).flatMap { $0 }.compactMap { $0 }, scale, includesZero: true,
      tickCount: 4, mostDecades: max(2, Int(layout.plotWidth / 48)))
    var svg = SVG(width: layout.width, height: layout.height)
    svg.text(title, "title", x: margin, y: 28)
    svg.text(note, "note", x: margin, y: 46)
    layout.legend.draw(into: &svg, y: 66)
    for (index, group) in groups.enumerated() {
      svg.text(
        group, x: layout.left - 8, y: layout.top(group: index) + layout.groupHeight / 2 + 4,
        anchor: .end)
    }
    for index in panels.indices {
      draw(panels[index], at: layout.x(panel: index), axis, layout, &svg)
    }
    for (line, text) in footnotes.enumerated() {
      svg.text(text, "note", x: margin, y: layout.plotBottom + notePitch * Double(line + 1))
    }
    return svg
  }

  private func draw(
    _ panel: Panel, at x: Double, _ axis: ChartAxis, _ layout: Layout, _ svg: inout SVG
  ) {
    if !panel.title.isEmpty { svg.text(panel.title, "panel", x: x, y: layout.plotTop - 24) }
    for tick in axis.ticks {
      guard let share = axis.position(tick) else { continue }
      let at = x + share * layout.plotWidth
      svg.line("grid", from: (at, layout.plotTop), to: (at, layout.plotBottom))
      svg.text(chartNumber(tick), "tick", x: at, y: layout.plotTop - 6, anchor: .middle)
    }
    let zero = axis.scale == .linear ? axis.position(0) ?? 0 : 0
    for (group, values) in panel.values.enumerated() {
      for (index, value) in values.enumerated() {
        guard let value, let share = axis.position(value) else { continue }
        let y = layout.top(group: group) + Double(index) * barPitch
        let (from, to) = (min(zero, share), max(zero, share))
        svg.rectangle(
          "bar " + style(index),
          x: x + from * layout.plotWidth, y: y, width: (to - from) * layout.plotWidth,
          height: barHeight,
          tip:
            "\(groups[group]) \(panel.title), \(series[index].name): \(chartNumber(value)) \(unit)")
        svg.text(
          chartNumber(value), "value", x: x + to * layout.plotWidth + 3, y: y + barHeight - 1)
      }
    }
    let at = x + zero * layout.plotWidth
    svg.line("axis", from: (at, layout.plotTop), to: (at, layout.plotBottom))
  }

  /// The class of a series: the colours go to those that are not grey, in order.
  fileprivate func style(_ index: Int) -> String {
    series[index].isMuted
      ? "muted" : colourClass(series[..<index].count { !$0.isMuted })
  }

  /// Where everything goes; all follows from the numbers of groups, series and panels.
  private struct Layout {
    let left: Double
    let plotWidth: Double
    let groupHeight: Double
    let panels: Int
    let groups: Int
    let plotTop: Double
    let footnotes: [String]
    let legend: Legend
    let width: Double

    init(_ chart: BarChart, plotWidth: Double? = nil) {
      left = margin + (chart.groups.map(SVG.textWidth).max() ?? 0) + 8
      self.plotWidth = plotWidth ?? (chart.panels.count == 1 ? 480 : 170)
      groupHeight = Double(chart.series.count) * barPitch
      panels = chart.panels.count
      groups = chart.groups.count
      footnotes = chart.footnotes
      let notes = (footnotes + [chart.note]).map(SVG.textWidth).max() ?? 0
      width = max(
        left + Double(panels) * (self.plotWidth + Self.numberWidth) + margin - 8,
        2 * margin + notes, SVG.width(titled: chart.title))
      legend = Legend(
        chart.series.indices.map { (chart.series[$0].name, chart.style($0)) }, width: width)
      plotTop = (chart.panels.allSatisfy(\.title.isEmpty) ? 102 : 128) + legend.extraHeight
    }

    /// Behind each plot there is room for the number of its longest bar.
    private static let numberWidth = 48.0
    private var panelPitch: Double { plotWidth + Self.numberWidth }
    var plotBottom: Double { plotTop + Double(groups) * (groupHeight + groupGap) }
    var height: Double { plotBottom + margin + notePitch * Double(footnotes.count) }
    func x(panel: Int) -> Double { left + Double(panel) * panelPitch }
    func top(group: Int) -> Double {
      plotTop + groupGap / 2 + Double(group) * (groupHeight + groupGap)
    }
  }
}

private let margin = 20.0
private let barHeight = 9.0
private let barPitch = 11.0
private let groupGap = 9.0
private let notePitch = 16.0
