// What follows from a network's members alone.
extension Layer {
  /// Every parameter with its path, as in "features.0.weight", in order; one that is used in several
  /// places is listed once, under its first path.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    var found: [(String, Parameter)] = []
    forEachMember { path, member in
      if case .parameter(_, let parameter) = member,
        seen.insert(ObjectIdentifier(parameter)).inserted
      {
        found.append((path, parameter))
      }
    }
    return found
  }

  /// Every parameter, in order.
  public var parameters: [Parameter] { namedParameters.map(\.parameter) }

  /// Every buffer with its path, in order.
  public var namedBuffers: [(name: String, buffer: Buffer)] {
    var seen: Set<ObjectIdentifier> = []
    var found: [(String, Buffer)] = []
    forEachMember { path, member in
      if case .buffer(_, let buffer) = member, seen.insert(ObjectIdentifier(buffer)).inserted {
        found.append((path, buffer))
      }
    }
    return found
  }

  /// The number of numbers that training changes, frozen ones included.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  /// The values of parameters and buffers by path: what a file of weights holds.
  public var state: [(name: String, value: Tensor)] {
    namedParameters.map { ($0.name, $0.parameter.value) }
      + namedBuffers.map { ($0.name, $0.buffer.value) }
  }

  /// Replaces the values of parameters and buffers; all of them or, when it throws, none.
  ///
  /// - Throws: `StateError` naming what is missing, has another shape, or does not belong.
  public func restore(_ values: [String: Tensor]) throws {
    let parameters = namedParameters
    let buffers = namedBuffers
    let expected =
      parameters.map { ($0.name, $0.parameter.shape) }
      + buffers.map { ($0.name, $0.buffer.value.shape) }
    for (name, shape) in expected {
      guard let value = values[name] else {
        throw StateError("\(name) of shape \(shape) expected, found none of that name")
      }
      guard value.shape == shape else {
        throw StateError("\(name) of shape \(shape) expected, found \(value.shape)")
      }
    }
    let known = Set(expected.map(\.0))
    if let stray = values.keys.filter({ !known.contains($0) }).min() {
      throw StateError("\(stray) found, which the model does not have")
    }
    for (name, parameter) in parameters { values[name].map { parameter.value = $0 } }
    for (name, buffer) in buffers { values[name].map { buffer.value = $0 } }
  }

  /// Calls `body` with every layer inside and this one, and its path.
  public func forEachLayer(_ path: String = "", _ body: (String, any Layer) -> Void) {
    body(path, self)
    for case .layer(let name, let layer) in members {
      layer.forEachLayer(join(path, name), body)
    }
  }

  private func forEachMember(_ path: String = "", _ body: (String, Member) -> Void) {
    for member in members {
      switch member {
      case .parameter(let name, _), .buffer(let name, _): body(join(path, name), member)
      case .layer(let name, let layer): layer.forEachMember(join(path, name), body)
      }
    }
  }
}

private func join(_ path: String, _ name: String) -> String {
  path.isEmpty ? name : "\(path).\(name)"
}

/// Weights that do not belong to the model that is to take them.
public struct StateError: Error, Hashable, CustomStringConvertible {
  /// What was expected and what was found, in one line.
  public let description: String

  /// An error with the given line of text.
  public init(_ description: String) { self.description = description }
}
