import FoveaNN
import FoveaReport
import FoveaTensor

/// How many parameters a convolution has, and how large its output is: the lecture's five 3x3 kernels on 7x7 make
/// 50 (rows B10 and B11).
public struct ParameterCount: Sendable {
  /// [height, width, depth] of the input.
  public let input: Shape
  /// The kernels' extent.
  public let kernel: Int
  /// The number of kernels.
  public let kernels: Int
  /// [height, width, depth] of the output: as deep as there are kernels.
  public let output: Shape
  /// What the engine's layer has.
  public let counted: Int
  /// What a dense layer from the same numbers to the same numbers would have.
  public let dense: Int

  /// Makes the layer and counts.
  ///
  /// - Parameters:
  ///   - input: the picture's extent; 7 by default.
  ///   - channels: its depth; 1 by default.
  ///   - kernel: the kernels' extent; 3 by default.
  ///   - kernels: how many; 5 by default.
  /// - Throws: `ShapeError` when a kernel is larger than the picture.
  public init(input: Int = 7, channels: Int = 1, kernel: Int = 3, kernels: Int = 5) throws {
    var random = RandomSource(seed: 0)
    let layer = Conv2D(
      inputChannels: channels, outputChannels: kernels, kernelSize: IntPair(kernel),
      random: &random)
    let shape = try layer.outputShape(for: [1, input, input, channels])
    self.input = [input, input, channels]
    self.kernel = kernel
    self.kernels = kernels
    output = Shape(Array(shape.dimensions[1...]))
    counted = layer.parameterCount
    dense = (self.input.count + 1) * output.count
  }

  /// The formula's count: weights of one kernel and its bias, for each kernel.
  public var expected: Int { (kernel * kernel * input[2] + 1) * kernels }

  /// The formula with the numbers put in.
  package var answer: Answer {
    var answer = Answer()
    answer.say("parameters = (F*F*D1 + 1) * kernels")
    answer.say(
      "           = (\(kernel)*\(kernel)*\(input[2]) + 1) * \(kernels) = \(expected.grouped)")
    answer.say("the layer here has \(counted.grouped)", "")
    answer.say(
      "input  \(input[0])x\(input[1])x\(input[2])",
      "output \(output[0])x\(output[1])x\(output[2]): as deep as there are kernels")
    answer.say("a dense layer would have \(dense.grouped)")
    answer.pictures = [
      Picture(
        "parameters",
        BarChart(
          "Parameters", unit: "numbers to be learned", scale: .logarithmic, name: "parameters",
          bars: [("convolution", Double(counted)), ("dense", Double(dense))]
        ).svg(plotWidth: 200))
    ]
    return answer
  }
}

extension Topic {
  package static let parameters = Topic(
    "parameters", .convolution, "Five 3x3 kernels on 7x7 have 50 parameters.",
    story: """
      A kernel has a weight for each pixel that it covers, in every channel of its input, and one bias. That is all: \
      the number does not depend on how large the picture is. The output is as deep as there are kernels, and each \
      kernel is as deep as the input; "depth will be the same" on the slide is about the kernels, not the output.
      """, arguments: "--input 7 --kernel 3 --kernels 5"
  ) { try ParameterCount().answer }
}
