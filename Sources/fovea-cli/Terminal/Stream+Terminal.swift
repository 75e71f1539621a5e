#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Stream {
  /// Whether a person looks at the stream on a terminal.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether lines may be redrawn: on a terminal that can, unless the environment asks for plain text.
  ///
  /// `NO_COLOR` and `CI` count when they are set to anything but the empty text (https://no-color.org).
  var isLive: Bool {
    let terminal = environment("TERM")
    return isTerminal && terminal != nil && terminal != "dumb"
      && environment("NO_COLOR") == nil && environment("CI") == nil
  }

  /// The columns of the terminal now; nil when the stream goes elsewhere or the terminal does not say.
  var width: Int? {
    var size = winsize()
    guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}

/// A variable of the environment; nil when it is not set, or empty.
func environment(_ name: String) -> String? {
  guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
  return value
}

/// Whether the environment's language is written in UTF-8, so that a terminal shows more than ASCII.
var speaksUTF8: Bool {
  let language = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
  let name = language.lowercased()
  return name.contains("utf-8") || name.contains("utf8")
}
