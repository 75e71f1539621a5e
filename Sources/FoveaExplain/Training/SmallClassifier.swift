import FoveaData
import FoveaNN

/// A network of one hidden layer that the topics on training learn with: small enough that a person waits for it.
struct SmallClassifier {
  /// Pixels to hidden units to classes.
  let model: Sequential

  /// A network that has not been trained.
  init(for data: DataSet, hidden: Int, random: inout RandomSource) {
    model = Sequential(
      Flatten(), Dense(data.imageShape.count, hidden, initializer: .heNormal, random: &random),
      ReLU(), Dense(hidden, data.classCount, random: &random))
  }

  /// Trains with momentum, in batches of 32.
  func train(
    on data: DataSet, preprocessor: any Preprocessor, epochs: Int, rate: Scalar = 0.02,
    random: inout RandomSource
  ) throws {
    let optimizer = SGD(model.parameters, learningRate: rate, momentum: 0.9)
    for _ in 0..<epochs {
      let batches = data.batches(of: 32, shuffledBy: &random, preprocessor: preprocessor)
      try model.train(on: batches, by: optimizer, random: &random)
    }
  }
}
