import Foundation
import Fovea
import TestSupport
import Testing

@testable import FoveaTraining
@testable import fovea_cli

@Suite("fovea: text")
struct TextTests {
  private func status(isUnicode: Bool = true) -> ProgressStatus {
    ProgressStatus(
      report: StepReport(
        epoch: 3, step: 312, steps: 469, images: 64, loss: 0.3123, meanLoss: 0.3456,
        accuracy: 0.891, meanAccuracy: 0.88, learningRate: 0.05, seconds: 4,
        imagesPerSecond: 23400, dataWaitShare: 0.02),
      epochs: 10, isUnicode: isUnicode)
  }

  @Test("the progress line fits every width, and a bar is in it from 40 columns on")
  func progressWidths() {
    for width in 1...240 {
      let line = status().line(width: width)
      #expect(line.count <= max(1, width - 3))
      if width >= 40 { #expect(line.contains("━") && line.contains("loss 0.312 (0.346)")) }
    }
    let widest = status().line(width: 200)
    #expect(widest.hasPrefix("epoch 3/10  312/469  ━━━━━━━━━━━━━━━━━━━━━━━━━━──────────────  0:04"))
    #expect(
      widest.hasSuffix(
        "0:02 left  23,400 images/s  waiting 2%  loss 0.312 (0.346)  acc 89.1 (88.0)  run 0:44 left"
      ))
    #expect(status(isUnicode: false).line(width: 80).utf8.allSatisfy { $0 < 128 })
  }

  @Test("the plain line has every metric")
  func plainLine() {
    #expect(
      status().plain
        == "epoch 3/10  step 312/469  67%  elapsed 0:04  left 0:02  23,400 images/s  waiting 2%  "
        + "loss 0.312 (0.346)  acc 89.1 (88.0)  run 0:44 left")
  }

  @Test("a table shortens what may be shortened, and nothing where nobody counts columns")
  func table() {
    var table = Table([.shortened("name"), .number("count")])
    table.append("a rather long name", "12")
    table.append("short", "1,234")
    #expect(
      table.text(width: nil) == """
        name                count
        ------------------  -----
        a rather long name     12
        short               1,234

        """)
    #expect(
      table.text(width: 16) == """
        name       count
        ---------  -----
        a rather~     12
        short      1,234

        """)
  }

  @Test("of two columns that may be shortened, the wider one is")
  func widestColumn() {
    var table = Table([.shortened("layer"), .shortened("hyperparameters")])
    table.append("features.0", "kernel 5x5, stride 1x1")
    #expect(
      table.text(width: 24) == """
        layer       hyperparame~
        ----------  ------------
        features.0  kernel 5x5,~

        """)
    #expect(table.text(width: 12).hasSuffix("\nfeat~  kern~\n"))
  }

  @Test("a line is broken between its parts")
  func partedLine() {
    let line = PartedLine(parts: ["epoch 1/2", "loss 1.000", "val 1.000"])
    #expect(line.text(width: nil) == "epoch 1/2  loss 1.000  val 1.000")
    #expect(line.text(width: 32) == "epoch 1/2  loss 1.000  val 1.000")
    #expect(line.text(width: 31) == "epoch 1/2  loss 1.000\n  val 1.000")
    #expect(line.text(width: 5) == "epoch 1/2\n  loss 1.000\n  val 1.000")
  }

  @Test("accuracy and error add up as they are written")
  func percentages() {
    #expect(accuracyText("Acc@1", 0.913) == "Acc@1 91.3 (8.7)")
    #expect(accuracyText("Acc@1", 1) == "Acc@1 100.0 (0.0)")
    for count in 0...2000 {
      let share = Double(count) / 2000
      let sum = (Double(share.percent) ?? 0) + (Double(errorPercent(share)) ?? 0)
      #expect(abs(sum - 100) < 1e-9)
    }
  }

  @Test("numbers for people")
  func numbers() {
    #expect(
      [0, 999, 1000, 61706, -1_234_567].map(\.grouped) == [
        "0", "999", "1,000", "61,706", "-1,234,567",
      ])
    #expect([100, 2048, 5 << 20].map(\.bytes) == ["100 bytes", "2.0 KiB", "5.0 MiB"])
    #expect([0, 59.9, 61, 3725].map(\.clock) == ["0:00", "0:59", "1:01", "1:02:05"])
    #expect([0.04, 59.94, 60].map(\.duration) == ["0.0s", "59.9s", "1:00"])
    #expect(
      [100, 0.05, 1e-5, 24.4, 1000].map { $0.significant(2) } == [
        "100", "0.05", "1e-5", "24", "1000",
      ])
    #expect([1, 1200].map { $0.counted("epoch") } == ["1 epoch", "1,200 epochs"])
    #expect(Double.infinity.clock == "-:--")
  }

  private func report(
    _ epoch: Int, dead: Double, saturated: Double, _ penalties: PenaltyValues = PenaltyValues()
  ) -> EpochReport {
    EpochReport(
      epoch: epoch, epochs: 9, loss: 1, top1: 0.5, penalties: penalties, sparsity: 0.25,
      validation: nil, learningRate: 0.1, seconds: 1, imagesPerSecond: 1, dataWaitShare: 0,
      isBest: false, systemAllocations: 0, peakTensorBytes: 0,
      activations: [
        ActivationHealth(path: "f.1", activation: "relu", dead: dead, saturated: nil),
        ActivationHealth(path: "f.2", activation: "relu", dead: dead / 2, saturated: nil),
        ActivationHealth(path: "f.3", activation: "tanh", dead: nil, saturated: saturated),
      ])
  }

  @Test("an epoch's line has penalties, and the layers with most dead units and saturated outputs")
  func epochLine() {
    func middle(_ report: EpochReport) -> [String] {
      Array(report.line().parts.dropFirst(3).dropLast(2))
    }
    let weights = [Parameter(Tensor([1, -3]))]
    #expect(middle(report(1, dead: 0, saturated: 0.0004)).isEmpty)
    #expect(
      middle(report(1, dead: 0.125, saturated: 0.02, Penalty.l2(0.5).values(of: weights)))
        == ["l2 2.500", "dead 12.5 % in f.1", "saturated 2.0 % in f.3"])
    #expect(
      middle(report(1, dead: 0, saturated: 0, (Penalty.l1(1) + .l2(0.5)).values(of: weights)))
        == ["l1 4.000 l2 2.500", "zero 25.0 %"])
  }

  @Test("dead units and saturated outputs are hinted at from a share on, once each")
  func activationHints() {
    var hints = TrainingHints()
    let configuration = TrainingConfiguration()
    #expect(hints.hints(after: report(1, dead: 0.24, saturated: 0.33), configuration).isEmpty)
    let dead = hints.hints(after: report(2, dead: 0.375, saturated: 0.33), configuration)
    #expect(dead.count == 1)
    #expect(
      dead.first?.hasPrefix("dead units: of f.1 (relu, 37.5 %), never above 0 on 256 pictures")
        == true)
    let both = hints.hints(after: report(3, dead: 0.5, saturated: 0.5), configuration)
    #expect(both.count == 1 && both[0].hasPrefix("saturated outputs: of f.3 (tanh, 50.0 %)"))
  }

  /// An epoch whose mean loss, early steps included, is that of guessing.
  private func epoch(
    validation loss: Double, _ verdict: LearningRateVerdict? = nil, isBest: Bool = false
  ) -> EpochReport {
    var report = EpochReport(
      epoch: 2, epochs: 2, loss: 2.4, top1: 0.5, penalties: PenaltyValues(), sparsity: 0,
      validation: Evaluation(
        loss: loss, top1: 0.3, top5: 0.6, count: 10,
        confusion: [[Int]](repeating: [Int](repeating: 0, count: 10), count: 10)),
      learningRate: 0.1, seconds: 1, imagesPerSecond: 1, dataWaitShare: 0, isBest: isBest,
      systemAllocations: 0, peakTensorBytes: 0, activations: [])
    report.rateVerdict = verdict
    return report
  }

  @Test("guessing is judged by the epoch's end, a rate by the size of the steps")
  func guessingHints() {
    func said(_ report: EpochReport) -> [String] {
      var hints = TrainingHints()
      return hints.hints(after: report, TrainingConfiguration())
    }
    #expect(!said(epoch(validation: 1.39)).contains { $0.contains("guessing") })
    let low = LearningRateVerdict(kind: .tooLow, ratio: 1e-6, rate: 0.01)
    #expect(said(epoch(validation: 2.3, low))[0].hasSuffix("probably too low, try --lr 0.01"))
    #expect(said(epoch(validation: 2.3))[0].contains("'fovea lr-find'"))
    #expect(!said(epoch(validation: 2.3))[0].contains("--lr "))
    #expect(said(epoch(validation: 1))[0].hasSuffix(" or fewer epochs"))
    #expect(said(epoch(validation: 1, isBest: true))[0].hasSuffix("try --weight-decay 0.005"))
  }

  @Test("choices of the schedule that change nothing are told of")
  func idleChoices() {
    var configuration = TrainingConfiguration()
    #expect(configuration.idleChoices.isEmpty)
    configuration.schedule = .multistep
    configuration.decayMilestones = [3, 12]
    #expect(configuration.idleChoices.first?.hasPrefix("--decay-milestones 12: ") == true)
    configuration.schedule = .plateau
    configuration.validationShare = 0
    #expect(configuration.idleChoices.first?.hasPrefix("--sched plateau goes by the") == true)
  }

  @Test("large numbers have an exponent, and no number has no sign")
  func largeNumbers() {
    #expect(819_186_034_779_619_328_000.0.fixed(3) == "8.192e+20")
    #expect(123_456_789.25.fixed(2) == "123456789.25")
    #expect((-Double.nan).fixed(2) == "nan" && (-Double.nan).significant(3) == "nan")
    #expect(5e9.significant(3) == "5000000000")
  }

  @Test("of many classes a picture shows those that are mistaken most often")
  func confusionOfManyClasses() {
    func map(_ classes: Int) -> HeatMap {
      var confusion = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
      for label in 0..<classes { confusion[label][label] = 1 }
      // Classes 20 to 119 take part in mistakes.
      for label in 20..<min(119, classes - 1) { confusion[label][label + 1] = 1 }
      let names = (0..<classes).map { "class \($0)" }
      return Evaluation(loss: 1, top1: 0.5, top5: 1, count: 2 * classes, confusion: confusion)
        .confusionMap(rows: names, columns: names)
    }
    let many = map(150)
    #expect(many.rows == (20..<120).map { "class \($0)" } && many.columns == many.rows)
    #expect(many.values[0][..<3] == [50, 50, 0] && many.values[99][99] == 100)
    #expect(many.note.hasSuffix("percent of the row; the 100 of 150 classes mistaken most often"))
    let few = map(100)
    #expect(few.rows.count == 100 && few.note.hasSuffix("percent of the row"))
  }

  @Test("printed commands name the data and where they lie")
  func dataArguments() {
    var configuration = TrainingConfiguration()
    configuration.data = "mnist"
    #expect(configuration.dataArguments == "--data mnist")
    configuration.dataFolder = "my data"
    #expect(configuration.dataArguments == "--data mnist --data-folder 'my data'")
  }

  @Test("names of classes, a line each, whichever system wrote them")
  func classNames() throws {
    try withFolder { folder in
      for end in ["\n", "\r\n"] {
        let path = try folder.write("names", ["a b", "c", "d"].map { $0 + end }.joined())
        #expect(try ConvertCommand.names(in: path) == ["a b", "c", "d"])
      }
    }
  }

  @Test("a path becomes one word of a shell")
  func quoting() {
    #expect("runs/lenet5-1".shellQuoted == "runs/lenet5-1")
    #expect("my runs/a'b".shellQuoted == "'my runs/a'\\''b'")
    #expect("".shellQuoted == "''")
    #expect("-a b".shellPath == "'./-a b'")
  }
}
