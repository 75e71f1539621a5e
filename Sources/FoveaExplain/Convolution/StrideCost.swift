import FoveaData
import FoveaKernels
import FoveaNN
import FoveaTraining

/// What a stride costs and saves: the same small network with windows that move by 1, 2, 3 ... pixels (row B9).
///
/// A convolution, a ReLU, and a dense layer learn drawn shapes from the same seed. The kernels are as many and as
/// large at any stride; what becomes smaller is the map, and with it the multiply-adds and the dense layer.
public struct StrideCost: Sendable {
  /// One stride.
  public struct Row: Sendable {
    /// The steps of the window.
    public let stride: Int
    /// [height, width, kernels] of the map.
    public let map: Shape
    /// Parameters of the convolution.
    public let convolutionParameters: Int
    /// Parameters of the dense layer.
    public let denseParameters: Int
    /// Multiply-adds of both for one picture.
    public let multiplyAdds: Int
    /// The share of test pictures that are right after training.
    public let accuracy: Double
  }

  /// A row a stride.
  public let rows: [Row]

  /// Trains a network a stride.
  ///
  /// - Parameters:
  ///   - strides: 1, 2 and 4 by default.
  ///   - size: pixels a side; 16 by default.
  ///   - kernel: extent of the kernels; 3 by default.
  ///   - kernels: how many; 8 by default.
  ///   - epochs: over 1,000 shapes; 10 by default.
  ///   - seed: of weights and order.
  /// - Throws: `DataError` for a size that is not drawn.
  public init(
    strides: [Int] = [1, 2, 4], size: Int = 16, kernel: Int = 3, kernels: Int = 8, epochs: Int = 10,
    seed: UInt64 = 1
  ) throws {
    require(
      strides.allSatisfy { $0 > 0 } && kernel > 0 && kernels > 0 && epochs >= 0,
      "StrideCost: strides, a kernel and kernels above 0 expected, received \(strides), \(kernel) "
        + "and \(kernels)")
    let training = try Shapes(.train, count: 1000, size: size).data
    let test = try Shapes(.test, count: 500, size: size).data
    rows = try strides.map { stride in
      var random = RandomSource(seed: seed)
      let convolution = Conv2D(
        inputChannels: 1, outputChannels: kernels, kernelSize: IntPair(kernel),
        stride: IntPair(stride), padding: .same, policy: .floor, initializer: .heNormal,
        random: &random)
      let map = try convolution.outputShape(for: [1, size, size, 1])
      let dense = Dense(map.count, training.classCount, random: &random)
      let network = Sequential(convolution, ReLU(), Flatten(), dense)
      var trace = Trace()
      _ = try network.outputShape(for: [1, size, size, 1], &trace)
      try network.trainBriefly(on: training, epochs: epochs, rate: 0.005, random: &random)
      return Row(
        stride: stride, map: Shape(Array(map.dimensions[1...])),
        convolutionParameters: convolution.parameterCount, denseParameters: dense.parameterCount,
        multiplyAdds: trace.multiplyAdds,
        accuracy: Evaluation(of: network, on: test).top1)
    }
  }
}
