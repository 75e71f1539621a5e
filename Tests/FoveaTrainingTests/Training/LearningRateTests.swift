import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// Row K1: loss not going down, rate too low; loss exploding, rate too high.
@Suite struct LearningRateTests {
  private func diagnoses(
    _ configuration: TrainingConfiguration
  ) throws -> [LearningRateDiagnosis] {
    var found: [LearningRateDiagnosis] = []
    let trainer = try smallTrainer(configuration)
    // A rate that is far too high may end the run; what was said before counts.
    _ = try? trainer.run { if case .diagnosis(let diagnosis) = $0 { found.append(diagnosis) } }
    return found
  }

  @Test func aFlatLossMeansTooLowARate() throws {
    let found = try diagnoses(
      smallConfiguration {
        $0.learningRate = 1e-7
        $0.schedule = .constant
        // Dropout makes the loss of 50 steps waver by about a hundredth: several looks.
        $0.epochs = 60
      })
    #expect(found.count == 1)
    let diagnosis = try #require(found.first)
    #expect(diagnosis.kind == .tooLow)
    #expect(diagnosis.evidence.hasPrefix("loss flat for 200 steps ("))
    #expect(diagnosis.evidence.contains(", update ratio "))
    #expect((200...300).contains(diagnosis.step))
    // At most a thousand times as high at once.
    expectClose(diagnosis.rate, 1e-4)
  }

  @Test func anExplodingLossMeansTooHighARate() throws {
    let found = try diagnoses(
      smallConfiguration {
        $0.learningRate = 30
        $0.schedule = .constant
        $0.epochs = 5
      })
    #expect(found.count == 1)
    let diagnosis = try #require(found.first)
    #expect(diagnosis.kind == .tooHigh)
    #expect(diagnosis.evidence.hasPrefix("loss exploding: "))
  }

  /// Down to steps of a thousandth, from the size of the first; by a tenth at least and a thousandth at most.
  @Test(arguments: [(0.9, 0.03), (0.05, 0.6), (1e-3, 3), (1e6, 0.03)])
  func anExplodingRateComesDownFromTheFirstStep(_ ratio: Double, _ better: Double) throws {
    var doctor = LearningRateDoctor()
    for step in 0..<20 {
      doctor.observe(
        loss: step < 5 ? 1 : 100, rate: 30, fullRate: 30, updateRatio: step == 0 ? ratio : nil)
    }
    let diagnosis = doctor.takeDiagnosis()
    expectClose(try #require(diagnosis).rate, better)
  }

  /// Of steps that were large enough once, a higher rate would not make others.
  @Test func stepsThatBecameSmallAreNotTooLowARate() {
    var doctor = LearningRateDoctor()
    for step in 0..<250 {
      doctor.observe(loss: 2.3, rate: 0.1, fullRate: 0.1, updateRatio: step == 0 ? 0.01 : 1e-6)
    }
    #expect(doctor.takeDiagnosis() == nil)
  }

  /// Loss and steps of a run at a rate: the verdict goes by steps at the full rate, whatever the schedule makes of it.
  @Test(arguments: [
    (1e-6, LearningRateDiagnosis.Kind.tooLow, 1e-3), (1e-4, .tooLow, 1e-3), (1e-3, nil, 0),
    (0.1, .tooHigh, 1e-3), (0.015, .tooHigh, 1e-3),
  ])
  func theSizeOfTheStepsJudgesTheRate(
    _ rate: Double, _ kind: LearningRateDiagnosis.Kind?, _ better: Double
  ) {
    var doctor = LearningRateDoctor()
    // A warm-up: a step's size is the rate times the weights'.
    for step in 1...10 {
      let now = rate * Double(step) / 10
      doctor.observe(loss: 1, rate: now, fullRate: rate, updateRatio: now)
    }
    let verdict = doctor.verdict(on: rate)
    #expect(verdict?.kind == kind)
    if let verdict { expectClose(verdict.rate, rounded(better)) }
  }

  @Test func evidenceHasNoRoundingOfTheMachine() {
    var doctor = LearningRateDoctor()
    for step in 0..<20 {
      doctor.observe(
        loss: step < 5 ? 2.9 : 9.28e7 * Double(step), rate: 0.1, fullRate: 0.1, updateRatio: nil)
    }
    let evidence = doctor.takeDiagnosis()?.evidence ?? ""
    let numbers = evidence.split { !"0123456789.e+".contains($0) }
    #expect(numbers.count >= 3 && numbers.allSatisfy { $0.count < 10 }, "\(evidence)")
  }

  /// The default's rate: nothing to say, from the first step to the last.
  @Test func aRunThatLearnsIsLeftAlone() throws {
    let found = try diagnoses(smallConfiguration { $0.epochs = 50 })
    #expect(found.isEmpty)
  }

  /// Gone on with at a low loss, the run is measured by the loss that it began with.
  @Test func aResumedRunKnowsTheLossOfItsFirstSteps() throws {
    try withFolder { folder in
      let trainer = try smallTrainer(smallConfiguration { $0.epochs = 20 })
      trainer.shouldStop = { [unowned trainer] in trainer.progress.step >= 42 }
      _ = try trainer.run()
      try trainer.checkpoint.write(to: folder.path("c"))
      var doctor = try Checkpoint(contentsOf: folder.path("c")).resumed().doctor
      #expect(doctor == trainer.doctor && doctor.steps == 42)
      // Three times the loss of now, and still below that of the first steps.
      for _ in 0..<20 { doctor.observe(loss: 2, rate: 0.1, fullRate: 0.1, updateRatio: nil) }
      #expect(doctor.takeDiagnosis() == nil)
      var fresh = LearningRateDoctor()
      for step in 0..<20 {
        fresh.observe(loss: step < 5 ? 0.5 : 2, rate: 0.1, fullRate: 0.1, updateRatio: nil)
      }
      #expect(fresh.takeDiagnosis()?.kind == .tooHigh)
    }
  }

  /// Flat after a schedule has lowered the rate, or near zero, is as it should be.
  @Test func aLossThatHasFallenMayBeFlat() {
    func said(loss: Double, rate: Double) -> LearningRateDiagnosis? {
      var doctor = LearningRateDoctor()
      for step in 0..<300 {
        doctor.observe(
          loss: step < 5 ? 2.3 : loss, rate: rate, fullRate: 0.1, updateRatio: 1e-6)
      }
      return doctor.takeDiagnosis()
    }
    #expect(said(loss: 1.5, rate: 0.1)?.kind == .tooLow)
    #expect(said(loss: 1.5, rate: 0.01) == nil)
    #expect(said(loss: 0.1, rate: 0.1) == nil)
  }

  @Test func theUpdateRatioIsThatOfTheStep() throws {
    let weight = Parameter(.ones([100, 100]))
    let bias = Parameter(.ones([100]), isPenalized: false)
    let sample = WeightSample([weight, bias])
    weight.value *= 0.99
    bias.value *= 0
    // Rounding of 0.99 and of the product, relative to the change of a hundredth.
    expectClose(try #require(sample.updateRatio([weight, bias])), 0.01, reduction: 200)
  }

  /// A curve that is flat, falls by 2 over two powers of ten, and explodes: fastest in the middle.
  @Test func theSuggestionIsWhereTheLossFallsFastest() throws {
    let curve = (0...120).map { place -> (rate: Double, loss: Double) in
      let x = Double(place) / 20 - 6  // log10 of the rate, -6 ... 0
      let fall = 2 / (1 + Foundation.exp(-4 * (x + 3)))
      return (Foundation.pow(10, x), 2.5 - fall + max(0, x + 1) * 8)
    }
    let sweep = LearningRateSweep(curve, width: 3)
    expectClose(try #require(sweep.suggestion), 1e-3)
    let (lowest, highest) = try (#require(sweep.lowest), #require(sweep.highest))
    #expect((1e-4...1e-3).contains(lowest))
    #expect((0.01...0.2).contains(highest))
    let flat = LearningRateSweep(curve.map { ($0.rate, 2.5) }, width: 3)
    #expect(flat.suggestion == nil && flat.lowest == nil && flat.highest == nil)
  }

  /// The suggested rate trains, and a hundredth of it hardly does.
  @Test func aSweepFindsARateThatTrains() throws {
    let configuration = smallConfiguration {
      $0.l1 = 0
      $0.smoothing = 0
    }
    var steps = 0
    let sweep = try LearningRateSweep(
      configuration, steps: 100, model: testNetwork, data: smallData()
    ) { step, _, _ in
      steps = step
      return true
    }
    #expect(sweep.points.count == steps && steps > 40)
    let rate = try #require(sweep.suggestion)
    #expect((1e-4...1).contains(rate))
    func loss(_ rate: Double) throws -> Double {
      let result = try smallTrainer(
        smallConfiguration {
          $0.learningRate = rate
          $0.epochs = 4
        }
      ).run()
      return try #require(result.epochs.last).loss
    }
    #expect(try loss(rate) < 0.9 * loss(rate / 100))
    // The same search gives the same curve.
    let again = try LearningRateSweep(
      configuration, steps: 100, model: testNetwork, data: smallData())
    #expect(again.points == sweep.points)
  }

  @Test func ratesAreRoundedToOneDigit() {
    #expect([0.0312, 0.96, 3.4e-7, 12, 0.05].map { rounded($0) } == [0.03, 1, 3e-7, 10, 0.05])
  }

  /// Gives what is no number.
  private final class Broken: Layer {
    func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
      input + Variable(Tensor(repeating: .nan, input.shape))
    }
    func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape { input }
  }

  /// The first layer whose output is no number is named, and so is the one whose weights are none.
  @Test func notANumberNamesTheLayer() throws {
    let output = errorLine {
      let model: ModelMaker = { picture, classes, random in
        Sequential(
          Flatten(), Dense(picture.count, 8, random: &random), Broken(), Tanh(),
          Dense(8, classes, random: &random))
      }
      _ = try Trainer(smallConfiguration(), model: model, data: smallData()).run()
    }
    #expect(output.hasPrefix("epoch 1, step 1: a finite loss expected, found nan; "))
    #expect(output.contains("; first in the output of 2 (Broken); try a lower learning rate"))
    let trainer = try smallTrainer()
    trainer.model.namedParameters.first { $0.name == "5.bias" }?.parameter.value *= .nan
    let weights = errorLine { _ = try trainer.run() }
    #expect(
      weights.contains("; since the step before, weights of 5 (Dense) are no finite numbers;"))
    #expect(weights.hasSuffix("there is no checkpoint"))
  }
}
