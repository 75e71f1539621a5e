import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FoveaTraining

/// A search of the small network: 6 trials of 2 epochs, then 3 of 3, rungs at 1 and 2, at 1 and 3.
func smallPlan(_ change: (inout SearchPlan) -> Void = { _ in }) throws -> SearchPlan {
  var plan = try SearchPlan(
    smallConfiguration { $0.l1 = 0 },
    [SearchParameter("lr=log:1e-3..0.3"), SearchParameter("batch-size=choice:32,45")])
  plan.stages = [.init(trials: 6, epochs: 2), .init(trials: 3, epochs: 3)]
  change(&plan)
  return plan
}

func smallSearch(
  _ plan: SearchPlan, _ folder: String, jobs: Int? = nil,
  shouldStop: @escaping @Sendable () -> Bool = { false }
) throws -> Search {
  try Search(
    plan, folder: SearchFolder(folder), model: testNetwork, data: smallData(), jobs: jobs,
    shouldStop: shouldStop)
}

@Suite(.serialized) struct SearchTests {
  @Test func coarseThenFineWithLosersStoppedEarly() throws {
    try withFolder { folder in
      let plan = try smallPlan()
      #expect(plan.rungs(of: plan.stages[0]) == [1, 2])
      #expect(plan.rungs(of: .init(trials: 1, epochs: 6)) == [1, 3, 6])
      let result = try smallSearch(plan, folder.path("s")).run()
      #expect(result.isFinished && result.trials.count == 9)
      let search = SearchFolder(folder.path("s"))
      let records = try SearchLog(search.recordsPath).all
      for (stage, size) in plan.stages.enumerated() {
        // Every trial stands on the first rung; the better half, by that rung alone, on the second.
        let first = records.filter { $0.stage == stage && $0.epochs == 1 }
        #expect(first.count == size.trials)
        let winners = first.sorted { $0.isBetter(than: $1) }.prefix((size.trials + 1) / 2)
        let second = records.filter { $0.stage == stage && $0.epochs == size.epochs }
        #expect(second.map(\.trial) == winners.map(\.trial).sorted())
        // Losers have given their weights away, winners keep theirs.
        for record in first {
          let isKept = FileManager.default.fileExists(atPath: search.run(of: record.trial).bestPath)
          #expect(isKept == second.contains { $0.trial == record.trial })
        }
      }
      // The fine ranges lie around the best coarse trial.
      let coarse = records.filter { $0.stage == 0 && $0.epochs == 2 }
      let best = try #require(coarse.min { $0.isBetter(than: $1) })
      let fine = result.parameters[1][0]
      guard case .logarithmic(let range) = fine.domain,
        let rate = best.values["learningRate"]?.number
      else { Issue.record("\(fine)"); return }
      #expect(range.contains(rate))
      // A third of the old range's logarithm, 300^(1/3), with ends of four digits.
      #expect(abs(range.upperBound / range.lowerBound - 6.694) < 0.01)
      let all = records.filter { $0.stage == 1 }.compactMap { $0.values["learningRate"]?.number }
      #expect(all.allSatisfy(range.contains))
      // The table is in order, and the best trial's configuration trains with its values.
      #expect(zip(result.trials, result.trials.dropFirst()).allSatisfy { $0.isBetter(than: $1) })
      let configuration = try TrainingConfiguration(contentsOf: search.bestPath)
      #expect(configuration == result.best)
      #expect(configuration.learningRate == result.trials[0].values["learningRate"]?.number)
    }
  }

  /// Trials resumed on a rung end as if they had been trained in one go.
  @Test func aTrialThatClimbedRungsHasTheBitsOfAPlainRun() throws {
    try withFolder { folder in
      var plan = try smallPlan()
      plan.stages = [.init(trials: 2, epochs: 2)]
      let result = try smallSearch(plan, folder.path("s")).run()
      let best = try #require(result.trials.first)
      let trained = try TrainedModel.load(
        SearchFolder(folder.path("s")).run(of: best.trial).bestPath, model: testNetwork)
      let plain = try smallTrainer(try #require(result.best)).run()
      let plainModel = try plain.model
      let model = try #require(plainModel)
      #expect(
        best.top1 == plain.best?.validation?.top1 && best.loss == plain.best?.validation?.loss)
      for (mine, other) in zip(trained.model.state, model.model.state) {
        #expect(mine.name == other.name && mine.value == other.value)
      }
    }
  }

  @Test func theSameWithAnyNumberOfTrialsSideBySide() throws {
    try withFolder { folder in
      let plan = try smallPlan()
      let alone = try smallSearch(plan, folder.path("1"), jobs: 1).run()
      let together = try smallSearch(plan, folder.path("3"), jobs: 3).run()
      #expect(alone.trials == together.trials)
      #expect(alone.best == together.best && alone.parameters == together.parameters)
    }
  }

  @Test func stoppedAfterEachFewStepsItEndsTheSame() throws {
    try withFolder { folder in
      let plan = try smallPlan()
      let whole = try smallSearch(plan, folder.path("whole")).run()
      var ends = 0
      while true {
        let steps = Atomic(0)
        let result = try smallSearch(
          plan, folder.path("cut"),
          shouldStop: { steps.wrappingAdd(1, ordering: .relaxed).newValue > 11 }
        ).run()
        if result.isFinished {
          #expect(result.trials == whole.trials && result.best == whole.best)
          #expect(result.parameters == whole.parameters)
          break
        }
        ends += 1
        try #require(ends < 100)
      }
      #expect(ends > 3)
    }
  }

  /// What a stage has recorded itself must not move its ranges when the search is gone on with.
  @Test func recordsOfAStageDoNotNarrowIt() throws {
    try withFolder { folder in
      let plan = try smallPlan()
      let search = try smallSearch(plan, folder.path("once"))
      let whole = try search.run()
      let before = search.narrowed(plan.parameters, for: 1)
      #expect(before == whole.parameters[1])
      // Better than all, with values of its own, and of the stage that is gone on with.
      let record = TrialRecord(
        SearchTrial(
          number: 1000, stage: 1,
          values: ["learningRate": .number(0.0011), "batchSize": .number(45)],
          configuration: plan.configuration),
        epochs: 3, .trained, best: nil)
      var fields = try #require(
        JSONSerialization.jsonObject(with: JSONEncoder().encode(record)) as? [String: Any])
      fields["top1"] = 1.0
      try search.log.append(
        JSONDecoder().decode(
          TrialRecord.self, from: JSONSerialization.data(withJSONObject: fields)))
      #expect(search.ranking.first?.trial == 1000)
      #expect(search.narrowed(plan.parameters, for: 1) == before)
    }
  }

  /// The lecture's rule: above three times its first step's loss a trial is stopped. At a rate of 30 the loss jumps and
  /// stays a finite number, which nothing else stops; at 0.01 it does not jump.
  @Test func aTrialWhoseLossExplodesIsStoppedAtOnce() throws {
    try withFolder { folder in
      let plan = try smallPlan {
        $0.parameters = [try! SearchParameter("lr=choice:0.01,30")]
        $0.configuration.schedule = .constant
        $0.configuration.warmUpEpochs = 0
        $0.stages = [.init(trials: 2, epochs: 2)]
      }
      let losses = Mutex<[Int: [Double]]>([:])
      let result = try smallSearch(plan, folder.path("s")).run { event in
        guard case .step(let trial, let report) = event else { return }
        losses.withLock { $0[trial, default: []].append(report.loss) }
      }
      #expect(result.trials[0].status == .trained)
      #expect(result.trials[0].values["learningRate"] == .number(0.01))
      let exploded = result.trials[1]
      #expect(exploded.status == .exploded && exploded.epochs == 1 && exploded.top1 == nil)
      // It ended with the first step whose loss was too high, which the note names.
      let seen = losses.withLock { $0[exploded.trial] ?? [] }
      let (first, last) = try (#require(seen.first), #require(seen.last))
      #expect(last > 3 * first && seen.dropLast().allSatisfy { $0 <= 3 * first })
      let note = try #require(exploded.note)
      #expect(note.hasPrefix("epoch 1, step \(seen.count): loss "), "\(note)")
      // Without the rule the same trial is trained on.
      var tolerant = plan
      tolerant.explosionFactor = 1e30
      let other = try smallSearch(tolerant, folder.path("t")).run()
      #expect(other.trials.map(\.status) == [.trained, .trained])
    }
  }

  @Test func aSearchInWhichAllFailSaysSo() throws {
    try withFolder { folder in
      let plan = try smallPlan {
        $0.parameters = [try! SearchParameter("lr=choice:900,1000")]
        $0.configuration.schedule = .constant
        $0.configuration.warmUpEpochs = 0
        $0.stages = [.init(trials: 2, epochs: 1), .init(trials: 2, epochs: 1)]
      }
      let line = errorLine { _ = try smallSearch(plan, folder.path("s")).run() }
      #expect(line.contains("all 2 failed"), "\(line)")
    }
  }

  @Test func wrongPlansAreRefused() throws {
    try withFolder { folder in
      func line(_ change: (inout SearchPlan) -> Void) -> String {
        errorLine { _ = try smallSearch(smallPlan(change), folder.path("s")) }
      }
      #expect(line { $0.parameters = [] }.contains("parameters: expected one at least"))
      #expect(
        line { $0.parameters += $0.parameters }.contains("expected each once, found lr twice"))
      #expect(line { $0.stages = [] }.contains("stages: expected one at least"))
      #expect(line { $0.stages[1].trials = 0 }.contains("trials: expected 1 to 100000, found 0"))
      #expect(line { $0.reductionFactor = 0 }.contains("reductionFactor: expected 1 to 1000"))
      #expect(
        line { $0.explosionFactor = 1 }.contains("explosionFactor: expected a number above 1"))
      #expect(line { $0.configuration.validationShare = 0 }.contains("the pictures held back"))
      #expect(line { $0.configuration.validationShare = 0.001 }.contains("one at least of 150"))
      // Momentum 0 and Nesterov do not go together; found before anything is written.
      #expect(
        line { $0.parameters = [try! SearchParameter("momentum=choice:0,0.5")] }
          .contains("nesterov: expected false, as there is no momentum, found true"))
      #expect(try folder.names.isEmpty)
      _ = try smallSearch(smallPlan { $0.stages = [.init(trials: 1, epochs: 1)] }, folder.path("s"))
        .run()
      #expect(line { $0.seed = 5 }.contains("found a search that was told otherwise"))
    }
  }
}

@Suite struct TrialRecordTests {
  /// Trained ones first, then accuracy, then loss, then the number.
  @Test func theOrderOfTheTable() {
    func record(
      _ number: Int, _ status: TrialRecord.Status, _ top1: Double?, _ loss: Double = 1
    ) -> TrialRecord {
      let trial = SearchTrial(number: number, stage: 0, values: [:], configuration: .init())
      let best = top1.map {
        BestEpoch(
          epoch: 1,
          validation: Evaluation(loss: loss, top1: $0, top5: 1, count: 10, confusion: []))
      }
      return TrialRecord(trial, epochs: 1, status, best: best)
    }
    let order = [
      record(4, .trained, 0.9), record(3, .trained, 0.8, 0.5), record(1, .trained, 0.8, 0.6),
      record(2, .trained, 0.8, 0.6), record(5, .trained, nil), record(6, .exploded, 0.99),
    ]
    for (place, better) in order.enumerated() {
      for worse in order[(place + 1)...] {
        #expect(better.isBetter(than: worse) && !worse.isBetter(than: better))
      }
    }
  }
}

@Suite struct SearchLogTests {
  private func record(_ number: Int) -> TrialRecord {
    let trial = SearchTrial(
      number: number, stage: 0, values: ["learningRate": .number(0.1), "optimizer": .text("sgd")],
      configuration: .init())
    return TrialRecord(trial, epochs: 1, .trained, best: BestEpoch(epoch: 1, validation: nil))
  }

  @Test func aTornLastLineIsDroppedAndAppendedToAgain() throws {
    try withFolder { folder in
      let path = folder.path("trials.jsonl")
      let log = try SearchLog(path)
      for number in 1...3 { try log.append(record(number)) }
      let whole = try folder.bytes("trials.jsonl")
      // Cut anywhere within the last line.
      let lastLine = whole.split(separator: 10).last?.count ?? 0
      for cut in [1, 2, lastLine / 2, lastLine] {
        _ = try folder.write("trials.jsonl", Array(whole.dropLast(cut)))
        let torn = try SearchLog(path)
        #expect(torn.all == [record(1), record(2)])
        try torn.append(record(3))
        #expect(try folder.bytes("trials.jsonl") == whole)
        #expect(try SearchLog(path).all == [record(1), record(2), record(3)])
      }
    }
  }

  @Test func linesMayEndAsOnOtherSystems() throws {
    try withFolder { folder in
      let log = try SearchLog(folder.path("trials.jsonl"))
      for number in 1...2 { try log.append(record(number)) }
      let text = try folder.text("trials.jsonl")
      let path = try folder.write("other", text.replacingOccurrences(of: "\n", with: "\r\n"))
      #expect(try SearchLog(path).all == [record(1), record(2)])
    }
  }

  @Test func aDamagedLineIsNamed() throws {
    try withFolder { folder in
      let path = try folder.write("trials.jsonl", "{\"trial\":1}\n")
      #expect(folder.error { _ = try SearchLog(path) }.hasPrefix("trials.jsonl: line 1: expected"))
    }
  }
}
