/// Swatches with names, in rows from the left margin.
struct Legend {
  /// How far rows are apart.
  static let pitch = 18.0

  private let rows: [[(x: Double, name: String, style: String)]]

  /// - Parameters:
  ///   - names: with the classes of their colours.
  ///   - width: of the chart, beyond which a new row begins; one row whatever its length by default.
  init(_ names: [(name: String, style: String)], width: Double = .infinity) {
    var rows: [[(x: Double, name: String, style: String)]] = [[]]
    var x = 20.0
    for (name, style) in names {
      let end = x + 16 + SVG.textWidth(name)
      if end > width, !rows[rows.count - 1].isEmpty {
        rows.append([])
        x = 20
      }
      rows[rows.count - 1].append((x, name, style))
      x += 16 + SVG.textWidth(name) + 16
    }
    self.rows = rows
  }

  /// What the rows take beyond the first.
  var extraHeight: Double { Double(rows.count - 1) * Self.pitch }

  /// Draws it, with the first row's letters at `y`.
  func draw(into svg: inout SVG, y: Double) {
    for (place, row) in rows.enumerated() {
      let y = y + Double(place) * Self.pitch
      for (x, name, style) in row {
        svg.rectangle(style, x: x, y: y - 9, width: 10, height: 10)
        svg.text(name, x: x + 16, y: y)
      }
    }
  }
}

/// Draws swatches with names in a row from the left margin.
func drawLegend(into svg: inout SVG, names: [(name: String, style: String)], y: Double) {
  Legend(names).draw(into: &svg, y: y)
}
