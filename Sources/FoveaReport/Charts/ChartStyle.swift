/// How charts look, in light and in dark.
///
/// Plain declarations twice over in place of CSS variables, which not every program that shows SVG knows.
/// Selectors begin with `.chart`, so that charts inside an HTML page do not restyle the page. The colours
/// are Okabe and Ito's (2008), which people with any colour vision tell apart, brightened for dark paper.
let chartStyle = """

  .chart text { font: 12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #202124; }
  .chart .title { font-size: 16px; font-weight: 600; }
  .chart .panel { font-weight: 600; }
  .chart .note, .chart .tick { fill: #5f6368; }
  .chart .value, .chart .tick { font-size: 10px; }
  .chart .paper { fill: #ffffff; }
  .chart .over { paint-order: stroke; stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round; }
  .chart .grid { stroke: #e3e5e8; stroke-width: 1; }
  .chart .axis { stroke: #9aa0a6; stroke-width: 1; }
  .chart .mark { stroke: #5f6368; stroke-width: 1; stroke-dasharray: 4 3; }
  .chart .zone-low { fill: #0072b2; fill-opacity: 0.10; }
  .chart .zone-good { fill: #009e73; fill-opacity: 0.14; }
  .chart .zone-bad { fill: #d55e00; fill-opacity: 0.14; }
  .chart .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
  \(colours(["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"], muted: "#b4b8bd"))
  @media (prefers-color-scheme: dark) {
  .chart text { fill: #e8eaed; }
  .chart .note, .chart .tick { fill: #9aa0a6; }
  .chart .paper { fill: #1b1c1e; }
  .chart .over { stroke: #1b1c1e; }
  .chart .grid { stroke: #34373b; }
  .chart .axis { stroke: #6b7075; }
  .chart .mark { stroke: #9aa0a6; }
  \(colours(["#4ea6e0", "#f08a4b", "#3cc79b", "#e29cc6", "#f0b840", "#8ccdf2"], muted: "#6b7075"))
  }

  """

/// How many series have a colour of their own; further ones begin again.
let chartColours = 6

/// The class of the colour of the series with that index.
func colourClass(_ index: Int) -> String { "c\(index % chartColours)" }

/// Fills for bars and strokes for curves of each colour.
private func colours(_ list: [String], muted: String) -> String {
  let named = list.enumerated().map { ("c\($0.offset)", $0.element) } + [("muted", muted)]
  return named.map { name, colour in
    ".chart .\(name) { fill: \(colour); } .chart .curve.\(name) { fill: none; stroke: \(colour); }"
  }.joined(separator: "\n")
}
