import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain zero-init`: why weights must not all start the same.
struct ExplainZeroInit: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "zero-init",
    abstract: "What happens when all weights start at 0: every neuron does the same.",
    discussion: """
      Trains a network with one hidden layer on drawn shapes for an epoch, with all weights starting at 0 \
      and with Xavier's, and compares its neurons: the cosine between each two neurons' gradients, the rank \
      of the hidden layer's weights, and the accuracy.

      Examples:
        fovea explain zero-init
        fovea explain zero-init --activation relu
      """)

  @Option(help: "Activation of the hidden layer: \(Names.activations.list).")
  var activation = "sigmoid"

  @Option(
    parsing: .unconditional, help: "Neurons of the hidden layer.", transform: wholeNumber(2...256))
  var hidden = 16

  @Option(parsing: .unconditional, help: "Of weights and order.", transform: seedNumber)
  var seed: UInt64 = 42

  func check() throws {
    if Activation.named(activation) == nil { try Names.activations.checked(activation) }
  }

  func run() throws {
    let function = Activation.named(activation) ?? .sigmoid
    var table = Table([
      .text("weights start"), .text("gradients' cosines"), .number("rank of W"),
      .number("accuracy"),
    ])
    let runs = try [Initializer.zeros, .constant(0.01), .xavierUniform].map {
      try ZeroInitialization($0, activation: function, hidden: hidden, seed: seed)
    }
    for run in runs {
      let cosines = run.gradientCosines.map {
        "\($0.lowerBound.fixed(4)) to \($0.upperBound.fixed(4))"
      }
      table.append(
        run.initializer.name, cosines ?? "no gradient", "\(run.rank) of \(hidden)",
        "\(run.accuracy.percent) %")
    }
    Stream.results.write(table.text(width: Stream.results.width))
    let chance = runs.first?.chance ?? 0
    Stream.results.line(
      "guessing: \(chance.percent) %; \(hidden) neurons of \(function.name), one epoch on shapes")
  }
}
