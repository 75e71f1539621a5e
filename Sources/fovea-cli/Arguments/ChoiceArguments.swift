import ArgumentParser
import Fovea

/// Reads one of several names.
@Sendable func choice<T>(_ text: String) throws -> T
where T: RawRepresentable & CaseIterable, T.RawValue == String {
  if let value = T(rawValue: text) { return value }
  let names = T.allCases.map(\.rawValue)
  let guess = nearestName(to: text, among: names).map { "; did you mean '\($0)'?" } ?? ""
  throw ValidationError("expected one of \(names.joined(separator: ", "))\(guess)")
}

/// Reads some of several names, with commas between.
@Sendable func choices<T>(_ text: String) throws -> [T]
where T: RawRepresentable & CaseIterable, T.RawValue == String {
  try text.split(separator: ",", omittingEmptySubsequences: false).map { try choice(String($0)) }
}

/// Reads the name of what pictures go through.
@Sendable func preprocessingName(
  _ text: String
) throws -> TrainingConfiguration.PreprocessingKind {
  typealias Kind = TrainingConfiguration.PreprocessingKind
  if let reason = Kind.reason(against: text) {
    throw ValidationError("expected one of \(Kind.names); \(reason)")
  }
  return try choice(text)
}

/// Reads an initialiser's name.
@Sendable func initializerName(_ text: String) throws -> String {
  if let initializer = Initializer.named(text) { return initializer.name }
  if let kind = text.split(separator: ":").first.map(String.init) {
    if ["normal", "truncated-normal"].contains(kind) {
      throw ValidationError("expected a deviation of 0 or more after '\(kind):', as \(kind):0.05")
    }
    if kind == "constant" { throw ValidationError("expected a number after 'constant:'") }
    if kind == "zeros" { throw ValidationError("expected zeros alone, which have no gain") }
    if Initializer.named(kind) != nil {
      throw ValidationError("expected a gain above 0 after '\(kind):', as \(kind):1.4")
    }
  }
  let guess =
    nearestName(to: text, among: Initializer.names).map { "; did you mean '\($0)'?" } ?? ""
  throw ValidationError("expected one of \(Initializer.names.joined(separator: ", "))\(guess)")
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// All names in one line, for help.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
