import TestSupport
import Testing

@testable import FoveaReport

@Suite("Pages")
struct PageTests {
  @Test("text and attributes are escaped, whatever names hold")
  func escaping() throws {
    let evil = "<script>alert('x')</script> & \"so\" on"
    let page = Page(
      evil, subtitle: evil,
      sections: [
        Page.section(evil, note: evil, Page.facts([(evil, evil)])),
        Page.tiles([(evil, evil)]), Page.folded(evil, .text(evil)),
        Page.gallery([(.picture([1], type: "image/png", text: evil), evil)]),
        CountMatrix(names: [evil, "b"], counts: [[1, 2], [3, 4]]).html,
      ])
    #expect(!page.html.contains("<script"))
    let parsed = try ParsedMarkup(page.html)
    for name in ["title", "h1", "h2", "dt", "dd", "summary", "figcaption"] {
      #expect(parsed.all(name).contains { $0.text == evil }, "\(name)")
    }
    #expect(parsed.all("img").first?.attributes["alt"] == evil)
    #expect(parsed.all("th").contains { $0.text == "0 " + evil })
  }

  @Test("nothing is fetched: every address is within the file, and the policy forbids others")
  func network() throws {
    let chart = LineChart("L", xLabel: "x", yLabel: "y", series: [.init("s", values: [1, 2])])
    let page = Page(
      "p", refresh: 7,
      sections: [
        Page.charts([chart.svg]),
        Page.gallery([(.picture([1, 2], type: "image/png", text: ""), "")]),
      ])
    let parsed = try ParsedMarkup(page.html)
    let addresses = parsed.elements.flatMap { element in
      ["src", "href"].compactMap { element.attributes[$0] }
    }
    #expect(addresses.count == 2 && addresses.allSatisfy { $0.hasPrefix("data:") })
    #expect(!page.html.contains("url(") && !page.html.contains("@import"))
    let metas = parsed.all("meta").reduce(into: [:]) { $0[$1.attributes["http-equiv"]] = $1 }
    #expect(metas["refresh"]?.attributes["content"] == "7")
    #expect(
      metas["Content-Security-Policy"]?.attributes["content"]
        == "default-src 'none'; img-src data:; style-src 'unsafe-inline'")
  }

  @Test("a chart loses its own style: the page has it once")
  func style() throws {
    let chart = LineChart("L", xLabel: "x", yLabel: "y", series: [.init("s", values: [1, 2])])
    let parsed = try ParsedMarkup(Page("p", sections: [Page.charts([chart.svg, chart.svg])]).html)
    #expect(parsed.all("style").count == 1)
    #expect(parsed.all("svg", class: "chart").count == 2)
    #expect(parsed.all("polyline").count == 2)
    // So that a book's style does not shrink it until nobody can read it.
    #expect(
      parsed.all("figure").map { $0.attributes["style"] } == ["--drawn: 640", "--drawn: 640"])
  }

  @Test("a table has its cells; stacked, each with its column's name")
  func table() throws {
    var table = Table([.text("class"), .number("count")])
    table.append("a", "1")
    table.append("b", "2")
    let plain = try ParsedMarkup(Page("p", sections: [table.html()]).html)
    #expect(plain.all("td").map(\.text) == ["a", "1", "b", "2"])
    #expect(plain.all("th").map(\.text) == ["class", "count"])
    #expect(plain.all("td", class: "number").map(\.text) == ["1", "2"])
    let stacked = try ParsedMarkup(Page("p", sections: [table.html(isStacked: true)]).html)
    #expect(
      stacked.all("td").map { $0.attributes["data-label"] } == ["class", "count", "class", "count"])
  }

  @Test(
    "the bytes of RFC 4648's examples, and all lengths",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func pictureExamples(text: String, expected: String) {
    func source(_ bytes: [UInt8]) -> String {
      HTML.picture(bytes, type: "image/png", text: "a").markup
    }
    #expect(source(Array(text.utf8)).contains("src=\"data:image/png;base64,\(expected)\""))
    #expect(source([0xFB, 0xFF, 0xFE]).contains("base64,+//+\""))
  }

  @Test("a matrix's cells are shaded by their share, in two colours; an empty one not at all")
  func matrix() throws {
    let matrix = CountMatrix(names: ["a", "b"], counts: [[90, 10], [0, 5]])
    let cells = try ParsedMarkup(Page("p", sections: [matrix.html]).html).all("td")
    #expect(cells.map(\.text) == ["90", "10", "", "5"])
    #expect(cells[0].attributes["style"] == "background:rgba(0,114,178,0.5)")
    #expect(cells[1].attributes["style"] == "background:rgba(213,94,0,0.26)")
    #expect(cells[2].attributes["style"] == nil)
    #expect(cells[1].attributes["title"] == "a taken for b: 10")
  }
}
