import FoveaKernels
import FoveaNN
import FoveaTensor

/// How often one weight is used: at every place of a convolution, once where nothing is shared; and what training does
/// to weights that two layers share (row C4).
///
/// Who uses a weight is read off the gradients: output o uses it for input i when its gradient is not 0 while i alone
/// is 1.
public struct WeightUses: Sendable {
  /// A pair of units that a weight connects.
  public struct Connection: Hashable, Sendable {
    /// The unit of the input.
    public let input: Int
    /// The unit of the output.
    public let output: Int
  }

  /// One layer.
  public struct Row: Sendable {
    /// What it is.
    public let name: String
    /// The numbers that training changes.
    public let parameters: Int
    /// All pairs that it connects.
    public let connections: [Connection]
    /// Those that its central weight connects.
    public let uses: [Connection]
  }

  /// Two convolutions, one behind the other, that share their kernel.
  public struct Tied: Sendable {
    /// Parameters of both together.
    public let parameters: Int
    /// The gradient of the first's kernel and of the second's, when each has one of its own with the same weights.
    public let separate: [[Double]]
    /// The gradient of the kernel that they share.
    public let together: [Double]
  }

  /// Units of the input and of the output.
  public let units: Int
  /// Convolution, unshared, dense.
  public let rows: [Row]
  /// Shared by two layers.
  public let tied: Tied

  /// Follows the central weight of three layers without biases.
  ///
  /// - Parameters:
  ///   - units: of input and output; 5 by default, as on the slide.
  ///   - kernel: its extent, odd; 3 by default, as on the slide.
  ///   - seed: of weights and input.
  /// - Throws: `ShapeError` when the kernel does not fit.
  public init(units: Int = 5, kernel: Int = 3, seed: UInt64 = 1) throws {
    require(
      units > 0 && kernel > 0 && !kernel.isMultiple(of: 2),
      "WeightUses: units and an odd kernel expected, received \(units) and \(kernel)")
    var random = RandomSource(seed: seed)
    self.units = units
    let normal = Initializer.normal(standardDeviation: 1)
    let convolution = Conv2D(
      inputChannels: 1, outputChannels: 1, kernelSize: IntPair(1, kernel), padding: .same,
      bias: false, initializer: normal, random: &random)
    let unshared = try LocallyConnected2D(
      inputSize: IntPair(1, units), inputChannels: 1, outputChannels: 1,
      kernelSize: IntPair(1, kernel), padding: .same, bias: false, initializer: normal,
      random: &random)
    let dense = Dense(units, units, bias: false, initializer: normal, random: &random)
    let row: Shape = [1, 1, units, 1]
    let middle = units / 2
    rows = [
      Row("convolution", convolution, convolution.weight, at: kernel / 2, row),
      Row("unshared", unshared, unshared.weight, at: middle * kernel + kernel / 2, row),
      Row("dense", dense, dense.weight, at: middle * units + middle, [1, units]),
    ]
    tied = Tied(
      convolution, input: Tensor(normal: 0, standardDeviation: 1, row, using: &random))
  }
}

extension WeightUses.Row {
  /// Asks every output about every input.
  fileprivate init(
    _ name: String, _ layer: any Layer, _ weight: Parameter, at place: Int, _ input: Shape
  ) {
    self.name = name
    parameters = layer.parameterCount
    var (connections, uses) = ([WeightUses.Connection](), [WeightUses.Connection]())
    func one(at place: Int, _ shape: Shape) -> Tensor {
      Tensor.oneHot([place], classes: shape.count).reshaped(to: shape)
    }
    let x = (0..<input.count).map { Variable(one(at: $0, input)) }
    let outputs = withoutGradients { layer(x[0], .inference).value.count }
    for i in 0..<input.count {
      for o in 0..<outputs {
        // Anew for each: going back frees what it came from.
        let y = layer(x[i], .inference)
        let gradient = y.backward(one(at: o, y.shape))[weight]?.elements ?? []
        let connection = WeightUses.Connection(input: i, output: o)
        if gradient.contains(where: { $0 != 0 }) { connections.append(connection) }
        if gradient.indices.contains(place), gradient[place] != 0 { uses.append(connection) }
      }
    }
    (self.connections, self.uses) = (connections, uses)
  }
}

extension WeightUses.Tied {
  /// Two layers of one kernel, and of two that are alike, each with a tanh between.
  fileprivate init(_ layer: Conv2D, input: Tensor) {
    let other = Conv2D(sharing: layer)
    let (first, second) = (
      Conv2D(weight: layer.weight.value, padding: .same),
      Conv2D(weight: layer.weight.value, padding: .same)
    )
    func gradients(_ a: Conv2D, _ b: Conv2D) -> [[Double]] {
      let network = Sequential(a, Tanh(), b)
      let loss = network(Variable(input), .inference).square().sum()
      let gradients = loss.backward()
      return [a, b].map { gradients[$0.weight]?.elements.map { Double($0) } ?? [] }
    }
    parameters = Sequential(layer, other).parameterCount
    separate = gradients(first, second)
    together = gradients(layer, other)[0]
  }
}
