import Foundation
import Fovea
import TestSupport
import Testing

/// Where a run's configuration comes from: defaults, a file, the environment, flags, each winning over the one before.
@Suite("fovea train: sources of the configuration", .timeLimit(.minutes(5)))
struct ConfigurationSourceTests {
  /// The configuration that `--print-config` shows.
  private func shown(
    _ arguments: String..., in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> TrainingConfiguration {
    let outcome = try Command.run(
      ["train"] + arguments + ["--print-config"], in: folder, environment: environment)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(TrainingConfiguration.self, from: Data(outcome.output.utf8))
  }

  @Test("a flag wins over the environment, which wins over the file, which wins over the default")
  func precedence() throws {
    try withTemporaryDirectory { folder in
      try Data(#"{"epochs": 3, "batchSize": 16, "learningRate": 0.2, "dropLast": true}"#.utf8)
        .write(to: folder.appendingPathComponent("file.json"))
      let environment = [
        "FOVEA_EPOCHS": "5", "FOVEA_BATCH_SIZE": "32", "FOVEA_NESTEROV": "0", "FOVEA_AMSGRAD": "1",
      ]
      let found = try shown(
        "lenet5", "--config", "file.json", "--epochs", "7", in: folder, environment: environment)
      #expect(found.epochs == 7 && found.batchSize == 32 && found.learningRate == 0.2)
      #expect(found.dropLast && !found.nesterov && found.amsgrad && found.momentum == 0.9)
    }
  }

  @Test("what the environment adds is said; what is no flag of training is passed over")
  func note() throws {
    let outcome = try Command.run(
      ["train", "lenet5", "--print-config"],
      environment: [
        "FOVEA_LR": "0.3", "FOVEA_THREADS": "1", "FOVEA_DATA": "/nowhere", "FOVEA_PURPOSE": "x",
      ])
    #expect(outcome.errorLines == ["note: from the environment: --lr=0.3"])
  }

  @Test(
    "a value that the flag would refuse is refused by the variable's name",
    arguments: [("FOVEA_LR", "fast"), ("FOVEA_EPOCHS", "0"), ("FOVEA_DROP_LAST", "perhaps")])
  func wrong(variable: String, value: String) throws {
    let outcome = try Command.run(
      ["train", "lenet5", "--print-config"], environment: [variable: value])
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.hasPrefix("error: \(variable): "), "\(outcome.errors)")
    #expect(outcome.errors.contains("'\(value)'"), "\(outcome.errors)")
  }

  @Test("choices of a file that follow from others follow flags that change these")
  func choicesThatFollow() throws {
    try withTemporaryDirectory { folder in
      let whole = try Command.run(
        ["train", "lenet5", "--epochs", "3", "--print-config"], in: folder)
      try Data(whole.output.utf8).write(to: folder.appendingPathComponent("whole.json"))
      let same = try Command.run(
        ["train", "--config", "whole.json", "--print-config"], in: folder)
      #expect(same.output == whole.output)
      let longer = try shown(
        "--config", "whole.json", "--epochs", "9", "--sched", "step", in: folder)
      #expect(longer.decayEpochs == 3)
      let other = try shown("--config", "whole.json", "--opt", "rmsprop", in: folder)
      #expect(other.learningRate == 0.001 && other.beta2 == 0.99)
      let chosen = try shown(
        "lenet5", "--lr", "0.07", "--opt", "adam", in: folder)
      try Data(chosen.json.utf8).write(to: folder.appendingPathComponent("chosen.json"))
      #expect(
        try shown("--config", "chosen.json", "--opt", "sgd", in: folder).learningRate == 0.07)
    }
  }
}
