import FoveaKernels
import FoveaNN
import FoveaTensor

/// Whether a layer's output moves as its input does: the lecture's third reason for convolution (row C5).
///
/// Every layer sees a random picture, and the same moved to the right. The output for the moved picture is compared
/// with the moved output, where both come from pixels that both pictures have: f(shift(x)) against shift(f(x)).
/// The error is the largest difference relative to the largest output.
public struct Equivariance: Sendable {
  /// One layer.
  public struct Row: Sendable {
    /// What it is.
    public let name: String
    /// Pixels of the input by which a pixel of the output is apart from the next.
    public let stride: Int
    /// The largest error for each shift. Where a stride makes the shift no whole number of places, that of the
    /// number of places next to it that fits better.
    public let errors: [Double]
    /// The largest change of the output that is not moved along: f(shift(x)) against f(x).
    public let changes: [Double]
  }

  /// The shifts, in pixels.
  public let shifts: [Int]
  /// Convolution, max pooling at stride 1, the same at stride 2, dense.
  public let rows: [Row]

  /// Measures.
  ///
  /// - Parameters:
  ///   - size: extent of the picture, 12 or more; 16 by default.
  ///   - shifts: in pixels, 1 ... size / 2 each; 1, 2 and 3 by default.
  ///   - kernel: extent of the kernel; 3 by default.
  ///   - seed: of picture and weights.
  public init(size: Int = 16, shifts: [Int] = [1, 2, 3], kernel: Int = 3, seed: UInt64 = 1) {
    let furthest = shifts.max() ?? 0
    require(
      size >= 12 && (shifts.min() ?? 1) > 0 && furthest <= size / 2 && kernel <= size / 2,
      "Equivariance: a size of 12 or more, shifts and a kernel of 1 to half of it expected, received "
        + "\(size), \(shifts) and \(kernel)")
    self.shifts = shifts
    var random = RandomSource(seed: seed)
    // One wide strip, of which each picture is a part, so that what comes in from the left is a picture, too.
    let strip = Tensor(
      normal: 0, standardDeviation: 1, [1, size, size + furthest, 1], using: &random)
    func view(_ shift: Int) -> Tensor {
      strip.slice(axis: 2, furthest - shift..<furthest - shift + size)
    }
    let convolution = Conv2D(
      inputChannels: 1, outputChannels: 1, kernelSize: IntPair(kernel), random: &random)
    let dense = Dense(size * size, size * size, random: &random)
    func outputs(_ layer: any Layer, _ flat: Bool = false) -> [Tensor] {
      ([0] + shifts).map { shift in
        let x = Variable(flat ? view(shift).reshaped(1, size * size) : view(shift))
        let y = withoutGradients { layer(x, .inference).value }
        return flat ? y.reshaped(1, size, size, 1) : y
      }
    }
    rows = [
      Row("convolution", 1, shifts, outputs(convolution)),
      Row("max pooling, stride 1", 1, shifts, outputs(MaxPool2D(2, stride: 1))),
      Row("max pooling, stride 2", 2, shifts, outputs(MaxPool2D(2, policy: .floor))),
      Row("dense", 1, shifts, outputs(dense, true)),
    ]
  }
}

extension Equivariance.Row {
  /// Compares the outputs for the shifts with the first, which is that without one.
  fileprivate init(_ name: String, _ stride: Int, _ shifts: [Int], _ outputs: [Tensor]) {
    self.name = name
    self.stride = stride
    let still = outputs[0]
    let largest = max(still.largestMagnitude, .leastNormalMagnitude)
    changes = outputs.dropFirst().map { ($0 - still).largestMagnitude / largest }
    errors = zip(shifts, outputs.dropFirst()).map { shift, moved in
      let width = still.shape[2]
      let moves = Set([shift / stride, (shift + stride - 1) / stride])
      return moves.map { columns in
        let expected = still.slice(axis: 2, 0..<width - columns)
        return (moved.slice(axis: 2, columns..<width) - expected).largestMagnitude / largest
      }.min() ?? 0
    }
  }
}
