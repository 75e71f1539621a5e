import TestSupport
import Testing

@testable import FoveaTraining

@Suite struct DenoisingTests {
  private static let narrow: Denoising.Maker = { picture, random in
    DenoisingAutoencoder(channels: picture[2], width: 8, random: &random)
  }

  private func run(seed: UInt64 = 1, epochs: Int = 2) throws -> (Denoising, [Denoising.Epoch]) {
    var configuration = Denoising.Configuration()
    (configuration.epochs, configuration.batchSize, configuration.seed) = (epochs, 20, seed)
    configuration.learningRate = 0.003
    let denoising = try Denoising(
      configuration, training: Shapes(.train, count: 400, size: 16).data,
      test: Shapes(.test, count: 40, size: 16).data, model: Self.narrow)
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

  @Test func aTrainedNetworkIsSavedLoadedAndUsed() throws {
    let (denoising, _) = try run(epochs: 1)
    try withFolder { folder in
      let path = folder.path("m")
      try denoising.trained.save(to: path)
      let loaded = try TrainedDenoiser.load(path, model: Self.narrow)
      #expect(loaded.description == denoising.trained.description)
      #expect(loaded.description.imageShape == [16, 16, 1])
      let samples = denoising.samples(3)
      expectSameBits(try loaded.denoised(samples.noisy), samples.reconstructed)
      // A picture keeps its size, whatever the network's, and becomes grey as the network is.
      let picture = Picture(samples.noisy.slice(axis: 0, 0..<1).reshaped(16, 16, 1)).color
        .resized(width: 13, height: 18)
      let clean = try loaded.denoised(picture)
      #expect(clean.width == 13 && clean.height == 18 && clean.channels == 1)
      #expect(clean.bytes != picture.grey.bytes)
      #expect(
        errorLine { _ = try loaded.denoised(.zeros([1, 8, 8, 3])) }
          == "[batch, height, width, 1] expected, found [1, 8, 8, 3]")
    }
  }

  /// The last column stands once more where the network wants a side that divides by 4: a zero there would make the
  /// mean of the last two 0.15.
  @Test func edgesAreRepeatedWhereSidesDoNotDivide() throws {
    let mean = Conv2D(
      weight: Tensor([1, 2, 1, 1], [0.5, 0.5]),
      padding: .sides(top: 0, bottom: 0, left: 0, right: 1))
    let denoiser = TrainedDenoiser(
      mean, TrainedDenoiser.Description(data: "d", noise: 0, imageShape: [4, 4, 1]))
    let y = try denoiser.denoised(Tensor([1, 1, 3, 1], [0.1, 0.2, 0.3]))
    expectClose(y, Tensor([1, 1, 3, 1], [0.15, 0.25, 0.3]), reduction: 4)
  }

  @Test func filesOfOtherKindsAreNamed() throws {
    let (denoising, _) = try run(epochs: 1)
    try withFolder { folder in
      func line(_ metadata: [String: String]) throws -> String {
        try Safetensors(denoising.model.state, metadata: metadata).write(to: folder.path("m"))
        return folder.error { _ = try TrainedDenoiser.load(folder.path("m"), model: Self.narrow) }
      }
      let key = RunFile.denoisingKey
      let nothing = try line([:])
      #expect(
        nothing
          == "m: expected a denoising network, found tensors alone; load the file that a denoising "
          + "training wrote")
      #expect(try line(["fovea": "{}"]).contains("found a trained model;"))
      #expect(try line([RunFile.checkpointKey: "{}"]).contains("found a checkpoint"))
      #expect(try line([key: "{}"]).hasPrefix("m: fovea.denoising: expected what this version"))
      func description(_ format: Int, _ picture: String) -> [String: String] {
        let start = #"{"format":\#(format),"engine":"9","data":"d","noise":0.3"#
        return [key: start + #","picture":\#(picture)}"#]
      }
      #expect(try line(description(7, "[8,8,1]")).hasPrefix("m: format: expected 1, found 7"))
      #expect(try line(description(1, "[8,8]")).hasPrefix("m: picture: expected 3 extents"))
      #expect(
        try line(description(1, "[8,8,5000]"))
          == "m: picture: expected at most 1024 channels, found 5000")
      #expect(try line(description(1, "[8,9,1]")).contains("whose height and width divide by 4"))
      #expect(
        try line(description(1, "[8,8,3]"))
          == "m: encoder.0.weight of shape [3, 3, 3, 8] expected, found [3, 3, 1, 8]")
      #expect(try line(description(1, "[8,8,1]")) == "no error")
    }
  }

  @Test func refusesNoiseThatIsNoNumber() throws {
    var configuration = Denoising.Configuration()
    configuration.noise = .infinity
    let pictures = try Shapes(.train, count: 10, size: 8).data
    #expect(
      errorLine { _ = try Denoising(configuration, training: pictures, test: pictures) }
        == "configuration: noise: expected a finite number of 0 or more, found inf")
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
