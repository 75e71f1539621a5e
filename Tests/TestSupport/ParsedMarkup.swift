import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A chart or a page as an XML parser sees it: its elements with their attributes and texts, in order.
public final class ParsedMarkup: NSObject, XMLParserDelegate {
  /// An element.
  public struct Element {
    /// Its name.
    public let name: String
    /// Its attributes by name.
    public let attributes: [String: String]
    /// The text in it, without that of elements inside.
    public internal(set) var text = ""

    /// A numeric attribute; not a number where there is none.
    public subscript(_ attribute: String) -> Double {
      attributes[attribute].flatMap(Double.init) ?? .nan
    }
  }

  /// All elements in the order in which they begin.
  public private(set) var elements: [Element] = []
  private var open: [Int] = []

  /// Parses the text, and throws the parser's error where it is not well-formed.
  public init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  /// Elements of that name, and of that class if one is given; the class is one of several words.
  public func all(_ name: String, class style: String? = nil) -> [Element] {
    elements.filter { element in
      let words = element.attributes["class"]?.split(separator: " ").map(String.init) ?? []
      return element.name == name && (style.map(words.contains) ?? true)
    }
  }

  /// For the parser.
  public func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  /// For the parser.
  public func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }

  /// For the parser.
  public func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }
}
