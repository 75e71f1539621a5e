/// Augmentations one after the other, as in `shift:2,flip,rotate:10,erase`.
///
/// Those that move pixels and follow each other become one resampling, so a picture that is shifted, turned and
/// scaled is blurred once at most. Mixing comes last, wherever it stands; with both `mixup` and `cutmix`, each
/// picture takes either, by chance.
public struct AugmentationRecipe: Hashable, Sendable {
  /// The steps, first to last.
  public let steps: [Augmentation]

  /// No augmentation.
  public static let none = AugmentationRecipe(unchecked: [])

  /// A recipe of the given steps.
  ///
  /// - Throws: `DataError` when a kind occurs twice.
  public init(_ steps: [Augmentation]) throws(DataError) {
    var seen: Set<Augmentation.Kind> = []
    for step in steps where !seen.insert(step.kind).inserted {
      throw DataError(
        "augmentation", at: step.kind.rawValue, expected: "each kind once", found: "it twice")
    }
    self.init(unchecked: steps)
  }

  private init(unchecked steps: [Augmentation]) { self.steps = steps }

  /// Reads steps with commas between: a name, then a colon and the amount where it is not the usual, and for
  /// `crop` what comes in from beside the picture. "none" and "" are no steps.
  ///
  /// - Throws: `DataError` naming the step and what was expected in its place.
  public init(_ text: String) throws(DataError) {
    var steps: [Augmentation] = []
    if text != "", text != "none" {
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        steps.append(try Self.step(String(word)))
      }
    }
    try self.init(steps)
  }

  private static func step(_ text: String) throws(DataError) -> Augmentation {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      .map { $0.trimmingBlanks }
    let names = Augmentation.Kind.allCases.map(\.rawValue)
    guard let kind = Augmentation.Kind(rawValue: parts[0]) else {
      throw DataError(
        "augmentation", expected: "one of \(names.joined(separator: ", "))",
        found: "\"\(parts[0])\"",
        advice: nearestName(to: parts[0], among: names).map { "did you mean \($0)?" })
    }
    var amount: Double?
    if parts.count > 1 {
      amount = Double(parts[1])
      guard amount != nil else {
        throw DataError(
          "augmentation", at: kind.rawValue, expected: kind.expectation, found: "\"\(parts[1])\"")
      }
    }
    var border = Augmentation.Border.zeros
    if parts.count > 2 {
      let borders = Augmentation.Border.allCases.map(\.rawValue)
      guard kind == .crop, parts.count == 3, let given = Augmentation.Border(rawValue: parts[2])
      else {
        throw DataError(
          "augmentation", at: kind.rawValue,
          expected: kind == .crop
            ? "crop:pixels:border with one of \(borders.joined(separator: ", "))"
            : "\(kind.rawValue):\(kind.unit)", found: "\"\(text)\"",
          advice: nearestName(to: parts[2], among: borders).map { "did you mean \($0)?" })
      }
      border = given
    }
    return try Augmentation(kind, amount, border: border)
  }

  /// Whether nothing is changed.
  public var isEmpty: Bool { steps.isEmpty }

  /// Whether pictures are mixed, and targets have more than one class.
  public var mixes: Bool { steps.contains { $0.kind.isMixing } }

  /// The steps that take one picture.
  var single: [Augmentation] { steps.filter { !$0.kind.isMixing } }

  /// The steps that take two.
  var mixing: [Augmentation] { steps.filter { $0.kind.isMixing } }

  /// The same with a step in place of its kind, or at the end.
  public func setting(_ step: Augmentation) -> AugmentationRecipe {
    let others = steps.filter { $0.kind != step.kind }
    let place = steps.firstIndex { $0.kind == step.kind } ?? others.count
    return AugmentationRecipe(unchecked: Array(others[..<place]) + [step] + others[place...])
  }
}

extension AugmentationRecipe: CustomStringConvertible {
  /// As it is read, every amount written out; "none" for no steps.
  public var description: String {
    isEmpty ? "none" : steps.map(\.description).joined(separator: ",")
  }
}

extension AugmentationRecipe: Codable {
  /// Reads what `description` writes.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// The description.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
