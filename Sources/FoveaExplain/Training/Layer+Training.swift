import FoveaData
import FoveaNN

extension Layer {
  /// Trains on pictures as they are, in batches of 32, by Adam: enough for small networks on drawn shapes.
  func trainBriefly(
    on data: DataSet, epochs: Int, rate: Scalar = 0.01, random: inout RandomSource
  ) throws {
    let optimizer = Adam(parameters, learningRate: rate)
    for _ in 0..<epochs {
      for batch in data.batches(of: 32, shuffledBy: &random) {
        let logits = self(Variable(batch.images), .training(&random))
        try optimizer.step(softmaxCrossEntropy(logits, batch.labels).backward())
      }
    }
  }
}
