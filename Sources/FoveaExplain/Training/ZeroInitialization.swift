import FoveaBLAS
import FoveaData
import FoveaKernels
import FoveaNN
import FoveaTensor

/// The lecture's check-point: when all weights start at 0 (or at any one value), every neuron of a layer does
/// the same (row I4).
///
/// A network with one hidden layer is trained on drawn shapes for an epoch. Its hidden neurons begin alike, so
/// they put out the same, the output layer weighs them alike, their gradients are the same, and so are their
/// weights after every step: the layer is worth one neuron. With a tanh or ReLU it is worth none: its output
/// is 0, no gradient ever reaches a weight, and only the output's biases learn.
///
/// - Source: Goodfellow et al. (2016), section 8.4, on breaking symmetry.
public struct ZeroInitialization: Sendable {
  /// How the weights started.
  public let initializer: Initializer
  /// What follows the hidden layer.
  public let activation: Activation
  /// Neurons of the hidden layer.
  public let hidden: Int
  /// The least and the greatest cosine between the gradients of two hidden neurons' weights in the last step, of
  /// neurons that get one; nil where fewer than two do.
  public let gradientCosines: ClosedRange<Double>?
  /// Hidden neurons that got no gradient in the last step: those of a ReLU, say, that fired for none of its pictures.
  public let still: Int
  /// The rank of the hidden layer's weights after the last step: how many neurons differ.
  public let rank: Int
  /// The share of test pictures that are right after training.
  public let accuracy: Double
  /// The share that guessing gets right.
  public let chance: Double

  /// Trains a network.
  ///
  /// - Parameters:
  ///   - initializer: how all weights start; at 0 by default.
  ///   - activation: what follows the hidden layer; sigmoid by default, with which something is learned.
  ///   - hidden: neurons of the hidden layer, 2 or more; 16 by default.
  ///   - pictures: of drawn shapes to train with; 4,000 by default.
  ///   - seed: of the weights and the order of the pictures.
  /// - Throws: `DataError` for a number of pictures that cannot be drawn, `LAPACKError` when the weights are no
  ///   finite numbers after training.
  public init(
    _ initializer: Initializer = .zeros, activation: Activation = .sigmoid, hidden: Int = 16,
    pictures: Int = 4000, seed: UInt64 = 42
  ) throws {
    require(hidden > 1, "ZeroInitialization: 2 neurons or more expected, received \(hidden)")
    self.initializer = initializer
    self.activation = activation
    self.hidden = hidden
    let (train, test) = (
      try Shapes(.train, count: pictures).data, try Shapes(.test, count: 1000).data
    )
    let inputs = train.imageShape.count
    chance = 1 / Double(train.classCount)
    var random = RandomSource(seed: seed)
    let layer = Dense(inputs, hidden, initializer: initializer, random: &random)
    let network = Sequential(
      Flatten(), layer, activation.makeLayer(),
      Dense(hidden, train.classCount, initializer: initializer, random: &random))
    let optimizer = SGD(network.parameters, learningRate: 0.1, momentum: 0.9)
    var gradient = Tensor.zeros(layer.weight.shape)
    let batches = train.batches(of: 32, shuffledBy: &random)
    try network.train(on: batches, by: optimizer, random: &random) {
      gradient = $0[layer.weight] ?? gradient
    }
    (gradientCosines, still) = Self.cosines(gradient)
    rank = try Self.rank(layer.weight.value)
    let right = test.batches(of: 250).reduce(0) { right, batch in
      let logits = withoutGradients { network(Variable(batch.images), .inference).value }
      return right + zip(logits.argmax(), batch.labels).count { $0 == $1 }
    }
    accuracy = Double(right) / Double(test.count)
  }

  /// Cosines between the columns that are not 0, each against each, and how many are 0.
  static func cosines(_ matrix: Tensor) -> (ClosedRange<Double>?, zeros: Int) {
    let columns = matrix.shape[1]
    // In double, so that a cosine of 1 is 1.
    let x = matrix.elements.map { Double($0) }
    var products = [Double](repeating: 0, count: columns * columns)
    for row in stride(from: 0, to: x.count, by: columns) {
      for i in 0..<columns {
        for j in 0...i { products[i * columns + j] += x[row + i] * x[row + j] }
      }
    }
    let norms = (0..<columns).map { products[$0 * columns + $0].squareRoot() }
    let moving = norms.indices.filter { norms[$0] > 0 }
    let cosines = moving.flatMap { i in
      moving.prefix { $0 < i }.map { j in products[i * columns + j] / norms[i] / norms[j] }
    }
    let zeros = columns - moving.count
    guard let least = cosines.min(), let greatest = cosines.max() else { return (nil, zeros) }
    return (least...greatest, zeros)
  }

  /// The number of singular values above 1e-3 of the largest. Equal columns are rounded differently, and training
  /// feeds that back: measured, up to 6e-5 after some hundred steps. What chance makes different is 0.3 and more
  /// of a start of the usual size; starts far smaller than what training adds are not told apart.
  private static func rank(_ matrix: Tensor) throws -> Int {
    let values = try LAPACK.thinSVD(
      matrix.elements.map { Double($0) }, rows: matrix.shape[0], columns: matrix.shape[1]
    ).s
    guard let largest = values.first, largest > 0 else { return 0 }
    return values.count { $0 > 1e-3 * largest }
  }
}
