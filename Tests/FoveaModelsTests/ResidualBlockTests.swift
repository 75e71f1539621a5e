import FoveaModels
import TestSupport
import Testing

/// relu(body(x) + skip(x)), its gradient, and what does not fit.
@Suite struct ResidualBlockTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let parameters: Int
    let output: Shape
    let make: @Sendable (inout RandomSource) -> ResidualBlock
    var testDescription: String { name }
  }

  static let input: Shape = [2, 5, 3, 8]

  static let cases = [
    Case(name: "basic", parameters: 2 * (9 * 64 + 16), output: [2, 5, 3, 8]) {
      .basic(inputChannels: 8, outputChannels: 8, random: &$0)
    },
    Case(
      name: "basic, projected", parameters: 9 * 96 + 9 * 144 + 96 + 3 * 24, output: [2, 3, 2, 12]
    ) {
      .basic(inputChannels: 8, outputChannels: 12, stride: 2, random: &$0)
    },
    Case(name: "bottleneck", parameters: 2 * 16 + 9 * 4 + 2 * (2 + 2 + 8), output: [2, 5, 3, 8]) {
      .bottleneck(inputChannels: 8, outputChannels: 8, random: &$0)
    },
    Case(
      name: "bottleneck, projected", parameters: 24 + 81 + 36 + 96 + 2 * (3 + 3 + 12 + 12),
      output: [2, 3, 2, 12]
    ) {
      .bottleneck(inputChannels: 8, outputChannels: 12, stride: 2, random: &$0)
    },
  ]

  @Test(arguments: cases) func sizes(_ c: Case) throws {
    var random = RandomSource(seed: 1)
    let block = c.make(&random)
    #expect(block.parameterCount == c.parameters)
    #expect(try block.outputShape(for: Self.input) == c.output)
    #expect(block(Variable(.ones(Self.input)), .inference).shape == c.output)
  }

  /// The ReLU of the sum is no layer of its own; the block answers for it.
  @Test func deadUnitsOfTheSumAreSeen() {
    let kernel = Tensor([1, 1, 1, 2], [1, 1])
    let body = Sequential(Conv2D(weight: kernel, bias: Tensor([0, -9])))
    let network = Sequential(
      ResidualBlock(body: body, projection: Sequential(Conv2D(weight: kernel))))
    let monitor = ActivationMonitor(network)
    monitor.see(Tensor([1, 1, 2, 1], [1, 2]))
    #expect(monitor.health.map(\.path) == ["0"])
    #expect(monitor.health.map(\.dead) == [0.5])
  }

  @Test func theBlockIsTheFormula() throws {
    var random = RandomSource(seed: testSeed())
    let conv1 = Conv2D(
      inputChannels: 2, outputChannels: 2, kernelSize: 3, padding: .same, random: &random)
    let conv2 = Conv2D(
      inputChannels: 2, outputChannels: 2, kernelSize: 3, padding: .same, random: &random)
    let x = Variable(Tensor(uniform: -1..<1, [2, 4, 4, 2], using: &random))
    let block = ResidualBlock(body: Sequential(conv1, ReLU(), conv2))
    let body = conv2(conv1(x, .inference).relu(), .inference)
    expectSameBits(block(x, .inference).value, (body + x).relu().value)
  }

  /// In double alone: the steps that single precision needs cross the kinks of the ReLUs inside.
  @Test(.enabled(if: Scalar.self == Double.self), arguments: cases) func gradient(_ c: Case) {
    var random = RandomSource(seed: testSeed())
    let block = c.make(&random)
    let parameters = block.parameters
    let input = Tensor(normal: 0, standardDeviation: 1, Self.input, using: &random)
    func run(_ x: Variable) -> Variable {
      var again = RandomSource(seed: 5)
      return block(x, .training(&again))
    }
    let x = Variable(input, requiresGradient: true)
    let y = run(x)
    let cotangent = Tensor(uniform: -1..<1, y.shape, using: &random)
    let gradients = y.backward(cotangent)
    expectGradients(
      [gradients[x]] + parameters.map { gradients[$0] }, of: [input] + parameters.map(\.value),
      cotangent: cotangent, context: c.name
    ) { values in
      for (parameter, value) in zip(parameters, values.dropFirst()) { parameter.value = value }
      return run(Variable(values[0])).value
    }
  }

  @Test func aBodyThatChangesTheShapeNeedsAProjection() {
    var random = RandomSource(seed: 1)
    let block = ResidualBlock(
      body: Sequential(
        Conv2D(inputChannels: 2, outputChannels: 3, kernelSize: 1, random: &random)))
    #expect {
      try block.outputShape(for: [1, 4, 4, 2])
    } throws: {
      "\($0)" == "ResidualBlock: body and skip of one shape expected, found [1, 4, 4, 3] and "
        + "[1, 4, 4, 2]; give it a projection"
    }
  }
}
