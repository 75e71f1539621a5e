import FoveaData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A field of `TrainingConfiguration` that a search can try values of.
///
/// Which fields there are, and what each holds, is found by asking the configuration's own decoder: what a
/// configuration file may hold, a search can try.
public struct TunableField: Hashable, Sendable {
  /// What a field holds.
  public enum Kind: Hashable, Sendable {
    /// Any number.
    case real
    /// Whole numbers.
    case whole
    /// One of several names, or yes or no.
    case choice
  }

  /// The name of the flag, as in "batch-size".
  public let name: String
  /// The field's name in a configuration file, as in "batchSize".
  public let field: String
  /// What it holds.
  public let kind: Kind

  /// Every one of them, in the configuration's order.
  public static let all: [TunableField] = TrainingConfiguration.CodingKeys.allCases
    .compactMap { key in
      let field = key.rawValue
      guard fixed[field] == nil, let kind = kind(of: field) else { return nil }
      return TunableField(name: flagName(field), field: field, kind: kind)
    }

  /// The field of that flag, or of that name in a configuration file.
  ///
  /// - Throws: `DataError` for one that there is none of, with the name that comes nearest, or that must be
  ///   the same in all trials, with the reason.
  public static func named(_ name: String) throws(DataError) -> TunableField {
    // Searches that were saved before a flag had its own name here have that of the field.
    if let found = all.first(where: { [$0.name, $0.field, hyphened($0.field)].contains(name) }) {
      return found
    }
    if let (_, reason) = fixed.first(where: { name == $0.key || name == flagName($0.key) }) {
      throw DataError(
        name, expected: "a parameter that trials may differ in", found: "one that \(reason)")
    }
    // No flag by itself but a part of --fine-tune, so it is not proposed; searches that were saved may have it.
    let names = all.filter { $0.field != "freezeBody" }.map(\.name)
    throw DataError(
      name, expected: "one of \(names.joined(separator: ", "))", found: "\"\(name)\"",
      advice: nearestName(to: name, among: names).map { "did you mean \($0)?" })
  }

  /// Fields that trials have in common, and why.
  private static let fixed = [
    "epochs": "the stages of the search decide",
    "seed": "decides which pictures are held back, by which trials are compared",
    "validationShare": "decides which pictures are held back, by which trials are compared",
    "checkpointSeconds": "changes nothing about the outcome",
    "workers": "changes nothing about the outcome",
    "data": "all trials share, or they could not be compared",
    "dataFolder": "all trials share, or they could not be compared",
    "reading": "all trials share, or they could not be compared",
    "initializationSeed": "is no choice but chance",
    "orderSeed": "is no choice but chance",
    "bootstrapSeed": "is no choice but chance",
  ]

  /// Flags that are not spelled as their fields are.
  private static let flags = [
    "learningRate": "lr", "optimizer": "opt", "schedule": "sched", "warmUpEpochs": "warmup-epochs",
    "preprocessing": "preprocess", "validationShare": "val-share", "epsilon": "opt-eps",
    "initializationSeed": "init-seed", "proximalL1": "l1-proximal", "clipGradient": "clip-grad",
    "accumulation": "grad-accum-steps", "minimumRate": "min-lr", "power": "poly-power",
    "plateauPatience": "patience-epochs", "initializer": "init", "augmentation": "augment",
    "unsafeAugmentation": "unsafe-augment",
  ]

  static func flagName(_ field: String) -> String { flags[field] ?? hyphened(field) }

  private static func hyphened(_ field: String) -> String {
    field.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : "\($1)" }
  }

  private static func kind(of field: String) -> Kind? {
    func takes(_ value: SearchValue) -> Bool {
      (try? TrainingConfiguration().with([field: value])) != nil
    }
    if takes(.number(0.5)) { return .real }
    if takes(.number(1)) { return .whole }
    if takes(.flag(true)) { return .choice }
    return isChoice(field) ? .choice : nil
  }

  /// Whether a field holds one of several names: the error for another name lists them.
  private static func isChoice(_ field: String) -> Bool {
    do { try TrainingConfiguration().with([field: .text("\u{1}")]).validate() } catch {
      return error.place == field && error.expected.hasPrefix("one of ")
    }
    return false
  }
}

extension TrainingConfiguration {
  /// The configuration with other values in some fields.
  ///
  /// - Parameter values: by the fields' names in a configuration file, as "batchSize".
  /// - Throws: `DataError` naming a field that there is none of, or that does not hold such a value. Whether
  ///   it makes sense is left to `validate`.
  public func with(_ values: [String: SearchValue]) throws(DataError) -> TrainingConfiguration {
    do {
      let data = try JSONEncoder().encode(Overlay(configuration: self, values: values))
      return try JSONDecoder().decode(TrainingConfiguration.self, from: data)
    } catch let error as DataError {
      throw error
    } catch {
      throw DataError(
        "configuration", expected: "fields with values of their kind", found: jsonFault(error))
    }
  }

  /// A configuration's fields, some of them written over.
  private struct Overlay: Encodable {
    let configuration: TrainingConfiguration
    let values: [String: SearchValue]

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      try configuration.encode(to: encoder)
      var fields = encoder.container(keyedBy: Key.self)
      for (field, value) in values {
        try fields.encode(value, forKey: Key(stringValue: field))
      }
    }
  }
}
