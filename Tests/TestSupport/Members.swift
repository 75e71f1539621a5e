import FoveaNN
import Testing

/// Expects that `members` lists every parameter and buffer that the layer stores, at any depth: `Mirror`
/// sees them all. One that is forgotten is neither trained nor saved.
public func expectAllListed(
  in layer: any Layer, sourceLocation: SourceLocation = #_sourceLocation
) {
  let listed = Set(
    layer.parameters.map { ObjectIdentifier($0) }
      + layer.namedBuffers.map { ObjectIdentifier($0.buffer) })
  visitStored(layer) { object in
    #expect(
      listed.contains(ObjectIdentifier(object)),
      "\(layer.kind): a stored \(type(of: object)) is missing from its members",
      sourceLocation: sourceLocation)
  }
}

/// Calls `body` with each parameter and buffer that is stored somewhere in `object`.
private func visitStored(_ object: Any, _ body: (AnyObject) -> Void) {
  if let parameter = object as? Parameter { return body(parameter) }
  if let buffer = object as? Buffer { return body(buffer) }
  // What a class inherits is stored, too.
  var mirror: Mirror? = Mirror(reflecting: object)
  while let here = mirror {
    for child in here.children { visitStored(child.value, body) }
    mirror = here.superclassMirror
  }
}
