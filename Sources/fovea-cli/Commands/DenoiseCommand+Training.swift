import Foundation
import Fovea

extension DenoiseCommand {
  /// The file in a run's folder that holds the trained network.
  static let modelName = "model.safetensors"

  /// Trains a network, and leaves it with a picture of what it does.
  func train() throws {
    if let output { try RunFolder.checkEmpty(output, advice: "name another") }
    let threads = experiment.engine.applied()
    let (training, test) = try experiment.data()
    var configuration = Denoising.Configuration()
    if let noise { configuration.noise = Scalar(noise) }
    if let epochs { configuration.epochs = epochs }
    if let lr { configuration.learningRate = Scalar(lr) }
    configuration.batchSize = experiment.picturesAStep
    configuration.seed = experiment.chosenSeed
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
    let (weights, strip) = ("\(folder.path)/\(Self.modelName)", "\(folder.path)/strip.png")
    try denoising.trained.save(to: weights)
    try PNG.write(Picture(denoised: denoising.samples(10)), to: strip)
    if json {
      Stream.results.json(
        Closing(
          noisyPSNR: last.noisyPSNR, reconstructedPSNR: last.reconstructedPSNR,
          files: [weights, strip]))
      return
    }
    Stream.results.line("noisy          PSNR \(last.noisyPSNR.fixed(2)) dB")
    Stream.results.line("reconstructed  PSNR \(last.reconstructedPSNR.fixed(2)) dB")
    if last.reconstructedPSNR <= last.noisyPSNR {
      Stream.notes.line(
        "hint: the pictures are no better than the noisy ones: try a lower --lr than "
          + "\(Double(configuration.learningRate).significant(2)), or more --epochs")
    }
    for file in [weights, strip] { Stream.results.line("wrote          \(file.printable)") }
    Stream.notes.line("denoise  fovea denoise --model \(folder.path.shellPath) <pictures>")
  }

  private struct Closing: Encodable {
    let noisyPSNR: Double
    let reconstructedPSNR: Double
    let files: [String]
  }
}
