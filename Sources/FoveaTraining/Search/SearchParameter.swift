import FoveaData

/// A field of a configuration and the values that a search may give it.
///
/// As text, and in files, it is what `--param` takes: `lr=log:1e-4..0.1`, `momentum=0.5..0.99`,
/// `batch-size=choice:32,64,128`.
public struct SearchParameter: Hashable, Sendable {
  /// The values that there are to choose from.
  public enum Domain: Hashable, Sendable {
    /// A range in which equal differences are equally likely.
    case linear(ClosedRange<Double>)
    /// A range above 0 in which equal ratios are equally likely: for what matters by its order of
    /// magnitude, such as a learning rate.
    case logarithmic(ClosedRange<Double>)
    /// Single values, each equally likely.
    case choices([SearchValue])
  }

  /// Which field it is.
  public let field: TunableField
  /// Whether only whole numbers of a range are taken.
  public let isWhole: Bool
  /// The values.
  public internal(set) var domain: Domain

  /// The flag's name, as in "batch-size".
  public var name: String { field.name }

  /// A parameter with its values.
  ///
  /// - Parameters:
  ///   - name: of the flag or the configuration's field.
  ///   - domain: the values.
  ///   - isWhole: whether only whole numbers of a range are taken; where the field holds nothing else,
  ///     they are anyway.
  /// - Throws: `DataError` for a field that cannot be searched, an empty domain, or a value that the field
  ///   does not hold.
  public init(_ name: String, _ domain: Domain, isWhole: Bool = false) throws(DataError) {
    field = try TunableField.named(name)
    self.domain = domain
    self.isWhole = isWhole || field.kind == .whole
    try check()
  }

  private func check() throws(DataError) {
    switch domain {
    case .linear(let range), .logarithmic(let range):
      guard field.kind != .choice else {
        throw DataError(
          name, expected: "choice: and values with commas between them", found: "a range of numbers"
        )
      }
      if case .logarithmic = domain, range.lowerBound <= 0 {
        throw DataError(
          name, expected: "a logarithmic range above 0", found: shortText(range.lowerBound))
      }
      guard range.lowerBound < range.upperBound, range.upperBound - range.lowerBound <= 1e300,
        !isWhole || wholeRange(range) != nil
      else {
        throw DataError(
          name, expected: isWhole ? "a range with two whole numbers or more" : "a range, low..high",
          found: "\(shortText(range.lowerBound))..\(shortText(range.upperBound))")
      }
      for bound in [range.lowerBound, range.upperBound] {
        try checkTaken(.number(isWhole ? bound.rounded() : bound))
      }
    case .choices(let values):
      guard !values.isEmpty, Set(values).count == values.count else {
        throw DataError(
          name, expected: "values with commas between them, each once",
          found: values.isEmpty ? "none" : values.map(\.description).joined(separator: ","))
      }
      for value in values { try checkTaken(value) }
    }
  }

  /// Whether the field takes a value, whatever the others hold.
  private func checkTaken(_ value: SearchValue) throws(DataError) {
    var others = TrainingConfiguration()
    // What a warm-up may take of a run shows once its length is known; see `check(epochs:)`.
    others.epochs = 1_000_000
    try checkTaken(value, by: others)
  }

  /// Checks that a run of so many epochs takes the values.
  func check(epochs: Int) throws(DataError) {
    var others = TrainingConfiguration()
    others.epochs = epochs
    switch domain {
    case .linear(let range), .logarithmic(let range):
      for bound in [range.lowerBound, range.upperBound] {
        try checkTaken(.number(isWhole ? bound.rounded() : bound), by: others)
      }
    case .choices(let values): for value in values { try checkTaken(value, by: others) }
    }
  }

  private func checkTaken(
    _ value: SearchValue, by others: TrainingConfiguration
  ) throws(DataError) {
    do {
      try others.with([field.field: value]).validateField(field.field)
    } catch {
      throw DataError(
        name, expected: error.expected, found: value.description, advice: error.advice)
    }
  }

  /// The whole numbers of a range; nil when there are fewer than two, or more than a Double counts.
  func wholeRange(_ range: ClosedRange<Double>) -> ClosedRange<Double>? {
    let (low, high) = (range.lowerBound.rounded(.up), range.upperBound.rounded(.down))
    return low < high && max(abs(low), abs(high)) < 1e15 ? low...high : nil
  }
}

extension TrainingConfiguration {
  /// As `validate`, but for one field: faults of others are passed over.
  fileprivate func validateField(_ field: String) throws(DataError) {
    do {
      try validate()
    } catch {
      if error.place == field { throw error }
    }
  }
}
