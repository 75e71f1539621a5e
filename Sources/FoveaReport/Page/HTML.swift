import struct Foundation.Data

/// A piece of an HTML page. Text and attributes are escaped here, so callers pass what they want to be read.
public struct HTML: Sendable {
  /// As it stands in the file.
  let markup: String

  private init(markup: String) { self.markup = markup }

  /// A text.
  public static func text(_ text: String) -> HTML { HTML(markup: SVG.escaped(text)) }

  /// Nothing.
  public static let nothing = HTML(markup: "")

  /// Pieces one after the other.
  public static func all(_ pieces: [HTML]) -> HTML {
    HTML(markup: pieces.map(\.markup).joined(separator: "\n"))
  }

  /// An element with attributes in the given order, and pieces inside.
  ///
  /// - Parameters:
  ///   - name: as "section"; not escaped.
  ///   - attributes: names, not escaped, and values.
  ///   - pieces: what is inside.
  public static func element(
    _ name: String, _ attributes: [(String, String)] = [], _ pieces: HTML...
  ) -> HTML {
    let inside = all(pieces).markup
    return HTML(markup: "<\(name)\(written(attributes))>\(inside)</\(name)>")
  }

  /// An element without anything inside, as "input".
  static func empty(_ name: String, _ attributes: [(String, String)]) -> HTML {
    HTML(markup: "<\(name)\(written(attributes))/>")
  }

  /// A chart that this module drew. Its style is left out: the page has it once.
  public static func chart(_ svg: String) -> HTML {
    var markup = svg
    if let style = markup.range(of: SVG.style) { markup.removeSubrange(style) }
    return HTML(markup: markup)
  }

  /// How wide a chart that this module drew is, in pixels; nil for anything else.
  static func width(ofChart svg: String) -> Substring? {
    guard svg.hasPrefix("<svg "), let start = svg.firstRange(of: " width=\"") else { return nil }
    return svg[start.upperBound...].prefix { $0 != "\"" }
  }

  /// A picture in the page itself.
  ///
  /// - Parameters:
  ///   - bytes: the picture's file.
  ///   - type: its kind, as "image/png".
  ///   - text: for those who cannot see it.
  ///   - width: in pixels of the page; nil for the picture's own.
  public static func picture(
    _ bytes: [UInt8], type: String, text: String, width: Int? = nil
  ) -> HTML {
    let source = "data:\(type);base64,\(Data(bytes).base64EncodedString())"
    let size = width.map { [("width", "\($0)")] } ?? []
    return HTML(markup: "<img\(written([("src", source), ("alt", text)] + size))/>")
  }

  private static func written(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0)=\"\(SVG.escaped($1))\"" }.joined()
  }
}
