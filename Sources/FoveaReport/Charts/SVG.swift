/// A picture in SVG as it is put together, element by element; coordinates in pixels, y downwards.
///
/// Text and attributes are escaped here, so callers pass what they want to be read.
struct SVG {
  let width: Double
  let height: Double
  private var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Adds an element with attributes in the given order and, inside, a text or nothing.
  ///
  /// `tip` is what a browser shows when the pointer rests on the element.
  mutating func add(
    _ name: String, _ attributes: [(String, String)], text: String = "", tip: String? = nil
  ) {
    body += "<" + name
    for (key, value) in attributes { body += " \(key)=\"\(SVG.escaped(value))\"" }
    let inside = (tip.map { "<title>\(SVG.escaped($0))</title>" } ?? "") + SVG.escaped(text)
    body += inside.isEmpty ? "/>\n" : ">\(inside)</\(name)>\n"
  }

  /// Adds a filled rectangle of the class `style`.
  mutating func rectangle(
    _ style: String, x: Double, y: Double, width: Double, height: Double, tip: String? = nil
  ) {
    add(
      "rect",
      [
        ("class", style), ("x", SVG.number(x)), ("y", SVG.number(y)),
        ("width", SVG.number(width)), ("height", SVG.number(height)),
      ], tip: tip)
  }

  /// Adds a line from one point to another.
  mutating func line(_ style: String, from: (x: Double, y: Double), to: (x: Double, y: Double)) {
    add(
      "line",
      [
        ("class", style), ("x1", SVG.number(from.x)), ("y1", SVG.number(from.y)),
        ("x2", SVG.number(to.x)), ("y2", SVG.number(to.y)),
      ])
  }

  /// Adds text whose baseline is at `y`; `anchor` says which part of it is at `x`.
  mutating func text(
    _ text: String, _ style: String = "", x: Double, y: Double, anchor: Anchor = .start
  ) {
    let style = style.isEmpty ? [] : [("class", style)]
    let place = [("x", SVG.number(x)), ("y", SVG.number(y))]
    add("text", style + place + anchor.attributes, text: text)
  }

  /// The part of a text that its x is about.
  enum Anchor: String {
    case start, middle, end

    fileprivate var attributes: [(String, String)] {
      self == .start ? [] : [("text-anchor", rawValue)]
    }
  }

  /// Pictures below each other as one, as wide as the widest.
  static func stacked(_ parts: [SVG]) -> SVG {
    var whole = SVG(
      width: parts.map(\.width).max() ?? 0, height: parts.reduce(0) { $0 + $1.height })
    var y = 0.0
    for part in parts {
      whole.body += "<g transform=\"translate(0 \(number(y)))\">\n\(part.body)</g>\n"
      y += part.height
    }
    return whole
  }

  /// The whole file, with `title` for those who cannot see it and the style of all charts.
  func document(title: String) -> String {
    let (width, height) = (SVG.number(width), SVG.number(height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="\(width)" \
      height="\(height)" viewBox="0 0 \(width) \(height)">
      <title>\(SVG.escaped(title))</title>
      \(SVG.style)
      <rect class="paper" width="100%" height="100%"/>
      \(body)</svg>

      """
  }

  /// The style of all charts, as it stands in each.
  static let style = "<style>\(chartStyle)</style>"

  /// A coordinate to a hundredth of a pixel, without digits that say nothing.
  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15
      ? "\(Int(rounded))" : "\(rounded)"
  }

  /// The text with XML's own characters as entities; characters that XML forbids become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// About how wide a text of the charts' 12-pixel type is; fonts differ, so this errs on the wide side.
  static func textWidth(_ text: String) -> Double { Double(text.count) * 7 }

  /// How wide a picture with that title is at least, its margins included.
  static func width(titled title: String) -> Double { 40 + 1.35 * textWidth(title) }
}
