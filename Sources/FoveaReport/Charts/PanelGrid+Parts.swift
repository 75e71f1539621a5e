extension PanelGrid {
  /// The same in charts of two panels, which a phone can show; each keeps its row's heading, none the note.
  public var pairs: [PanelGrid] {
    rows.flatMap { row in
      stride(from: 0, to: row.panels.count, by: 2).map { first in
        let panels = Array(row.panels[first..<min(first + 2, row.panels.count)])
        let names = panels.map(\.title).joined(separator: ", ")
        return PanelGrid(
          row.title.isEmpty ? names : row.title, note: "", legend: legend, isFilled: isFilled,
          rows: [Row(panels: panels, xRange: row.xRange, yRange: row.yRange)])
      }
    }
  }
}
