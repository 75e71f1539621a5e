extension Page {
  /// The heading of a chapter, and what it is about.
  ///
  /// - Parameters:
  ///   - title: the heading.
  ///   - anchor: its name in links.
  ///   - introduction: a sentence or two.
  public static func chapter(_ title: String, anchor: String, introduction: String) -> HTML {
    .element(
      "header", [("class", "chapter"), ("id", anchor)], .element("h2", [], .text(title)),
      .element("p", [], .text(introduction)))
  }

  /// A part of a chapter: text and numbers beside what there is to look at, where there is room.
  ///
  /// - Parameters:
  ///   - title: the heading.
  ///   - anchor: its name in links.
  ///   - text: what is read.
  ///   - pictures: what is looked at.
  public static func lesson(
    _ title: String, anchor: String, text: [HTML], pictures: [HTML]
  ) -> HTML {
    .element(
      "section", [("class", "wide lesson"), ("id", anchor)], .element("h2", [], .text(title)),
      .element(
        "div", [("class", "beside")], .element("div", [], .all(text)),
        .element("div", [], .all(pictures))))
  }

  /// A paragraph.
  public static func paragraph(_ text: String) -> HTML { .element("p", [], .text(text)) }

  /// What is said about numbers, in a paragraph.
  public static func remark(_ text: String) -> HTML {
    .element("p", [("class", "note")], .text(text))
  }

  /// Lines in letters of one width, as a terminal shows them. Where they are longer than the window they are scrolled by
  /// themselves: columns stay below each other.
  public static func lines(_ lines: [String]) -> HTML {
    // A line break of the page for each, as a text's own become blanks.
    .element(
      "div", [("class", "lines")],
      .all(lines.map { .element("div", [], .text($0.isEmpty ? "\u{A0}" : $0)) }))
  }

  /// A command to be typed.
  public static func command(_ text: String) -> HTML {
    .element("p", [("class", "command")], .element("code", [], .text(text)))
  }

  /// Links to places of the page.
  public static func contents(_ entries: [(title: String, anchor: String)]) -> HTML {
    .element(
      "nav", [("class", "wide")],
      .all(entries.map { .element("a", [("href", "#" + $0.anchor)], .text($0.title)) }))
  }

  /// States of which one is shown: buttons choose, and the arrow keys step. Done by style alone, so nothing is run.
  ///
  /// - Parameters:
  ///   - title: what the buttons choose.
  ///   - name: a name that no other stepper on the page has.
  ///   - steps: what is written on each button, and what it shows; drawn by this module.
  public static func stepper(
    _ title: String, name: String, steps: [(label: String, svg: String)]
  ) -> HTML {
    let pieces = steps.enumerated().flatMap { place, step in
      let id = "\(name)-\(place)"
      let isFirst = place == 0 ? [("checked", "checked")] : []
      return [
        HTML.empty("input", [("type", "radio"), ("name", name), ("id", id)] + isFirst),
        .element("label", [("for", id)], .text(step.label)),
        .element("figure", [], .chart(step.svg)),
      ]
    }
    return .element(
      "div", [("class", "stepper"), ("role", "group"), ("aria-label", title)],
      .element("p", [], .text(title)), .all(pieces))
  }
}

/// What pages to be read from top to bottom have beyond others.
let bookStyle = """
  header.chapter { grid-column: 1 / -1; padding: 18px 4px 0; width: 100%; }
  header.chapter h2 { font-size: 20px; }
  header.chapter p, .lesson p { margin: 6px 0; max-width: 70ch; }
  .beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 12px 28px; }
  .beside > div { min-width: 0; }
  .lines { font: 12px/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; margin: 8px 0; }
  .lines { overflow-x: auto; }
  .lines div { white-space: pre; }
  .lesson svg.chart { width: auto; max-width: 100%; }
  .lesson .charts { display: flex; flex-wrap: wrap; }
  .lesson .charts figure { flex: 1 1 calc(var(--drawn) * 0.83px); max-width: calc(var(--drawn) * 1px); }
  .lesson th, .lesson td { padding-left: 6px; padding-right: 6px; }
  .command code { display: block; padding: 4px 8px; border: 1px solid var(--line); border-radius: 4px; \
  background: var(--back); font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
  .command code::before { content: "$ "; color: var(--soft); }
  nav { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 4px 14px; padding: 4px; }
  a { color: var(--accent); text-decoration: none; }
  .stepper { display: flex; flex-wrap: wrap; gap: 4px; position: relative; margin: 8px 0; }
  .stepper p { flex-basis: 100%; margin: 0; color: var(--soft); font-size: 13px; }
  .stepper input { position: absolute; opacity: 0; width: 1px; height: 1px; margin: 0; }
  .stepper label { border: 1px solid var(--line); border-radius: 4px; padding: 1px 7px; font-size: 12px; \
  cursor: pointer; }
  .stepper input:checked + label { background: var(--accent); color: var(--paper); }
  .stepper input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 1px; }
  .stepper figure { order: 1; flex-basis: 100%; display: none; }
  .stepper input:checked + label + figure { display: block; }
  @media (max-width: 620px) {
  .lines { font-size: 10.5px; }
  .lesson .stacked tr { grid-template-columns: 1fr; }
  }
  """
