import ArgumentParser
import Fovea

/// `fovea shape`: the output size of a convolution or pooling, by the formula.
struct ShapeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shape",
    abstract: "Computes the output size of a convolution or pooling, with the formula.",
    discussion: """
      output = (input + 2*padding - kernel) / stride + 1

      When the stride leaves a rest of the input uncovered, the window doesn't fit: the exit code is 1, \
      and the nearest choices that fit are named.

      Examples:
        fovea shape --input 7 --kernel 3 --stride 2
        fovea shape --input 28x32 --kernel 5x3 --padding same --kernels 6
      """)

  @Option(
    parsing: .unconditional, help: "Size of the input: 7, or 7x5 for height and width.",
    transform: pair(1...largestExtent))
  var input: IntPair

  @Option(
    parsing: .unconditional, help: "Size of the kernel, or of the pooling window.",
    transform: pair(1...largestExtent))
  var kernel: IntPair

  @Option(
    parsing: .unconditional, help: "Steps of the window. (default: 1)",
    transform: pair(1...largestExtent))
  var stride: IntPair = 1

  @Option(
    parsing: .unconditional,
    help: "Zeros on each side, or narrow (none), same or full. (default: 0)",
    transform: paddingRule)
  var padding: Padding = .zeros(0)

  @Option(
    parsing: .unconditional, help: "Distance between the kernel's taps. (default: 1)",
    transform: pair(1...largestExtent))
  var dilation: IntPair = 1

  @Option(
    parsing: .unconditional,
    help: "Channels of the input, for the number of parameters (with --kernels). (default: 1)",
    transform: wholeNumber(1...largestExtent))
  var channels = 1

  @Option(
    parsing: .unconditional,
    help: "Number of kernels; the output has as many channels, and the parameters are counted.",
    transform: wholeNumber(1...largestExtent))
  var kernels: Int?

  @Flag(help: "Leave an uncovered rest uncovered, as most libraries do, in place of an error.")
  var floor = false

  func run() throws {
    let vertical = try AxisGeometry(
      input: input.height, kernel: kernel.height, stride: stride.height, padding: padding,
      dilation: dilation.height, isHeight: true, axis: "height")
    let horizontal = try AxisGeometry(
      input: input.width, kernel: kernel.width, stride: stride.width, padding: padding,
      dilation: dilation.width, isHeight: false, axis: "width")
    let isSquare = vertical == horizontal

    var lines: [String] = []
    lines += vertical.derivation(isSquare ? "height and width" : "height")
    if !isSquare { lines += horizontal.derivation("width") }
    let fits = vertical.fits && horizontal.fits
    if fits || floor {
      let depth = kernels.map { " x \($0)" } ?? ""
      lines.append("output  \(vertical.output) x \(horizontal.output)\(depth)")
      if let kernels { lines.append(parameters(kernels)) }
    }
    Stream.results.line(lines.joined(separator: "\n"))
    if fits || floor { return }

    let rests = [("height", vertical), ("width", horizontal)].filter { !$0.1.fits }
    let named = isSquare ? [("height and width", vertical)] : rests
    throw Failure(
      "doesn't fit: " + named.map { $0.1.misfit($0.0) }.joined(separator: "; ")
        + "; --floor leaves it uncovered")
  }

  /// The number of parameters with its reason: "parameters  (3*3*1 + 1)*5 = 50".
  private func parameters(_ kernels: Int) -> String {
    let weights = kernel.height * kernel.width
    let (volume, tooLarge) = weights.multipliedReportingOverflow(by: channels)
    let (count, tooMany) = (volume &+ 1).multipliedReportingOverflow(by: kernels)
    let formula = "(\(kernel.height)*\(kernel.width)*\(channels) + 1)*\(kernels)"
    return "parameters  \(formula) = \(tooLarge || tooMany ? "more than 2^63" : count.grouped)"
  }
}

extension AxisGeometry {
  /// The formula with the numbers put in, and the span of a dilated kernel before it.
  fileprivate func derivation(_ name: String) -> [String] {
    var lines: [String] = []
    if dilation > 1 {
      lines.append(
        "\(name)  a kernel of \(kernel) with dilation \(dilation) spans "
          + "\(dilation)*(\(kernel) - 1) + 1 = \(span)")
    }
    let zeros =
      paddingBefore == paddingAfter ? "2*\(paddingBefore)" : "\(paddingBefore) + \(paddingAfter)"
    let result = fits ? "\(output)" : "\(fraction) = \(exactOutput.fixed(2))"
    lines.append("\(name)  (\(input) + \(zeros) - \(span)) / \(stride) + 1 = \(result)")
    return lines
  }

  /// What does not fit, and what would.
  fileprivate func misfit(_ name: String) -> String {
    "\(name): \(fraction) is not a whole number, \(uncovered) of \(padded) uncovered; "
      + "nearest that fit: \(fixes.joined(separator: ", "))"
  }

  /// The exact output as a fraction in lowest terms.
  private var fraction: String {
    let numerator = padded - span + stride
    var (divisor, rest) = (stride, numerator % stride)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return "\(numerator / divisor)/\(stride / divisor)"
  }
}
