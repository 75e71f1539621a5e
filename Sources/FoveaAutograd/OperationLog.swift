import FoveaTensor

/// What a profile has seen.
struct OperationLog: Sendable {
  private(set) var rows: [OperationProfile.Row] = []
  private(set) var events: [OperationProfile.Event] = []

  private let layers: [ObjectIdentifier: String]
  private var places: [OperationProfile.Row: Int] = [:]
  /// What went forward and has not come back.
  private var open: [Int: Pending] = [:]
  /// The layer whose parameters were used last.
  private var layer = ""
  private let begin = ContinuousClock.now
  private var lastEnd = ContinuousClock.now

  /// What is to be known of an operation when its gradient comes.
  private struct Pending: Sendable {
    let layer: String
    let operation: String
    let multiplyAdds: Int
    let bytes: Int
  }

  init(layers: [ObjectIdentifier: String]) { self.layers = layers }

  mutating func restart() { lastEnd = .now }

  mutating func enter(_ layer: AnyObject) {
    if let path = layers[ObjectIdentifier(layer)] { self.layer = path }
  }

  mutating func mark(_ name: String) {
    enter("", name, .other, multiplyAdds: 0, bytes: 0)
    layer = ""
  }

  mutating func forward(
    _ function: String, _ value: Tensor, _ parents: [Variable], multiplyAdds: Int,
    leavesProduct: Bool, id: Int?
  ) {
    // "affine(_:_:)": what the operation is called, without its arguments.
    let operation = String(function.prefix { $0 != "(" })
    let parameter = parents.lazy.compactMap(\.history.parameter).first
    if let own = parameter.flatMap({ layers[ObjectIdentifier($0)] }) { layer = own }
    let size = MemoryLayout<Scalar>.size
    let read = parents.reduce(0) { $0 + $1.shape.count }
    enter(
      layer, operation, .forward, multiplyAdds: multiplyAdds, bytes: size * (read + value.count))
    guard let id else { return }
    let wanted = parents.filter(\.requiresGradient)
    let written = wanted.reduce(0) { $0 + $1.shape.count }
    // Each factor's gradient is a product as large as the first.
    let products = min(2, wanted.count { $0.shape.rank > 1 }) - (leavesProduct ? 1 : 0)
    open[id] = Pending(
      layer: layer, operation: operation, multiplyAdds: products * multiplyAdds,
      bytes: size * (value.count + read + written))
  }

  mutating func backward(_ id: Int) {
    guard let pending = open.removeValue(forKey: id) else { return }
    enter(
      pending.layer, pending.operation, .backward, multiplyAdds: pending.multiplyAdds,
      bytes: pending.bytes)
    // The first operation's gradient is the last.
    if open.isEmpty { layer = "" }
  }

  private mutating func enter(
    _ layer: String, _ operation: String, _ pass: OperationProfile.Pass, multiplyAdds: Int,
    bytes: Int
  ) {
    let now = ContinuousClock.now
    defer { lastEnd = now }
    let seconds = (now - lastEnd).inSeconds
    let key = OperationProfile.Row(layer: layer, operation: operation, pass: pass)
    let place = places[key] ?? rows.count
    if place == rows.count {
      rows.append(key)
      places[key] = place
    }
    rows[place].runs += 1
    rows[place].seconds += seconds
    rows[place].multiplyAdds += multiplyAdds
    rows[place].bytes += bytes
    guard events.count < OperationProfile.keptEvents else { return }
    events.append(
      OperationProfile.Event(
        layer: layer, operation: operation, pass: pass, start: (lastEnd - begin).inSeconds,
        seconds: seconds, multiplyAdds: multiplyAdds, bytes: bytes))
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
