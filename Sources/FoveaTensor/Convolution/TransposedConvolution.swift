import FoveaKernels

extension Conv2DGeometry {
  /// The geometry of the convolution whose input gradient a transposed convolution is: from its output back to
  /// its input.
  ///
  /// Along an axis of N inputs the output has (N - 1) * stride - 2P + dilation * (K - 1) + 1 + `outputPadding`
  /// places; N * stride with padding `.same`.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels] of the transposed convolution's input.
  ///   - kernel: [height, width, output channels / groups, channels].
  ///   - stride: places from one input's window to the next; 1 by default.
  ///   - padding: places that are cut off on each side of the output; none by default.
  ///   - outputPadding: further places after the output's end, below the stride: of several sizes that a
  ///     strided convolution turns into one, which is meant; 0 by default.
  ///   - dilation: distance between taps; 1 by default.
  ///   - groups: a divisor of both channel counts; 1 by default.
  /// - Throws: `ShapeError` saying what does not fit, with both shapes.
  public init(
    transposing input: Shape, kernel: Shape, stride: IntPair = 1, padding: Padding = .narrow,
    outputPadding: IntPair = 0, dilation: IntPair = 1, groups: Int = 1
  ) throws {
    func refuse(_ what: String) -> ShapeError {
      ShapeError("transposed convolution of \(input) with kernel \(kernel): \(what)")
    }
    guard input.rank == 4, kernel.rank == 4, kernel[3] == input[3] else {
      throw refuse(
        "[batch, height, width, channels] and [height, width, outputs, channels] expected")
    }
    let limit = 1 << 20
    let sides: [Int] =
      switch padding {
      case .zeros(let p): [p.height, p.width]
      case .sides(let top, let bottom, let left, let right): [top, bottom, left, right]
      case .narrow, .same, .full: []
      }
    guard sides.allSatisfy({ (-limit...limit).contains($0) }), (1...limit).contains(groups) else {
      throw refuse("paddings of -\(limit) to \(limit) and groups of 1 to \(limit) expected")
    }
    func extent(_ isHeight: Bool) throws -> Int {
      let name = isHeight ? "height" : "width"
      let (n, k) = (input[isHeight ? 1 : 2], kernel[isHeight ? 0 : 1])
      let s = isHeight ? stride.height : stride.width
      let d = isHeight ? dilation.height : dilation.width
      let extra = isHeight ? outputPadding.height : outputPadding.width
      guard [n, k, s, d].allSatisfy({ (1...limit).contains($0) }) else {
        throw refuse("\(name): extents, stride and dilation of 1 to \(limit) expected")
      }
      guard (0..<s).contains(extra), extra == 0 || padding != .same else {
        throw refuse(
          "\(name): output padding below the stride \(s), none with .same, expected, found \(extra)"
        )
      }
      let span = d * (k - 1) + 1
      let cut: Int
      switch padding {
      case .same: return n * s
      case .narrow: cut = 0
      case .full: cut = 2 * (span - 1)
      case .zeros(let p): cut = 2 * (isHeight ? p.height : p.width)
      case .sides(let top, let bottom, let left, let right):
        cut = isHeight ? top + bottom : left + right
      }
      let extent = (n - 1) * s + span - cut + extra
      guard extent > 0 else {
        throw refuse("\(name): padding below the output's \(extent + cut) places expected")
      }
      return extent
    }
    let output: Shape = [input[0], try extent(true), try extent(false), kernel[2] * groups]
    do {
      try self.init(
        input: output, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
        groups: groups, policy: .floor)
    } catch let error as ShapeError { throw refuse(error.description) }
    guard outputShape == input else {
      throw refuse("output \(output) is that of an input \(outputShape)")
    }
  }
}

/// The transposed convolution: each input spreads the kernel, times its value, over a window of the output.
///
/// It is the input gradient of a convolution, so every algorithm for that serves it.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - kernel: [height, width, output channels / groups, channels].
///   - bias: [output channels]; none by default.
///   - geometry: made by `init(transposing:kernel:)`.
///   - algorithm: the engine's choice by default.
/// - Returns: [batch, output height, output width, output channels].
/// - Source: Zeiler et al. (2010); Dumoulin and Visin (2016) for its sizes.
public func transposedConvolution(
  _ input: Tensor, _ kernel: Tensor, bias: Tensor? = nil, _ geometry: Conv2DGeometry,
  algorithm: ConvolutionAlgorithm = .automatic
) -> Tensor {
  if let bias { check("transposedConvolution", "bias", bias, [geometry.inputShape[3]]) }
  let y = convolutionInputGradient(input, kernel, geometry, algorithm: algorithm)
  guard let bias else { return y }
  return y.scaledAndShifted(by: .ones(bias.shape), bias)
}
