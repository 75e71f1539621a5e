import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FoveaTraining

/// The folder of a run, and what is in it.
@Suite struct RunFolderTests {
  @Test func foldersAreNumberedOneAfterTheOther() throws {
    try withFolder { folder in
      let parent = folder.path("a/b/runs")
      let paths = try (0..<3).map { _ in try RunFolder.create(in: parent, model: "lenet5").path }
      #expect(paths == (1...3).map { "\(parent)/lenet5-\($0)" })
      #expect(try RunFolder.create(in: parent, model: "lenet").path == parent + "/lenet-1")
      // Gaps are not filled: the highest number is the latest run.
      try FileManager.default.removeItem(atPath: paths[0])
      try FileManager.default.createDirectory(
        atPath: parent + "/lenet5-11", withIntermediateDirectories: false)
      try Data().write(to: URL(fileURLWithPath: parent + "/lenet5-12"))
      #expect(try RunFolder.create(in: parent, model: "lenet5").path == parent + "/lenet5-13")
    }
  }

  @Test func runsThatStartAtOnceGetFoldersOfTheirOwn() async throws {
    try await withTemporaryDirectory { url in
      let paths = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<20 { group.addTask { try RunFolder.create(in: url.path, model: "m").path } }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(paths.count == 20)
    }
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    try withFolder { folder in
      let file = try folder.write("file", "")
      #expect(
        folder.error { _ = try RunFolder.create(in: file, model: "m") }
          == "file: expected a folder, or none yet, found a file; name another")
    }
  }

  @Test func aRunWritesItsFiles() throws {
    try withFolder { folder in
      let run = try RunFolder.create(in: folder.path("runs"), model: "test")
      let trainer = try smallTrainer(folder: run)
      var written: [String] = []
      let result = try trainer.run { if case .checkpointed(let path) = $0 { written.append(path) } }
      #expect(written == [String](repeating: run.checkpointPath, count: 3))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: run.path).sorted()
          == ["best.safetensors", "config.json", "last.checkpoint.safetensors", "metrics.csv"])
      #expect(
        try TrainingConfiguration(contentsOf: run.configurationPath) == trainer.configuration)
      let best = try TrainedModel.load(run.bestPath, model: testNetwork)
      #expect(best.description.testAccuracy == result.test?.top1)
      #expect(try best.evaluate(on: smallData().test) == result.test)

      let lines = try readText(run.metricsPath, limit: 10_000).split(separator: "\n")
      #expect(
        lines[0]
          == "epoch,train_loss,train_top1,penalty,validation_loss,validation_top1,validation_top5,"
          + "learning_rate,seconds,images_per_second,is_best,l1_penalty,l2_penalty,sparsity,"
          + "dead:2,saturated:6,weight_norm:0.weight,weight_norm:5.weight,weight_norm:8.weight,"
          + "gradient_norm:0.weight,gradient_norm:5.weight,gradient_norm:8.weight")
      #expect(lines.count == 4)
      for (line, report) in zip(lines.dropFirst(), result.epochs) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields.count == 22)
        #expect(Int(fields[0]) == report.epoch)
        #expect(Double(fields[1]) == report.loss)
        #expect(Double(fields[5]) == report.validation?.top1)
        #expect(fields[10] == "\(report.isBest)")
        #expect(Double(fields[11]) == report.penalties.l1 && report.penalties.l1 > 0)
        #expect(Double(fields[12]) == report.penalties.l2 && report.penalties.l2 > 0)
        #expect(Double(fields[3]) == report.penalties.l1 + report.penalties.l2)
      }
    }
  }

  /// A network is made to be trained, and one for the best weights at the end; none for each better epoch.
  @Test func noNetworkIsMadeToSaveWeights() throws {
    try withFolder { folder in
      let made = Mutex(0)
      // Without validation pictures each epoch is the best.
      let trainer = try Trainer(
        smallConfiguration { $0.validationShare = 0 },
        model: {
          made.withLock { $0 += 1 }
          return try testNetwork($0, $1, &$2)
        }, data: smallData(), folder: RunFolder(folder.url.path))
      _ = try trainer.run()
      #expect(made.withLock { $0 } == 2)
    }
  }

  /// Stopped within the third epoch, then gone on with from the second's checkpoint: the third's line
  /// is there once.
  @Test func metricsAreTakenBackToWhereTheRunGoesOn() throws {
    try withFolder { folder in
      let run = RunFolder(folder.url.path)
      let metrics = MetricsFile(path: run.metricsPath)
      let trainer = try smallTrainer(folder: run)
      var early: Checkpoint?
      _ = try trainer.run { event in
        if case .epoch(let report) = event, report.epoch == 2 { early = trainer.checkpoint }
      }
      let whole = try columns(run, upTo: 8)
      #expect(whole.count == 4)
      // A line that a crash cut off.
      let text = try readText(metrics.path, limit: 10_000)
      try AtomicFile.write(text + "4,0.1", to: metrics.path)
      let resumed = try #require(early).resumed(folder: run)
      _ = try resumed.run()
      #expect(try columns(run, upTo: 8) == whole)
    }
  }

  /// Another version wrote other columns, in another order: what is known is kept, by name.
  @Test func metricsOfAnotherVersionAreTakenOverByName() throws {
    try withFolder { folder in
      let path = try folder.write(
        "metrics.csv", "train_loss,epoch,mood,train_top1\n0.5,1,fine,0.75\n0.25,2,better,0.875\n")
      try MetricsFile(path: path).rewind(toEpoch: 1)
      let lines = try folder.text("metrics.csv").split(separator: "\n")
      #expect(lines[0].split(separator: ",").map(String.init) == MetricsFile.commonColumns)
      #expect(lines.dropFirst() == ["1,0.5,0.75,,,,,,,,,,,"])
      let table = try #require(try MetricsTable(contentsOf: path))
      #expect(table["train_loss"] == [0.5] && table["validation_loss"] == [nil])
      #expect(table["none"] == [nil])
    }
  }

  /// A power cut may leave the beginning of a line, which looks like an epoch's.
  @Test func aTornLineIsNoEpoch() throws {
    try withFolder { folder in
      let path = try folder.write(
        "metrics.csv", "epoch,train_loss,train_top1\n1,0.5,0.75\n2,0.25\n1")
      #expect(try MetricsTable(contentsOf: path)?["epoch"] == [1])
      try MetricsFile(path: path).rewind(toEpoch: 2)
      let lines = try folder.text("metrics.csv").split(separator: "\n")
      #expect(lines.dropFirst() == ["1,0.5,0.75,,,,,,,,,,,"])
    }
  }

  /// As an editor of another system leaves them; Swift takes the two characters of such an end for one.
  @Test func linesMayEndAsOnOtherSystems() throws {
    try withFolder { folder in
      let path = try folder.write("metrics.csv", "epoch,train_loss\r\n1,0.5\r\n2,0.25\r\n")
      let table = try #require(try MetricsTable(contentsOf: path))
      #expect(table.columns == ["epoch", "train_loss"])
      #expect(table["epoch"] == [1, 2] && table["train_loss"] == [0.5, 0.25])
    }
  }

  #if os(Linux)
    @Test func aFullDiskIsAnErrorOfTheMetrics() throws {
      var reports: [EpochReport] = []
      _ = try smallTrainer(smallConfiguration { $0.epochs = 1 }).run {
        if case .epoch(let report) = $0 { reports.append(report) }
      }
      #expect(
        errorLine { try MetricsFile(path: "/dev/full").append(#require(reports.first)) }
          == "/dev/full: expected a file to append to, found no space left on device; "
          + "check that the folder is still there and has room")
    }
  #endif

  /// The first columns of the metrics: those that no clock decides.
  private func columns(_ run: RunFolder, upTo count: Int) throws -> [[Substring]] {
    try readText(run.metricsPath, limit: 10_000).split(separator: "\n")
      .map { Array($0.split(separator: ",", omittingEmptySubsequences: false).prefix(count)) }
  }

  @Test func aRunThatIsGoingOnCannotBeResumed() throws {
    try withFolder { folder in
      let run = RunFolder(folder.path("run"))
      try FileManager.default.createDirectory(
        atPath: run.path, withIntermediateDirectories: false)
      let trainer = try smallTrainer(folder: run)
      var lines: [String] = []
      _ = try trainer.run { event in
        guard case .checkpointed = event else { return }
        let second = try Checkpoint(contentsOf: run.checkpointPath).resumed(folder: run)
        lines.append(folder.error { _ = try second.run() })
      }
      #expect(
        lines
          == [String](
            repeating: "run: expected a folder that no run is using, "
              + "found one in use by another run; wait for it or stop it",
            count: 3))
      // It has ended: the folder is free, and its files are those of the run that had it.
      let second = try Checkpoint(contentsOf: run.checkpointPath).resumed(epochs: 4, folder: run)
      #expect(try second.run().epochs.map(\.epoch) == [4])
      #expect(try columns(run, upTo: 1) == [["epoch"], ["1"], ["2"], ["3"], ["4"]])
    }
  }

  /// From the moment that a checkpoint is read: otherwise a newer one could be replaced by what followed the older.
  @Test func whoReadsACheckpointHasTheFolder() throws {
    try withFolder { folder in
      let run = try RunFolder.create(in: folder.path("runs"), model: "test")
      let trainer = try smallTrainer(folder: run)
      trainer.shouldStop = { [unowned trainer] in trainer.progress.epoch == 1 }
      #expect(try trainer.run().status == .interrupted)

      let reader = try Trainer(resuming: run.path, model: testNetwork, data: smallData())
      let inUse =
        "runs/test-1: expected a folder that no run is using, found one in use by another run; "
        + "wait for it or stop it"
      #expect(
        folder.error {
          _ = try Trainer(resuming: run.path, model: testNetwork, data: smallData())
        } == inUse)
      let other = try Checkpoint(contentsOf: run.checkpointPath).resumed(folder: run)
      #expect(folder.error { _ = try other.run() } == inUse)
      #expect(try reader.run().status == .finished)
      // It has ended, and a later reader finds what it left.
      let later = try Trainer(
        resuming: run.checkpointPath, model: testNetwork, data: smallData())
      #expect(later.checkpoint.bits == reader.checkpoint.bits)
    }
  }

  @Test func aFreshRunLeavesTheRunInAFolderAlone() throws {
    try withFolder { folder in
      let run = RunFolder(folder.path("run"))
      try makeFolder(run.path)
      #expect(!run.hasCheckpoint)
      _ = try smallTrainer(smallConfiguration { $0.epochs = 1 }, folder: run).run()
      #expect(run.hasCheckpoint)
      let names = ["best.safetensors", "config.json", RunFolder.checkpointName, "metrics.csv"]
      let before = try names.map { try folder.bytes("run/\($0)") }
      let line = folder.error { _ = try smallTrainer(folder: run).run() }
      #expect(
        line == "run: expected a folder without a run, found last.checkpoint.safetensors; "
          + "resume that run or name another folder")
      #expect(try names.map { try folder.bytes("run/\($0)") } == before)
      // A run that goes on has a last good checkpoint from the start.
      let resumed = try Checkpoint(contentsOf: run.checkpointPath).resumed(folder: run)
      #expect(resumed.lastCheckpoint == run.checkpointPath)
    }
  }

  @Test func aRunCanBeResumedByItsFolderOrItsCheckpoint() throws {
    try withFolder { folder in
      var configuration = TrainingConfiguration()
      configuration.data = "shapes"
      configuration.epochs = 1
      configuration.batchSize = 500
      configuration.validationShare = 0.8
      let run = RunFolder(folder.url.path)
      let trainer = try Trainer(configuration, folder: run)
      trainer.shouldStop = { true }
      let stopped = try trainer.run()
      #expect(stopped.status == .interrupted)
      #expect(try stopped.best == nil && stopped.model == nil && stopped.test == nil)
      for path in [run.path, run.checkpointPath] {
        let resumed = try Trainer(resuming: path)
        #expect(resumed.folder == run)
        #expect(resumed.checkpoint.step == 1)
        #expect(resumed.checkpoint.bits == trainer.checkpoint.bits)
      }
      #expect(RunFolder(containing: "a").path == ".")
      #expect(RunFolder(containing: "/a").path == "/")
      #expect(RunFolder(containing: "x/y/a").path == "x/y")
    }
  }
}
