import FoveaKernels
import FoveaNN
import FoveaTensor

/// What one input reaches, and what one output sees, through several layers: the lecture's sparse interactions
/// (rows C1 and C3).
///
/// Convolutions of kernels of ones over a row of units, as on the slide. Who sees whom is read off the gradients:
/// an output depends on the inputs whose gradient is not 0.
public struct Influence: Sendable {
  /// How many units each row has, the input first.
  public let widths: [Int]
  /// The extent of the kernels.
  public let kernel: Int
  /// The steps of the windows.
  public let stride: Int
  /// The input whose influence is followed.
  public let source: Int
  /// For each row the units that depend on the source.
  public let reached: [[Int]]
  /// The unit of the last row whose field is followed.
  public let target: Int
  /// For each row the units on which the target depends.
  public let seen: [[Int]]
  /// The size of the target's field by the engine's formula, by rows: r + (K - 1) j.
  public let fields: [Int]
  /// Zeros before each row but the last.
  let paddings: [Int]
  /// The units of the first layer that the source reaches when that layer is dense: all.
  public let reachedWhenDense: Int

  /// Follows one input and one output.
  ///
  /// - Parameters:
  ///   - input: units of the input; 11 by default.
  ///   - kernel: extent of the kernels; 3 by default, as on the slide.
  ///   - stride: steps of the windows; 1 by default.
  ///   - layers: how many; 3 by default. Padding keeps the size at stride 1.
  ///   - source: the input that is followed; the middle one by default.
  /// - Throws: `ShapeError` for an input that is not there.
  public init(
    input: Int = 11, kernel: Int = 3, stride: Int = 1, layers: Int = 3, source: Int? = nil
  ) throws {
    require(
      input > 0 && kernel > 0 && stride > 0 && layers > 0,
      "Influence: numbers of 1 or more expected, received \(input), \(kernel), \(stride), \(layers)"
    )
    let source = source ?? input / 2
    guard (0..<input).contains(source) else {
      throw ShapeError("an input from 0 to \(input - 1) expected, found \(source)")
    }
    (self.kernel, self.stride, self.source) = (kernel, stride, source)
    let convolutions = (0..<layers).map { _ in
      Conv2D(
        weight: .ones([1, kernel, 1, 1]), stride: IntPair(1, stride), padding: .same,
        policy: .floor)
    }
    // Row by row from the input; each gives the rows above it anew, so that its own gradient can be asked for.
    var rows = [Variable(Tensor.ones([1, 1, input, 1]))]
    for layer in convolutions {
      rows.append(withoutGradients { layer(Variable(rows[rows.count - 1].value), .inference) })
    }
    let widths = rows.map { $0.shape[2] }
    paddings = try widths.dropLast().map { width in
      try Conv2DGeometry(
        input: [1, 1, width, 1], kernel: [1, kernel, 1, 1], stride: IntPair(1, stride),
        padding: .same, policy: .floor
      ).horizontal.paddingBefore
    }
    let target = widths[layers] / 2
    (self.widths, self.target) = (widths, target)
    func field(of unit: Int, in top: Int, from bottom: Int) -> [Int] {
      if top == bottom { return [unit] }
      return inputs(of: unit, through: convolutions[bottom..<top], from: [1, 1, widths[bottom], 1])
    }
    seen = (0...layers).map { field(of: target, in: layers, from: $0) }
    reached = (0...layers).map { top in
      (0..<widths[top]).filter { field(of: $0, in: top, from: 0).contains(source) }
    }
    fields = (0...layers).map { count in
      Sequential(Array(convolutions[..<count])).receptiveField?.size.width ?? input
    }
    var random = RandomSource(seed: 1)
    let dense = Dense(input, widths[1], random: &random)
    reachedWhenDense = (0..<widths[1]).count {
      inputs(of: $0, through: [dense], from: [1, input]).contains(source)
    }
  }
}

/// The inputs on which a unit of the last layer depends: those whose gradient is not 0.
private func inputs(
  of unit: Int, through layers: some Sequence<some Layer>, from shape: Shape
) -> [Int] {
  let x = Variable(Tensor.ones(shape), requiresGradient: true)
  let y = layers.reduce(x) { $1($0, .inference) }
  var one = [Scalar](repeating: 0, count: y.shape.count)
  one[unit] = 1
  let gradient = y.backward(Tensor(y.shape, one))[x]?.elements ?? []
  return gradient.indices.filter { gradient[$0] != 0 }
}
