import FoveaData

/// The fields of a configuration, of which none may be unknown and each must hold what belongs there.
struct StrictFields<Key: CodingKey & CaseIterable & RawRepresentable> where Key.RawValue == String {
  private let container: KeyedDecodingContainer<AnyKey>

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Takes the fields. Throws when one is none of `Key`.
  init(_ decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: AnyKey.self)
    let known = Key.allCases.map(\.rawValue)
    let unknown = container.allKeys.map(\.stringValue).filter { !known.contains($0) }
    if let name = unknown.min() {
      throw DataError(
        "configuration", expected: "known fields", found: "\"\(name)\"",
        advice: nearestName(to: name, among: known).map { "did you mean \($0)?" }
          ?? "there are \(known.joined(separator: ", "))")
    }
  }

  /// Reads a field if it is there and not null.
  func read<T: Decodable>(_ key: Key, _ expected: String, into value: inout T) throws {
    let field = AnyKey(stringValue: key.rawValue)
    do {
      if let given = try container.decodeIfPresent(T.self, forKey: field) { value = given }
    } catch let error as DataError {
      // From fields within this one, which say better what is wrong.
      throw DataError(
        error.source, at: key.rawValue + (error.place.map { ".\($0)" } ?? ""),
        expected: error.expected, found: error.found, advice: error.advice)
    } catch {
      // Numbers that do not fit are reported by other errors than those of decoding.
      throw DataError(
        "configuration", at: key.rawValue, expected: expected, found: found(field))
    }
  }

  /// Reads one of several names.
  ///
  /// - Parameter advice: what to do about a name that is none, where more is known than the nearest one.
  func readChoice<T>(
    _ key: Key, into value: inout T, advice: (String) -> String? = { _ in nil }
  ) throws
  where T: RawRepresentable & CaseIterable, T.RawValue == String {
    let names = T.allCases.map(\.rawValue)
    var name = value.rawValue
    try read(key, "one of \(names.joined(separator: ", "))", into: &name)
    value = try choice(name, key, advice(name))
  }

  /// Reads one of several names, or null for none.
  func readChoice<T>(_ key: Key, into value: inout T?) throws
  where T: RawRepresentable & CaseIterable, T.RawValue == String {
    var name: String?
    try read(key, "one of \(T.allCases.map(\.rawValue).joined(separator: ", "))", into: &name)
    if let name { value = try choice(name, key) }
  }

  private func choice<T>(_ name: String, _ key: Key, _ advice: String? = nil) throws(DataError) -> T
  where T: RawRepresentable & CaseIterable, T.RawValue == String {
    guard let choice = T(rawValue: name) else {
      throw .unknown(
        name, among: T.allCases.map(\.rawValue), at: key.rawValue, advice: advice)
    }
    return choice
  }

  private func found(_ field: AnyKey) -> String {
    if let value = try? container.decode(Bool.self, forKey: field) { return "\(value)" }
    if let value = try? container.decode(String.self, forKey: field) { return "\"\(value)\"" }
    if let value = try? container.decode(Int.self, forKey: field) { return "\(value)" }
    if let value = try? container.decode(Double.self, forKey: field) { return "\(value)" }
    return "something else"
  }
}
