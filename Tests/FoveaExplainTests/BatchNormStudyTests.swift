import FoveaExplain
import FoveaTensor
import TestSupport
import Testing

/// Batch normalisation before and after, in training and in inference (row J5).
@Suite struct BatchNormStudyTests {
  typealias Spread = BatchNormStudy.Spread

  @Test("mean 0 and deviation 1, then the shift and the scale; neither before")
  func normalised() throws {
    let study = try BatchNormStudy(scale: 3, shift: -2, seed: 2)
    #expect(study.channels.count == 3)
    for channel in study.channels {
      let (before, plain, scaled) = (
        Spread(channel.before), Spread(channel.normalized), Spread(channel.scaled)
      )
      #expect(abs(before.mean) > 0.01 && abs(before.deviation - 1) > 0.05)
      #expect(abs(plain.mean) < 1e-4 && abs(plain.deviation - 1) < 1e-3)
      #expect(abs(scaled.mean + 2) < 1e-3 && abs(scaled.deviation - 3) < 3e-3)
    }
  }

  @Test(
    "running averages: old + momentum * (batch - old), and in the end near those of all pictures")
  func running() throws {
    let study = try BatchNormStudy(batchSize: 16, steps: 60)
    #expect(study.batchMeans.count == 60 && study.runningMeans.count == 60)
    var expected = 0.0
    for (batch, running) in zip(study.batchMeans, study.runningMeans) {
      expected += 0.1 * (batch - expected)
      // Sums of 16 * 14 * 14 numbers.
      expectClose(running, expected, reduction: 4000, scale: 1)
    }
    let spread = study.batchMeans.map { abs($0 - study.channels[0].all.mean) }.max() ?? 0
    for channel in study.channels.prefix(1) {
      #expect(abs(channel.running.mean - channel.all.mean) < spread)
      #expect(abs(channel.running.deviation - channel.all.deviation) < 0.1 * channel.all.deviation)
    }
    // A momentum of 1 keeps the last batch alone.
    let last = try BatchNormStudy(steps: 3, momentum: 1)
    expectClose(last.runningMeans[2], last.batchMeans[2], reduction: 4000, scale: 1)
  }

  @Test(
    "in training a picture's company counts, in inference it does not, and folding changes nothing")
  func company() throws {
    let study = try BatchNormStudy(batchSize: 4)
    #expect(study.changeInTraining > 0.05 && study.changeInInference == 0)
    // Nine products, a factor and a summand of magnitudes below 100.
    #expect(study.foldingError < 100 * 20 * Double(Scalar.ulpOfOne))
    for channel in study.channels {
      #expect(channel.inference != channel.scaled && channel.inference.count == 4 * 14 * 14)
    }
  }
}
