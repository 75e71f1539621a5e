import FoveaData
import FoveaNN

extension Layer {
  /// Trains on pictures as they are, in batches of 32, by Adam: enough for small networks on drawn shapes.
  ///
  /// - Parameters:
  ///   - data: the pictures.
  ///   - epochs: how often each is seen.
  ///   - rate: the learning rate; 0.01 by default.
  ///   - random: of the order.
  /// - Throws: what the optimiser throws.
  func trainBriefly(
    on data: DataSet, epochs: Int, rate: Scalar = 0.01, random: inout RandomSource
  ) throws {
    let optimizer = Adam(parameters, learningRate: rate)
    for _ in 0..<epochs {
      try train(
        on: data.batches(of: 32, shuffledBy: &random), by: optimizer, random: &random)
    }
  }
}
