import TestSupport
import Testing

@testable import FoveaTraining

@Suite struct DenoisingTests {
  private func run(seed: UInt64 = 1, epochs: Int = 2) throws -> (Denoising, [Denoising.Epoch]) {
    var configuration = Denoising.Configuration()
    (configuration.epochs, configuration.batchSize, configuration.seed) = (epochs, 20, seed)
    configuration.learningRate = 0.003
    let denoising = try Denoising(
      configuration, training: Shapes(.train, count: 400, size: 16).data,
      test: Shapes(.test, count: 40, size: 16).data
    ) { picture, random in
      DenoisingAutoencoder(channels: picture[2], width: 8, random: &random)
    }
    var epochs: [Denoising.Epoch] = []
    try denoising.run { epochs.append($0) }
    return (denoising, epochs)
  }

  @Test func decibels() {
    #expect(peakSignalToNoise(meanSquaredError: 1) == 0)
    #expect(abs(peakSignalToNoise(meanSquaredError: 0.01) - 20) < 1e-12)
    #expect(peakSignalToNoise(meanSquaredError: 0) == .infinity)
  }

  @Test func takesNoiseOut() throws {
    let (denoising, epochs) = try run(epochs: 3)
    let last = try #require(epochs.last)
    // Noise of 0.3, less what was cut off at black and white: more than 10 log10(1 / 0.09) = 10.5 dB.
    #expect(last.noisyPSNR > 10.4 && last.noisyPSNR < 14)
    #expect(last.reconstructedPSNR > last.noisyPSNR + 1.5)
    #expect(epochs.map(\.epoch) == [1, 2, 3] && epochs[2].loss < epochs[0].loss)
    let samples = denoising.samples(3)
    #expect(samples.noisy.shape == [3, 16, 16, 1] && samples.clean.shape == [3, 16, 16, 1])
    func error(_ x: Tensor) -> Scalar { (x - samples.clean).square().mean().item }
    #expect(error(samples.reconstructed) < error(samples.noisy))
    #expect(samples.reconstructed.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func theSameSeedGivesTheSameBitsWithAnyNumberOfThreads() throws {
    let runs = try withThreads([1, 2, 5]) { _ in
      let (denoising, epochs) = try run(epochs: 1)
      return (epochs, denoising.model.state.map(\.value))
    }
    for (epochs, weights) in runs.dropFirst() {
      #expect(epochs == runs[0].0)
      for (many, one) in zip(weights, runs[0].1) { expectSameBits(many, one) }
    }
  }

  @Test func refusesPicturesThatDoNotFit() throws {
    let odd = try Shapes(.train, count: 10, size: 10).data
    #expect {
      try Denoising(training: odd, test: odd)
    } throws: {
      "\($0)".hasPrefix(
        "DenoisingAutoencoder: pictures whose height and width divide by 4 expected")
    }
  }

  @Test func anExplodingLossStopsTheRun() throws {
    var configuration = Denoising.Configuration()
    configuration.learningRate = Scalar.greatestFiniteMagnitude.squareRoot()
    let pictures = try Shapes(.train, count: 200, size: 8).data
    let denoising = try Denoising(configuration, training: pictures, test: pictures)
    #expect {
      try denoising.run()
    } throws: {
      "\($0)".hasPrefix("epoch 1: a finite loss expected, found ")
    }
  }
}
