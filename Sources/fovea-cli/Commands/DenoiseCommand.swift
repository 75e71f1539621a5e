import ArgumentParser
import Foundation
import Fovea

/// `fovea denoise`: a denoising autoencoder, trained without labels.
struct DenoiseCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "denoise",
    abstract: "Trains an autoencoder that takes noise out of pictures.",
    discussion: """
      Shows it noisy pictures and compares what it gives with the clean ones; labels are not looked at. \
      Prints an epoch a line: mean squared error, and the peak signal-to-noise ratio of the test \
      pictures, noisy and reconstructed, in decibels (more is better).

      Examples:
        fovea denoise --data shapes --epochs 3
        fovea denoise --data fashion-mnist --noise 0.3 --epochs 5 --output denoised
      """)

  @Option(
    parsing: .unconditional,
    help: "The noise's standard deviation; white is 1, black is 0. (default: 0.3)",
    transform: number(0...10))
  var noise: Double = 0.3

  @Option(
    parsing: .unconditional, help: "How often each picture is seen. (default: 5)",
    transform: wholeNumber(1...1_000_000))
  var epochs: Int = 5

  @Option(
    parsing: .unconditional, help: "Learning rate, of Adam. (default: 0.001)",
    transform: number(1e-12...1000))
  var lr: Double = 0.001

  @Option(
    help: """
      Folder to write to, new or empty: model.safetensors, and strip.png with noisy, reconstructed and \
      clean pictures. (default: the next of runs/denoise-1, -2, ...)
      """)
  var output: String?

  @OptionGroup var experiment: ExperimentOptions

  @Flag(help: "Print a line of JSON an epoch and one at the end.")
  var json = false

  func check() throws { try experiment.check(output: output) }

  func run() throws {
    if let output { try RunFolder.checkEmpty(output, advice: "name another") }
    let threads = experiment.engine.applied()
    let (training, test) = try experiment.data()
    var configuration = Denoising.Configuration()
    configuration.noise = Scalar(noise)
    configuration.epochs = epochs
    configuration.batchSize = experiment.batchSize
    configuration.learningRate = Scalar(lr)
    configuration.seed = experiment.seed
    let denoising = try Denoising(configuration, training: training, test: test)
    let shape = training.imageShape
    guard shape[2] == 1 || shape[2] == 3 else {
      throw Failure("\(training.name): expected 1 or 3 channels, found \(shape[2])")
    }
    // Before minutes of work, not after.
    let folder = try output.map { try RunFolder(making: $0) } ?? .create(model: "denoise")
    let model = denoising.model
    Stream.notes.line("machine  \(threads)")
    Stream.notes.line("data     \(training.summary)")
    Stream.notes.line(
      "model    \(model.kind), \(model.parameterCount.grouped) parameters")

    var start = Date()
    let epochs = try denoising.run { epoch in
      let seconds = Date().timeIntervalSince(start)
      start = Date()
      if json { return Stream.results.json(epoch) }
      Stream.results.line(
        "epoch \(epoch.epoch)/\(configuration.epochs)  mse \(epoch.loss.significant(4, padded: true))  "
          + "PSNR \(epoch.reconstructedPSNR.fixed(2)) dB (noisy \(epoch.noisyPSNR.fixed(2)))  "
          + seconds.duration)
    }
    guard let last = epochs.last else { return }
    try training.checkPictures()
    let (weights, strip) = ("\(folder.path)/model.safetensors", "\(folder.path)/strip.png")
    try model.save(to: weights)
    try PNG.write(Self.strip(denoising.samples(10)), to: strip)
    if json {
      Stream.results.json(
        Closing(
          noisyPSNR: last.noisyPSNR, reconstructedPSNR: last.reconstructedPSNR,
          files: [weights, strip]))
      return
    }
    Stream.results.line("noisy          PSNR \(last.noisyPSNR.fixed(2)) dB")
    Stream.results.line("reconstructed  PSNR \(last.reconstructedPSNR.fixed(2)) dB")
    for file in [weights, strip] { Stream.results.line("wrote          \(file.printable)") }
  }

  private struct Closing: Encodable {
    let noisyPSNR: Double
    let reconstructedPSNR: Double
    let files: [String]
  }
}

extension DenoiseCommand {
  /// Three rows of pictures, noisy, reconstructed and clean, with a white line between; small ones twice as
  /// large.
  private static func strip(
    _ samples: (noisy: Tensor, reconstructed: Tensor, clean: Tensor)
  ) -> Picture {
    let shape = samples.clean.shape
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let across = shape[0] * (width + 1) - 1
    var bytes = [UInt8](repeating: 255, count: (3 * (height + 1) - 1) * across * channels)
    for (row, pictures) in [samples.noisy, samples.reconstructed, samples.clean].enumerated() {
      for place in 0..<shape[0] {
        let picture = Picture(
          pictures.slice(axis: 0, place..<place + 1).reshaped(height, width, channels))
        for y in 0..<height {
          let target = ((row * (height + 1) + y) * across + place * (width + 1)) * channels
          let line = y * width * channels..<(y + 1) * width * channels
          bytes.replaceSubrange(target..<target + width * channels, with: picture.bytes[line])
        }
      }
    }
    let strip = Picture(
      width: across, height: 3 * (height + 1) - 1, channels: channels, bytes: bytes)
    return height > 64 ? strip : strip.magnified(2)
  }
}

extension Picture {
  /// Each pixel as a square of so many a side.
  fileprivate func magnified(_ factor: Int) -> Picture {
    var large: [UInt8] = []
    large.reserveCapacity(bytes.count * factor * factor)
    for y in 0..<height * factor {
      for x in 0..<width * factor {
        let at = (y / factor * width + x / factor) * channels
        large += bytes[at..<at + channels]
      }
    }
    return Picture(
      width: width * factor, height: height * factor, channels: channels, bytes: large)
  }
}
