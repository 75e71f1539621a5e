import ArgumentParser

/// The flags that were given, with one value or, to runs that differ, with several.
struct GivenFlags {
  private let all: Set<String>
  private let varied: Set<String>

  /// - Parameters:
  ///   - given: the flags with one value.
  ///   - varied: those that get several, by which others may come to matter.
  init(_ given: [String], _ varied: Set<String>) {
    all = varied.union(given)
    self.varied = varied
  }

  func contain(_ flag: String) -> Bool { all.contains(flag) }

  /// Throws `ValidationError` for a flag that matters to some choices of an option alone, when it is another.
  func refuse<Choice: RawRepresentable<String> & Equatable>(
    _ flag: String, unless option: String, _ choice: Choice, isOneOf choices: [Choice]
  ) throws {
    guard all.contains(flag), !varied.contains(option), !choices.contains(choice) else { return }
    let names = choices.map(\.rawValue).joined(separator: " or ")
    throw ValidationError(
      "\(flag) is for \(option) \(names), found \(choice.rawValue); leave it out")
  }
}
