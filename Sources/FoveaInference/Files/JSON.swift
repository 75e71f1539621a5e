import FoveaData
import FoveaKernels

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value as JSON; its fields in alphabetical order, so that equal values give equal texts.
package func jsonText(_ value: some Encodable, pretty: Bool = false) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
  do {
    return String(decoding: try encoder.encode(value), as: UTF8.self) + (pretty ? "\n" : "")
  } catch {
    // Only numbers that are not finite cannot be written, and what comes here was checked for them.
    stop("JSON: a value that can be written expected, received \(value): \(error)")
  }
}

/// A value from a text of a file.
///
/// - Throws: `DataError` naming the file, the text and what is wrong in it.
package func decodeJSON<T: Decodable>(
  _ type: T.Type, _ text: String, at place: String, of path: String
) throws(DataError) -> T {
  do {
    return try JSONDecoder().decode(type, from: Data(text.utf8))
  } catch let error as DataError {
    throw DataError(
      path, at: error.place.map { "\(place): \($0)" } ?? place, expected: error.expected,
      found: error.found, advice: error.advice)
  } catch {
    throw DataError(
      path, at: place, expected: "what this version of Fovea writes", found: jsonFault(error),
      advice: "was the file written by another version?")
  }
}

/// What is wrong with a JSON text, in a few words.
package func jsonFault(_ error: any Error) -> String {
  guard let error = error as? DecodingError else { return "other text" }
  func place(_ context: DecodingError.Context) -> String {
    context.codingPath.map(\.stringValue).joined(separator: ".")
  }
  switch error {
  case .keyNotFound(let key, let context):
    let path = place(context)
    return "no \(path.isEmpty ? "" : path + ".")\(key.stringValue)"
  case .typeMismatch(_, let context), .valueNotFound(_, let context):
    return "something else at \(place(context).isEmpty ? "the top" : place(context))"
  case .dataCorrupted(let context):
    let detail = context.underlyingError.map { "\($0)" } ?? context.debugDescription
    return place(context).isEmpty ? detail : "something else at \(place(context))"
  @unknown default: return "other text"
  }
}
