import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain equivariance`: what moves along with the picture.
struct ExplainEquivariance: TopicCommand {
  static let topic = Topic.equivariance
  static let configuration = configured(
    """
    Examples:
      fovea explain equivariance
      fovea explain equivariance --size 24 --shift 1,4 --kernel 5
    """)

  @Option(
    parsing: .unconditional, help: "Extent of the picture. (default: 16)",
    transform: wholeNumber(12...48))
  var size: Int = 16

  @Option(
    parsing: .unconditional,
    help: "Pixels by which the picture moves, with commas; up to half of --size. (default: 1,2,3)",
    transform: wholeNumbers(1...24, most: 5))
  var shift: [Int] = [1, 2, 3]

  @Option(
    parsing: .unconditional, help: "Extent of the kernel. (default: 3)",
    transform: wholeNumber(1...6))
  var kernel: Int = 3

  @Option(
    parsing: .unconditional, help: "Of picture and weights. (default: 1)", transform: seedNumber)
  var seed: UInt64 = 1

  @OptionGroup var charts: PictureOutput

  func check() throws {
    try charts.check()
    if let far = shift.first(where: { $0 > size / 2 }) {
      throw ValidationError("--shift: expected up to \(size / 2), half of --size, found \(far)")
    }
  }

  func answer() throws -> Answer {
    Equivariance(size: size, shifts: shift, kernel: kernel, seed: seed).answer
  }
}
