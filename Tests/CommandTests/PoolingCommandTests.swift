import Foundation
import Fovea
import TestSupport
import Testing

@Suite("fovea explain pool-invariance, distance-pool; ablate pool; denoise; summary of stages")
struct PoolingCommandTests {
  @Test("the slide's figure as text, and drawn")
  func invariance() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        "explain", "pool-invariance", "--output", "figure.svg", in: folder)
      #expect(outcome.status == 0 && outcome.errors == "chart  figure.svg\n")
      #expect(
        outcome.outputLines == [
          "before", "  pooled     1.0   1.0   1.0   0.2", "  detector   0.1   1.0   0.2   0.1",
          "shifted", "  pooled     0.3   1.0   1.0   1.0", "  detector   0.3   0.1   1.0   0.2",
          "4 of 4 inputs changed, 2 of 4 outputs",
        ])
      let svg = try String(
        contentsOf: folder.appendingPathComponent("figure.svg"), encoding: .utf8)
      #expect(svg.components(separatedBy: "<circle").count == 17)
    }
  }

  @Test("own values")
  func ownValues() throws {
    let outcome = try Command.run(
      "explain", "pool-invariance", "--row", "0.25,-1,3", "--entering", "10", "--window", "1")
    #expect(
      outcome.outputLines == [
        "before", "  pooled     0.25     -1      3", "  detector   0.25     -1      3",
        "shifted", "  pooled       10   0.25     -1", "  detector     10   0.25     -1",
        "3 of 3 inputs changed, 3 of 3 outputs",
      ])
  }

  @Test("on a trained network: a row for each max pooling, drawn; what has none is an error")
  func trainedInvariance() throws {
    try withTemporaryDirectory { folder in
      let trained = try Command.run(
        "train", "small_cnn", "--data", "shapes", "--epochs", "1", "-b", "50", "--val-share",
        "0.98",
        "--output", "run", "--quiet", in: folder)
      #expect(trained.status == 0, "\(trained.errors)")
      let outcome = try Command.run(
        "explain", "pool-invariance", "--model", "run", "--limit", "20", "--output", "shares.svg",
        in: folder)
      #expect(outcome.status == 0 && outcome.errors == "chart  shares.svg\n")
      #expect(outcome.outputLines[1].contains("shapes test, 20 pictures"))
      let rows = outcome.outputLines.map { $0.split(separator: " ").map(String.init) }
      for path in ["layers.2", "layers.5"] {
        // Wider than a terminal, the table is in parts that each begin with the path.
        let row = rows.filter { $0.first == path }.flatMap { $0.dropFirst() }
        #expect(row.prefix(4) == ["window", "2x2,", "stride", "2x2"])
        let shares = row.dropFirst(4).filter { $0 != "%" }.compactMap { Double($0) }
        #expect(shares.count == 6 && shares.allSatisfy { $0 > 0 && $0 < 100 })
        // What moved, at stride 1, by less than the inputs.
        #expect(shares[5] < shares[3])
      }
      let svg = try String(
        contentsOf: folder.appendingPathComponent("shares.svg"), encoding: .utf8)
      #expect(svg.contains("layers.5") && svg.contains("outputs at stride 1"))

      try SmallTraining.placeModel(in: folder, at: "lenet5")
      let without = try Command.run("explain", "pool-invariance", "--model", "lenet5", in: folder)
      #expect(without.status == 1 && without.errorLines.count == 1)
      #expect(without.errors.contains("expected a network with max pooling, found lenet5 without"))
    }
  }

  @Test("weights and changes, with their pictures")
  func distance() throws {
    try withTemporaryDirectory { folder in
      let outcome = try Command.run(
        "explain", "distance-pool", "--data", "shapes", "--output", "d", in: folder)
      #expect(outcome.status == 0 && outcome.errors == "charts  d, 3 files\n")
      #expect(outcome.outputLines[0...1] == ["binomial", "  0.0625  0.1250  0.0625"])
      let rows = outcome.outputLines.map { $0.split(separator: " ").map(String.init) }
      // One row in the table of changes, one in that of what is left.
      let largest = rows.filter { $0.first == "max" }.map { $0.compactMap { Double($0) } }
      let average = rows.filter { $0.first == "average" }.map { $0.compactMap { Double($0) } }
      #expect(largest.map(\.count) == [4, 4] && average.map(\.count) == [4, 4])
      #expect(largest[0][0] == 0 && largest[0][1] < largest[0][3])
      #expect(largest[1][2] == 0 && average[1][1] < largest[1][1])
      for name in ["weights", "changes", "left"] {
        let file = folder.appendingPathComponent("d/\(name).svg")
        #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("<svg"))
      }
    }
  }

  @Test("a table with and without pooling, a curve each; JSON for programs")
  func ablation() throws {
    try withTemporaryDirectory { folder in
      let arguments = [
        "ablate", "pool", "--data", "shapes", "--limit", "200", "--epochs", "1", "--pool",
        "none,average", "--output", "a.svg",
      ]
      let outcome = try Command.run(arguments, in: folder)
      #expect(outcome.status == 0)
      let rows = outcome.outputLines.map { $0.split(separator: " ").map(String.init) }
      let none = try #require(rows.first { $0.first == "none" })
      let average = try #require(rows.first { $0.first == "average" })
      // 28 * 28 * 32 * 10 + 10 and 7 * 7 * 32 * 10 + 10.
      #expect(none.contains("250,890") && average.contains("15,690"))
      #expect(outcome.output.hasSuffix("wrote  a.svg\n"))
      #expect(outcome.errorLines.contains { $0.hasPrefix("average: epoch 1/1, ") })
      let svg = try String(contentsOf: folder.appendingPathComponent("a.svg"), encoding: .utf8)
      #expect(svg.contains(">none</text>") && svg.contains(">average</text>"))
    }
  }

  @Test("a denoised strip, weights that load, decibels that rise")
  func denoise() throws {
    try withTemporaryDirectory { folder in
      let arguments = [
        "denoise", "--data", "shapes", "--limit", "400", "--epochs", "1", "-b", "20", "--output",
        "d",
      ]
      let outcome = try Command.run(arguments, in: folder)
      #expect(outcome.status == 0)
      let rows = outcome.outputLines.map { $0.split(separator: " ").map(String.init) }
      let noisy = try #require(rows.first { $0.first == "noisy" }.flatMap { Double($0[2]) })
      let better = try #require(
        rows.first { $0.first == "reconstructed" }.flatMap { Double($0[2]) })
      #expect(better > noisy + 0.5)
      let strip = try PNG.read(folder.appendingPathComponent("d/strip.png").path)
      // Ten pictures across and three down, a line of one pixel between, each pixel twice.
      #expect(strip.width == 2 * (10 * 29 - 1) && strip.height == 2 * (3 * 29 - 1))
      var random = RandomSource(seed: 9)
      let model = DenoisingAutoencoder(random: &random)
      try model.load(from: folder.appendingPathComponent("d/model.safetensors").path)

      let again = try Command.run(arguments, in: folder)
      #expect(again.status == 1)
      #expect(again.errors.contains("d: expected a new or empty folder"))
      try used(in: folder)
    }
  }

  /// What was trained takes the noise out of files.
  private func used(in folder: URL) throws {
    let noisy = try Shapes(.test, count: 1).data.picture(at: 0).resized(width: 30, height: 21)
    try PNG.write(noisy.color, to: folder.appendingPathComponent("scan.png").path)
    let outcome = try Command.run(
      "denoise", "--model", "d", "scan.png", "--output", "clean", in: folder)
    #expect(outcome.status == 0 && outcome.output == "wrote  clean/scan.png\n", "\(outcome.errors)")
    let clean = try PNG.read(folder.appendingPathComponent("clean/scan.png").path)
    #expect(clean.width == 30 && clean.height == 21 && clean.channels == 1)
    let json = try Command.run(
      "denoise", "--model", "d/model.safetensors", "scan.png", "--json", in: folder)
    #expect(try object(json.output)["file"] as? String == "denoised/scan.png")
    let wrong = try Command.run("evaluate", "d/model.safetensors", in: folder)
    #expect(wrong.status == 1 && wrong.errors.contains("found a denoising network"))
  }

  @Test("the lecture's check-point, stages together, what pooling saves")
  func summary() throws {
    let outcome = try Command.run("summary", "staged_cnn")
    #expect(outcome.status == 0)
    let rows = outcome.outputLines.map { $0.split(separator: " ").map(String.init) }
    #expect(rows.contains { $0 == ["features.0", "ConvStage"] })
    let convolution = try #require(rows.first { $0.first == "convolution" })
    // Parameters: (9 + 1) * 16. Hyperparameters: kernel and what follows.
    #expect(convolution[2] == "kernel" && convolution.contains("160"))
    // RELU has neither.
    let detector = try #require(rows.first { $0.first == "detector" })
    #expect(detector == ["detector", "ReLU", "-", "28x28x16", "-", "-"])
    // POOL has hyperparameters and no parameters.
    let pooling = try #require(rows.first { $0.first == "pooling" })
    #expect(pooling[2] == "window" && pooling.suffix(3) == ["14x14x16", "-", "-"])
    // FC has both.
    let dense = try #require(rows.first { $0.first == "classifier.0" })
    #expect(dense[2...3] == ["outputs", "10"] && dense.contains("15,690"))
    // Without one of them 14 * 14 * 32 inputs in place of 7 * 7 * 32.
    #expect(
      outcome.outputLines.suffix(2) == [
        "pooling saves  47,040 dense parameters: features.0.pooling (MaxPool2D)",
        "               47,040 dense parameters: features.1.pooling (MaxPool2D)",
      ])
  }

  @Test(
    "one line for what cannot be understood",
    arguments: [
      ("explain pool-invariance --window 2", "--window: expected an odd number, found 2"),
      ("explain pool-invariance --row 1,x", "expected 1 to 16 numbers from -1"),
      ("explain pool-invariance --model x --row 1,2", "--row is for the slide's figure"),
      ("explain pool-invariance --limit 3", "--limit is for a trained network: expected --model"),
      ("explain distance-pool --window 0", "expected a whole number from 1 to 15"),
      ("ablate pool --pool none,maxx", "did you mean 'max'?"),
      ("denoise --noise -1", "expected a number from 0 to 10"),
      ("denoise --data shape", "did you mean 'shapes'?"),
      ("denoise a.png", "expected --model, found 'a.png' without it"),
      ("denoise --model d", "--model: expected pictures to take the noise out of, found none"),
      ("denoise --model d a.png -b 3", "--batch-size is for training, found --model"),
    ])
  func usage(arguments: String, part: String) throws {
    let outcome = try Command.run(arguments.split(separator: " ").map(String.init))
    #expect(outcome.status == 64 && outcome.output.isEmpty && outcome.errorLines.count == 1)
    #expect(outcome.errors.contains(part))
  }
}
