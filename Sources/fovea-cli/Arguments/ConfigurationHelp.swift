import ArgumentParser
import Fovea

extension TrainingConfiguration {
  /// Takes a value that was given.
  mutating func set<T>(_ value: T?, _ field: WritableKeyPath<TrainingConfiguration, T>) {
    if let value { self[keyPath: field] = value }
  }
}

/// A line of help that ends with the configuration's own default.
func help<T>(
  _ text: String, _ field: KeyPath<TrainingConfiguration, T>, isFlag: Bool = false
) -> ArgumentHelp {
  let value = TrainingConfiguration()[keyPath: field]
  let shown = isFlag ? ("\(value)" == "true" ? "yes" : "no") : shortNumber("\(value)")
  return ArgumentHelp("\(text) (default: \(shown))")
}

/// A number without a fraction of 0.
func shortNumber(_ number: String) -> String {
  number.hasSuffix(".0") ? String(number.dropLast(2)) : number
}
