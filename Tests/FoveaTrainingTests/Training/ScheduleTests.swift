import Foundation
import FoveaNN
import Testing

/// The learning rate is a function of the step.
@Suite struct ScheduleTests {
  @Test func constantStays() {
    #expect(Schedule.constant.learningRate(at: 0, from: 0.1) == 0.1)
    #expect(Schedule.constant.learningRate(at: 1_000_000, from: 0.1) == 0.1)
  }

  @Test func cosineFallsFromTheFullRateToNothing() {
    let schedule = Schedule.cosine(steps: 100)
    #expect(schedule.learningRate(at: 0, from: 0.1) == 0.1)
    #expect(abs(schedule.learningRate(at: 50, from: 0.1) - 0.05) < 1e-15)
    // (1 + cos(pi / 4)) / 2.
    #expect(abs(schedule.learningRate(at: 25, from: 1) - 0.853_553_390_593_273_8) < 1e-15)
    #expect(schedule.learningRate(at: 99, from: 0.1) > 0)
    #expect(schedule.learningRate(at: 100, from: 0.1) == 0)
    #expect(schedule.learningRate(at: 1000, from: 0.1) == 0)
  }

  @Test func warmUpRisesInAStraightLine() {
    let schedule = Schedule.cosine(warmUp: 4, steps: 10)
    let rates = (0..<10).map { schedule.learningRate(at: $0, from: 8) }
    #expect(rates[..<5] == [2, 4, 6, 8, 8])
    #expect(zip(rates[4...], rates[5...]).allSatisfy { $0 > $1 })
  }

  /// Three tenths of 3 steps are less than one: PyTorch's first phase ends at step -0.1, and the rate falls from
  /// there on.
  @Test func aCycleWithoutAStepThatRisesBeginsOnItsWayDown() {
    let schedule = Schedule.oneCycle(steps: 3)
    let rates = (0..<4).map { schedule.learningRate(at: $0, from: 1) }
    let end = 1 / 25 / 1e4
    for (rate, share) in zip(rates, [0.1 / 2.1, 1.1 / 2.1, 1, 1]) {
      #expect(abs(rate - (end + (1 - end) * (1 + cos(.pi * share)) / 2)) < 1e-15)
    }
  }

  @Test func aRunThatIsAllWarmUpEnds() {
    let schedule = Schedule.cosine(warmUp: 2, steps: 2)
    #expect((0..<3).map { schedule.learningRate(at: $0, from: 2) } == [1, 2, 0])
  }
}
