extension Table {
  /// The table in a page.
  ///
  /// - Parameter isStacked: whether each row becomes a block of names and values where the window is narrow: for
  ///   tables of more columns than a phone has room for.
  package func html(isStacked: Bool = false) -> HTML {
    func style(_ column: Int) -> [(String, String)] {
      columns[column].isNumber ? [("class", "number")] : []
    }
    let heading = columns.indices.map { column in
      HTML.element("th", style(column), .text(columns[column].heading))
    }
    let body = rows.map { cells in
      HTML.element(
        "tr", [],
        .all(
          cells.indices.map { column in
            let label = isStacked ? [("data-label", columns[column].heading)] : []
            return HTML.element("td", style(column) + label, .text(cells[column]))
          }))
    }
    return .element(
      "table", isStacked ? [("class", "stacked")] : [],
      .element("thead", [], .element("tr", [], .all(heading))),
      .element("tbody", [], .all(body)))
  }
}
