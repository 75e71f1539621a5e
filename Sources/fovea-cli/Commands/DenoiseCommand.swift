import ArgumentParser
import Fovea

/// `fovea denoise`: a denoising autoencoder, trained without labels, and used.
struct DenoiseCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "denoise",
    abstract: "Trains an autoencoder that takes noise out of pictures, or uses one.",
    discussion: """
      Shows it noisy pictures and compares what it gives with the clean ones; labels are not looked at. \
      Prints an epoch a line: mean squared error, and the peak signal-to-noise ratio of the test \
      pictures, noisy and reconstructed, in decibels (more is better).

      With --model nothing is trained: pictures go through the network of an earlier run and are written as PNG, each \
      in its own size, grey or coloured as the network is.

      Examples:
        fovea denoise --data shapes --epochs 3
        fovea denoise --data fashion-mnist --noise 0.3 --epochs 5 --output denoised
        fovea denoise --model runs/denoise-1 scan.png photos --output clean
      """)

  @Argument(
    help: "With --model: PNG or JPEG files, folders of them, - for standard input.",
    completion: .paths)
  var pictures: [String] = []

  @Option(
    help: "A trained network: the folder of its run, or the model.safetensors in it.",
    completion: .paths)
  var model: String?

  @Option(
    parsing: .unconditional,
    help: "The noise's standard deviation; white is 1, black is 0. (default: 0.3)",
    transform: number(0...10))
  var noise: Double?

  @Option(
    parsing: .unconditional, help: "How often each picture is seen. (default: 5)",
    transform: wholeNumber(1...1_000_000))
  var epochs: Int?

  @Option(
    parsing: .unconditional, help: "Learning rate, of Adam. (default: 0.001)",
    transform: number(1e-12...1000))
  var lr: Double?

  @Option(
    help: """
      Folder to write to, new or empty: model.safetensors, and strip.png with noisy, reconstructed and \
      clean pictures; with --model the pictures. (default: the next of runs/denoise-1, -2, ...; with --model \
      denoised)
      """, completion: .paths)
  var output: String?

  @OptionGroup var experiment: ExperimentOptions

  @Flag(help: "Print a line of JSON an epoch and one at the end; with --model, one a picture.")
  var json = false

  func check() throws {
    try experiment.check(output: output)
    guard let model else {
      guard let picture = pictures.first else { return }
      throw ValidationError(
        "pictures are for a trained network: expected --model, found '\(picture)' without it")
    }
    if model == "" { throw ValidationError("--model: expected a path, found ''") }
    if pictures.isEmpty {
      throw ValidationError("--model: expected pictures to take the noise out of, found none")
    }
    let own = [("--noise", noise != nil), ("--epochs", epochs != nil), ("--lr", lr != nil)]
    if let flag = (own.filter(\.1).map(\.0) + experiment.given).first {
      throw ValidationError("\(flag) is for training, found --model; leave one of them out")
    }
  }

  func run() throws {
    if let model { try denoise(with: model) } else { try train() }
  }
}
