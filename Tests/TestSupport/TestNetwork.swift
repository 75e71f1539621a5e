import FoveaNN

/// A network with everything that a resumed run has to bring back: running statistics, numbers that are
/// drawn in each step, weights with and without penalty.
public func testNetwork(
  _ picture: Shape, _ classes: Int, _ random: inout RandomSource
) throws -> any Layer {
  Sequential(
    Conv2D(
      inputChannels: picture[2], outputChannels: 4, kernelSize: 3, padding: .same, bias: false,
      random: &random),
    BatchNorm(4), ReLU(), MaxPool2D(2), Flatten(),
    Dense(picture[0] / 2 * (picture[1] / 2) * 4, 16, random: &random), Tanh(), Dropout(p: 0.3),
    Dense(16, classes, random: &random))
}
