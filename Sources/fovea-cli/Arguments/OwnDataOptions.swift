import ArgumentParser
import Fovea

/// The flags of how a data set of one's own is read. What is not given is as the configuration or the model says.
struct OwnDataOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Pixels a side that pictures of a folder get. (default: \(usual.imageSize))",
    transform: wholeNumber(8...1024))
  var imageSize: Int?

  @Flag(help: "Make the pictures of a folder grey.")
  var grey = false

  @Option(
    parsing: .unconditional,
    help: """
      What pictures show, so that nothing is done that would change their class: \(PictureContent.names). \
      (default: nobody knows)
      """, transform: choice)
  var content: PictureContent?

  @Option(
    help: """
      Column of a table with the classes: its name, or its number from 1. (default: label, class or target)
      """)
  var label: String?

  @Option(
    parsing: .unconditional,
    help: """
      Share of each class that is set aside to test with where nothing is for that. \
      (default: \(usual.testShare.significant(3)))
      """, transform: number(0.001...0.999))
  var testShare: Double?

  @Option(
    help: """
      What is done about pictures that cannot be read: \(ReadingOptions.BadPictures.names). \
      (default: \(usual.badPictures.rawValue))
      """, transform: choice)
  var badPictures: ReadingOptions.BadPictures?

  @Option(
    help: "Memory for decoded pictures of a folder, as 512MB or 4GB. (default: 512MB)",
    transform: byteCount)
  var cache: Int?

  private static let usual = ReadingOptions()

  /// The options with what was given in place; nil for none where there were none.
  func applied(to options: ReadingOptions?) -> ReadingOptions? {
    if given.isEmpty { return options }
    var result = options ?? ReadingOptions()
    if let imageSize { result.imageSize = imageSize }
    if grey { result.channels = 1 }
    if let content { result.content = content }
    if let label { result.label = label }
    if let testShare { result.testShare = testShare }
    if let badPictures { result.badPictures = badPictures }
    if let cache { result.cacheBytes = cache }
    return result
  }

  /// The flags that were given.
  var given: [String] { givenChoices.map(\.flag) }

  private var givenChoices: [(flag: String, choice: ReadingOptions.Choice)] {
    let given: [(String, ReadingOptions.Choice, Bool)] = [
      ("--image-size", .imageSize, imageSize != nil), ("--grey", .channels, grey),
      ("--content", .content, content != nil), ("--label", .label, label != nil),
      ("--test-share", .testShare, testShare != nil),
      ("--bad-pictures", .badPictures, badPictures != nil), ("--cache", .cacheBytes, cache != nil),
    ]
    return given.filter(\.2).map { ($0.0, $0.1) }
  }

  /// Throws `ValidationError` for a flag that changes nothing about the set at a path. What is no set is told of when
  /// it is read.
  func checkRelevance(to path: String) throws {
    guard let set = try? OwnDataSet.choices(of: path, applied(to: nil) ?? ReadingOptions()),
      let idle = givenChoices.first(where: { !set.choices.contains($0.choice) })
    else { return }
    let reason =
      idle.choice == .testShare ? ", which has a part of its own to test with" : ""
    throw ValidationError(
      "\(idle.flag) changes nothing about \(path.printable), \(set.kind)\(reason); leave it out")
  }
}

/// Reads a number of bytes: "512MB", "4GB", "0", in units of 1024.
@Sendable func byteCount(_ text: String) throws -> Int {
  let digits = text.prefix { $0.isNumber }
  let factors = ["": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
  var unit = text.dropFirst(digits.count).uppercased()
  if unit.hasSuffix("B") { unit.removeLast() }
  guard let number = Int(digits), let factor = factors[unit], number <= 1 << 40 else {
    throw ValidationError("expected bytes, such as 512MB or 4GB")
  }
  let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
  guard !overflow else { throw ValidationError("expected bytes, such as 512MB or 4GB") }
  return bytes
}
