import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain sharing`: how often a weight is used, and tied layers.
struct ExplainSharing: TopicCommand {
  static let topic = Topic.sharing
  static let configuration = configured(
    """
    Examples:
      fovea explain sharing
      fovea explain sharing --units 8 --kernel 5 --output sharing
    """)

  @Option(
    parsing: .unconditional, help: "Units of input and output. (default: 5)",
    transform: wholeNumber(1...16))
  var units: Int = 5

  @Option(
    parsing: .unconditional, help: "Extent of the kernel, odd. (default: 3)",
    transform: oddNumber(1...9))
  var kernel: Int = 3

  @Option(
    parsing: .unconditional, help: "Of weights and input. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try WeightUses(units: units, kernel: kernel, seed: seed).answer
  }
}

/// Reads an odd number within a range.
private func oddNumber(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
  { text in
    guard let value = Int(text), range.contains(value), !value.isMultiple(of: 2) else {
      throw ValidationError(
        "expected an odd number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
