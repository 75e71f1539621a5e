/// A page in one file: whatever it shows is in it, and it asks no network for anything.
///
/// Light or dark as the reader's system is, and as wide as the window: sections lie beside each other where there is
/// room, below each other on a phone.
public struct Page: Sendable {
  /// What is written above it, and in the window's title.
  public let title: String
  /// A line below the title.
  public let subtitle: String
  /// After how many seconds a browser should read the file again; nil for never.
  public let refresh: Int?
  /// What is on the page, in order.
  public let sections: [HTML]

  /// A page.
  public init(_ title: String, subtitle: String = "", refresh: Int? = nil, sections: [HTML]) {
    self.title = title
    self.subtitle = subtitle
    self.refresh = refresh
    self.sections = sections
  }

  /// The file.
  public var html: String {
    let refresh = refresh.map { "<meta http-equiv=\"refresh\" content=\"\($0)\"/>\n" } ?? ""
    // Every element is closed, so that programs can read the page as XML, too. The policy keeps the promise above:
    // nothing but what is in the file is loaded, and nothing is run.
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      \(refresh)<link rel="icon" href="data:,"/>
      <title>\(SVG.escaped(title))</title>
      <style>\(pageStyle)\(chartStyle)</style>
      </head>
      <body>
      <header>
      <h1>\(SVG.escaped(title))</h1>
      <p>\(SVG.escaped(subtitle))</p>
      </header>
      <main>
      \(HTML.all(sections).markup)
      </main>
      </body>
      </html>

      """
  }
}

extension Page {
  /// A section under a heading.
  ///
  /// - Parameters:
  ///   - title: the heading.
  ///   - note: a line on how to read it; may be empty.
  ///   - isWide: whether it takes the page's whole width.
  ///   - content: what is in it.
  public static func section(
    _ title: String, note: String = "", isWide: Bool = false, _ content: HTML...
  ) -> HTML {
    .element(
      "section", isWide ? [("class", "wide")] : [], .element("h2", [], .text(title)),
      note.isEmpty ? .nothing : .element("p", [("class", "note")], .text(note)), .all(content))
  }

  /// Charts beside each other where there is room. Each tells the style how wide it is drawn.
  public static func charts(_ svgs: [String]) -> HTML {
    .element(
      "div", [("class", "charts")],
      .all(
        svgs.map { svg in
          let width = HTML.width(ofChart: svg).map { [("style", "--drawn: \($0)")] }
          return .element("figure", width ?? [], .chart(svg))
        }))
  }

  /// Figures that are seen first: each a number with what it is.
  public static func tiles(_ tiles: [(name: String, value: String)]) -> HTML {
    .element(
      "dl", [("class", "tiles")],
      .all(
        tiles.map { name, value in
          .element(
            "div", [], .element("dt", [], .text(name)), .element("dd", [], .text(value)))
        }))
  }

  /// Names with what they are, line by line.
  public static func facts(_ facts: [(name: String, value: String)]) -> HTML {
    .element(
      "dl", [("class", "facts")],
      .all(
        facts.flatMap { name, value in
          [.element("dt", [], .text(name)), .element("dd", [], .text(value))]
        }))
  }

  /// What is shown once somebody asks for it.
  public static func folded(_ summary: String, _ content: HTML) -> HTML {
    .element("details", [], .element("summary", [], .text(summary)), content)
  }

  /// Pictures in a grid, each with a line below it.
  public static func gallery(_ items: [(picture: HTML, caption: String)]) -> HTML {
    .element(
      "div", [("class", "gallery")],
      .all(
        items.map { picture, caption in
          .element("figure", [], picture, .element("figcaption", [], .text(caption)))
        }))
  }
}
