import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain zero-init`: why weights must not all start the same.
struct ExplainZeroInit: TopicCommand {
  static let topic = Topic.zeroInit
  static let configuration = configured(
    """
    Trains a network with one hidden layer on drawn shapes for an epoch, with all weights starting at 0 and with \
    Xavier's, and compares its neurons: the cosine between each two neurons' gradients, the rank of the hidden \
    layer's weights, and the accuracy.

    Examples:
      fovea explain zero-init
      fovea explain zero-init --activation relu
    """)

  @Option(help: "Activation of the hidden layer: \(Names.activations.list).")
  var activation = "sigmoid"

  @Option(
    parsing: .unconditional, help: "Neurons of the hidden layer. (default: 16)",
    transform: wholeNumber(2...256))
  var hidden = 16

  @Option(
    parsing: .unconditional, help: "Of weights and order. (default: 42)", transform: seedNumber)
  var seed: UInt64 = 42

  @OptionGroup var charts: PictureOutput

  func check() throws {
    if Activation.named(activation) == nil { try Names.activations.checked(activation) }
    try charts.check()
  }

  func answer() throws -> Answer {
    let function = Activation.named(activation) ?? .sigmoid
    return ZeroInitialization.answer(
      try ZeroInitialization.starts.map {
        try ZeroInitialization($0, activation: function, hidden: hidden, seed: seed)
      })
  }
}
