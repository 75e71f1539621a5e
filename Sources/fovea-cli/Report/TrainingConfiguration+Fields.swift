import Foundation
import Fovea

extension TrainingConfiguration {
  /// The choices that are set, by name, each in the words of `config.json`.
  var fields: [(name: String, value: String)] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
      let fields = object as? [String: Any]
    else { return [] }
    return fields.flatMap { name, value in
      // What lies within another field has both names.
      (value as? [String: Any])?.map { ("\(name).\($0)", Self.text($1)) }
        ?? [(name, Self.text(value))]
    }.sorted { $0.0 < $1.0 }
  }

  private static func text(_ value: Any) -> String {
    if let text = value as? String { return text }
    let options: JSONSerialization.WritingOptions = [
      .fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes,
    ]
    return (try? JSONSerialization.data(withJSONObject: value, options: options))
      .map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
  }
}
