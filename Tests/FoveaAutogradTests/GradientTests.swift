import FoveaAutograd
import TestSupport
import Testing

/// Every differentiable operation against central differences.
@Suite struct GradientTests {
  /// An operation with the tensors that it is checked at: off its kinks.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let shapes: [Shape]
    let range: Range<Scalar>
    let f: @Sendable ([Variable]) -> Variable
    var testDescription: String { name }

    init(
      _ name: String, _ shapes: [Shape], in range: Range<Scalar> = -2..<2,
      _ f: @escaping @Sendable ([Variable]) -> Variable
    ) {
      self.name = name
      self.shapes = shapes
      self.range = range
      self.f = f
    }
  }

  static let arithmetic: [Case] = [
    Case("x + y", [[2, 3], [2, 3]]) { $0[0] + $0[1] },
    Case("x + row", [[2, 3], [3]]) { $0[0] + $0[1] },
    Case("column - x", [[2, 1], [2, 3]]) { $0[0] - $0[1] },
    Case("x * y", [[2, 1, 3], [4, 1]]) { $0[0] * $0[1] },
    Case("x / y", [[2, 3], [3]], in: 0.5..<2) { $0[0] / $0[1] },
    Case("-x", [[2, 3]]) { -$0[0] },
    Case("2 - x * 3 + 1", [[5]]) { 2 - $0[0] * 3 + 1 },
    Case("1 / x / 2", [[5]], in: 0.5..<2) { 1 / $0[0] / 2 },
    Case("exp", [[7]]) { $0[0].exp() },
    Case("log", [[7]], in: 0.5..<2) { $0[0].log() },
    Case("sqrt", [[7]], in: 0.5..<2) { $0[0].sqrt() },
    Case("square", [[7]]) { $0[0].square() },
    Case("power", [[7]], in: 0.5..<2) { $0[0].power(2.5) },
    Case("maximum", [[5], [3, 5]]) { $0[0].maximum($0[1]) },
    Case("minimum", [[3, 5], [5]]) { $0[0].minimum($0[1]) },
    Case("clamped", [[9]], in: 0.1..<0.9) {
      ($0[0] * 3).clamped(to: -1...10) - $0[0].clamped(to: 1...2)
    },
    Case("abs", [[7]], in: 0.5..<2) { $0[0].abs() + (-$0[0] * 3).abs() },
  ]

  static let activations: [Case] = [
    Case("relu", [[3, 7]], in: 0.1..<2) { $0[0].relu() + (-$0[0]).relu() },
    Case("relu of a sum", [[3, 7], [3, 7]], in: 0.1..<2) {
      $0[0].relu(adding: $0[1]) + (-$0[0]).relu(adding: -$0[1]) + $0[1].relu(adding: $0[1])
    },
    Case("leaky relu", [[3, 7]], in: 0.1..<2) { $0[0].leakyReLU() + (-$0[0]).leakyReLU() },
    Case("leaky relu of slope 0.3", [[9]], in: -2 ..< -0.1) { $0[0].leakyReLU(slope: 0.3) },
    Case("sigmoid", [[3, 7]]) { $0[0].sigmoid() },
    Case("tanh", [[3, 7]]) { $0[0].tanh() },
    Case("softmax", [[3, 7]]) { $0[0].softmax() },
    Case("softmax of temperature 3", [[3, 7]]) { $0[0].softmax(temperature: 3) },
    Case("erf", [[3, 7]]) { $0[0].erf() },
    Case("prelu", [[2, 3, 5], [5]], in: 0.1..<1) {
      $0[0].prelu(slopes: $0[1]) + (-$0[0]).prelu(slopes: $0[1])
    },
    Case("prelu of one slope", [[2, 3, 5], [1]], in: 0.1..<1) {
      $0[0].prelu(slopes: $0[1]) + (-$0[0]).prelu(slopes: -$0[1])
    },
  ]

  /// On both sides of 0, off it and off the kinks of the hard ones at +-3.
  @Test(arguments: Activation.all) func activation(_ f: Activation) {
    var random = RandomSource(seed: testSeed())
    for (near, far): (Scalar, Scalar) in [(0.1, 2.9), (3.1, 5)] {
      let x = Tensor(uniform: near..<far, [3, 7], using: &random)
      expectGradients(of: [x], context: f.name) { $0[0].applying(f) + (-$0[0]).applying(f) }
    }
  }

  static let shapes: [Case] = [
    Case("reshaped", [[2, 6]]) { $0[0].reshaped(3, -1) * 2 },
    Case("flattened", [[2, 3, 2]]) { $0[0].flattened().square() },
    Case("transposed", [[2, 3, 4]]) { $0[0].transposed(axes: [1, 2, 0]).square() },
    Case("transposed, axes from the end", [[2, 3, 4]]) {
      $0[0].transposed(axes: [-1, 0, -2]).square()
    },
    Case("reversed axes", [[2, 3]]) { $0[0].transposed().square() },
    Case("slice", [[3, 5, 2]]) { $0[0].slice(axis: 1, 1..<4).square() },
    Case("slice of every second", [[3, 5, 2]]) { $0[0].slice(axis: 1, 0..<5, step: 2).square() },
    Case("slice of every third", [[3, 8]]) { $0[0].slice(axis: -1, 1..<7, step: 3).square() },
    Case("slice, step beyond its end", [[4, 2]]) { $0[0].slice(axis: 0, 1..<3, step: .max) * 3 },
    Case("swapping", [[2, 3, 4]]) { $0[0].swapping(axes: 0, -1).square() },
    Case("flipped", [[2, 5]]) { $0[0].flipped(axis: 1).square() },
    Case("gather", [[4, 3]]) { $0[0].gather(rows: [3, 1, 3]).square() },
    Case("broadcast", [[3, 1]]) { $0[0].broadcast(to: [2, 3, 4]).square() },
    Case("stacked", [[2, 3], [2, 3]]) { Variable.stacked($0).square() },
    Case("stacked in the middle", [[2, 3], [2, 3]]) { Variable.stacked($0, axis: 1).square() },
    Case("stacked last", [[2, 3], [2, 3]]) { Variable.stacked($0, axis: -1).square() },
    Case("concatenated", [[2, 2], [2, 3]]) { Variable.concatenated($0, axis: 1).square() },
  ]

  static let reductions: [Case] = [
    Case("sum", [[2, 3]]) { $0[0].square().sum() },
    Case("sum of an axis", [[2, 3, 4]]) { $0[0].square().sum(axes: [1]) },
    Case("sum of two axes, kept", [[2, 3, 4]]) {
      $0[0].square().sum(axes: [0, -1], keepingDimensions: true)
    },
    Case("mean", [[2, 3, 4]]) { $0[0].square().mean(axes: [2]) },
    Case("variance", [[4, 5]]) { $0[0].variance(axes: [0]) },
    Case("max", [[3, 5]]) { $0[0].max(axes: [1]) },
    Case("min", [[3, 5]]) { $0[0].min(axes: [0], keepingDimensions: true) },
  ]

  static let products: [Case] = [
    Case("matmul", [[3, 4], [4, 5]]) { $0[0].matmul($0[1]) },
    Case("matmul, left transposed", [[4, 3], [4, 5]]) { $0[0].matmul($0[1], transposeSelf: true) },
    Case("matmul, right transposed", [[3, 4], [5, 4]]) {
      $0[0].matmul($0[1], transposeOther: true)
    },
    Case("matmul, both transposed", [[4, 3], [5, 4]]) {
      $0[0].matmul($0[1], transposeSelf: true, transposeOther: true)
    },
    Case("dot", [[2, 3], [6]]) { $0[0].dot($0[1]) },
    Case("affine", [[3, 4], [4, 5], [5]]) { $0[0].affine($0[1], $0[2]) },
    Case("affine without bias", [[3, 4], [4, 5]]) { $0[0].affine($0[1], nil) },
    Case("batch normalisation", [[3, 2, 2, 5], [5], [5]]) {
      $0[0].batchNormalized(scale: $0[1], shift: $0[2], epsilon: 1e-3).result
    },
    Case("batch normalisation with ReLU", [[3, 2, 2, 5], [5], [5]]) {
      $0[0].batchNormalized(scale: $0[1], shift: $0[2], epsilon: 1e-3, activation: .relu).result
    },
    Case("scale and shift", [[3, 2, 5], [5], [5]]) { $0[0].scaledAndShifted(by: $0[1], $0[2]) },
  ]

  @Test(arguments: arithmetic + activations + shapes + reductions + products)
  func gradient(_ c: Case) {
    var random = RandomSource(seed: testSeed())
    let inputs = c.shapes.map { Tensor(uniform: c.range, $0, using: &random) }
    expectGradients(of: inputs, context: c.name, c.f)
  }

  struct Convolution: CustomTestStringConvertible, Sendable {
    let input: Shape
    let kernel: Shape
    var stride: IntPair = 1
    var padding: Padding = .narrow
    var dilation: IntPair = 1
    var groups = 1
    var testDescription: String {
      "\(input) \(kernel) stride \(stride) padding \(padding) dilation \(dilation) groups \(groups)"
    }
  }

  @Test(arguments: [
    Convolution(input: [2, 5, 6, 3], kernel: [3, 2, 3, 4]),
    Convolution(input: [1, 6, 5, 2], kernel: [3, 3, 2, 3], stride: [2, 1], padding: .same),
    Convolution(
      input: [2, 7, 6, 4], kernel: [2, 3, 2, 6],
      padding: .sides(top: 1, bottom: 0, left: 0, right: 2), dilation: [1, 2], groups: 2),
    Convolution(input: [1, 1, 9, 2], kernel: [1, 3, 2, 3], stride: [1, 2]),
    Convolution(input: [2, 3, 3, 4], kernel: [1, 1, 4, 2]),
  ]) func convolution(_ c: Convolution) throws {
    let geometry = try Conv2DGeometry(
      input: c.input, kernel: c.kernel, stride: c.stride, padding: c.padding,
      dilation: c.dilation, groups: c.groups, policy: .floor)
    var random = RandomSource(seed: testSeed())
    let inputs = [c.input, c.kernel, [c.kernel[3]]].map {
      Tensor(uniform: -1..<1, $0, using: &random)
    }
    expectGradients(of: inputs, context: c.testDescription) {
      $0[0].convolution($0[1], bias: $0[2], geometry)
    }
  }

  @Test(arguments: [true, false]) func pooling(_ includingPadding: Bool) throws {
    let shape: Shape = [2, 6, 5, 3]
    // Distinct values, far enough apart that no step changes which one is the largest.
    var random = RandomSource(seed: testSeed())
    let order = random.permutation(of: shape.count)
    let input = Tensor(shape, order.map { Scalar($0) / 20 })
    for (stride, padding) in [(IntPair(2), Padding.zeros(1)), (1, .narrow), ([3, 2], .narrow)] {
      let geometry = try Pool2DGeometry(
        input: shape, window: [3, 2], stride: stride, padding: padding, policy: .floor)
      expectGradients(of: [input], context: "max \(stride)") { $0[0].maxPool(geometry) }
      expectGradients(of: [input], context: "average \(stride)") {
        $0[0].averagePool(geometry, includingPadding: includingPadding)
      }
    }
  }
}
