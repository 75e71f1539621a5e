#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Tensor: CustomStringConvertible, CustomDebugStringConvertible {
  /// The shape, then the elements in aligned columns; long extents show their ends, as in NumPy.
  public var description: String {
    if rank == 0 { return "Tensor \(shape) \(elements.map(format).joined())" }
    if count == 0 { return "Tensor \(shape) (no elements)" }
    let values = elements
    let shown = indices(shape.dimensions, 0)
    let width = shown.map { format(values[$0]).count }.max() ?? 0
    return "Tensor \(shape)\n" + block(values, 0, 0, width)
  }

  /// The shape and nothing else, for lists and debuggers.
  public var debugDescription: String { "Tensor \(shape)" }

  /// Five significant digits: enough to look at, not so many that columns grow wide.
  private func format(_ x: Scalar) -> String {
    if x.isNaN { return "nan" }
    if x == x.rounded(), x.magnitude < 1e6 { return "\(Int(x))" }
    var text = [CChar](repeating: 0, count: 32)
    let length = withVaList([Double(x)]) { vsnprintf(&text, text.count, "%.5g", $0) }
    return String(decoding: text.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The places along one extent that are shown, nil for the gap.
  private func places(_ extent: Int) -> [Int?] {
    extent <= 8
      ? Array(0..<extent) : Array(0..<3) + [nil] + Array(extent - 3..<extent)
  }

  private func indices(_ extents: [Int], _ offset: Int) -> [Int] {
    guard let extent = extents.first else { return [offset] }
    let rest = Array(extents.dropFirst())
    let size = rest.reduce(1, *)
    return places(extent).compactMap { $0 }.flatMap { indices(rest, offset + $0 * size) }
  }

  private func block(_ values: [Scalar], _ axis: Int, _ offset: Int, _ width: Int) -> String {
    let size = shape.strides[axis]
    let shown = places(shape[axis])
    if axis == rank - 1 {
      let cells = shown.map { place -> String in
        guard let place else { return "..." }
        let text = format(values[offset + place])
        return String(repeating: " ", count: width - text.count) + text
      }
      return "[" + cells.joined(separator: " ") + "]"
    }
    let indent = String(repeating: " ", count: axis + 1)
    let parts = shown.map { place in
      place.map { block(values, axis + 1, offset + $0 * size, width) } ?? "..."
    }
    let gap = axis == rank - 2 ? "\n" : "\n\n"
    return "[" + parts.joined(separator: gap + indent) + "]"
  }
}
