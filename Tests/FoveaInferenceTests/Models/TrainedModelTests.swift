import Foundation
import TestSupport
import Testing

@testable import FoveaInference

/// A model's file is enough to use it.
@Suite struct TrainedModelTests {
  private func trained(_ preprocessing: Preprocessing? = nil) throws -> TrainedModel {
    let data = try Shapes(.train, count: 64, size: 16).data
    let preprocessor = try preprocessing?.fitted(on: data)
    var random = RandomSource(seed: 3)
    let model = try LeNet5(size: 16, random: &random)
    var description = ModelDescription(
      model: "lenet5", imageShape: [16, 16, 1], classNames: Shapes.classNames,
      preprocessing: preprocessing, data: "shapes")
    description.testAccuracy = 0.125
    return TrainedModel(model, preprocessor, description)
  }

  @Test(arguments: [
    nil, Preprocessing.standardize(per: .channel), .meanSubtraction(per: .pixel),
    .pipeline(steps: [.minMax(per: .channel), .standardize(per: .pixel)]),
  ])
  func whatIsLoadedPredictsTheSame(_ preprocessing: Preprocessing?) throws {
    try withFolder { folder in
      let saved = try trained(preprocessing)
      try saved.save(to: folder.path("m"))
      let loaded = try TrainedModel.load(folder.path("m"))
      #expect(loaded.description == saved.description)
      #expect(loaded.description.classNames[2] == "square")
      let images = try Shapes(.test, count: 20, size: 16).data.images
      #expect(try loaded.predict(images) == saved.predict(images))
    }
  }

  @Test func predictionsAreProbabilitiesInOrder() throws {
    let model = try trained()
    let data = try Shapes(.test, count: 6, size: 16).data
    let predictions = try model.predict(data.images)
    #expect(predictions.count == 6)
    for prediction in predictions {
      expectClose(prediction.probabilities.reduce(0, +), 1, reduction: 20)
      let top = prediction.top(20)
      #expect(top.count == 10)
      #expect(zip(top, top.dropFirst()).allSatisfy { $0.probability >= $1.probability })
      #expect(top[0] == prediction.best)
      #expect(top.allSatisfy { $0.name == Shapes.classNames[$0.index] })
    }
    // A picture of the right size is used byte for byte.
    let picture = data.picture(at: 4)
    #expect(try model.predict([picture])[0] == model.predict(data.images(at: [4]))[0])
    #expect(
      errorLine { _ = try model.predict(.zeros([1, 16, 15, 1])) }
        == "predict: [pictures, 16, 16, 1] expected, found [1, 16, 15, 1]")
  }

  @Test func weightsOfATrainedModelCanBeLoadedAlone() throws {
    try withFolder { folder in
      let saved = try trained(.standardize(per: .channel))
      try saved.save(to: folder.path("m"))
      var random = RandomSource(seed: 8)
      let model = try LeNet5(size: 16, random: &random)
      try model.load(from: folder.path("m"))
      for ((name, value), (_, expected)) in zip(model.state, saved.model.state) {
        expectSameBits(value, expected, name)
      }
    }
  }

  /// Preprocessing that leaves no picture is an error of the file, not a trap of the model.
  @Test func whatIsNoPictureAfterPreprocessingIsRefused() throws {
    try withFolder { folder in
      try trained(.pca(components: .count(5))).save(to: folder.path("m"))
      #expect(
        folder.error { _ = try TrainedModel.load(folder.path("m")) }
          == "m: lenet5: pictures [height, width, channels] expected after preprocessing, found [5]"
      )
    }
  }

  /// Whatever extents a file claims, it is refused or its weights are missing; nothing traps.
  @Test(arguments: ["lenet5", "small_cnn", "alexnet", "vgg11", "resnet18", "resnet20"])
  func anyExtentsInAFileEndInALine(_ model: String) throws {
    try withFolder { folder in
      let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 14, 16, 20]
      for height in sizes {
        for width in sizes {
          let description = ModelDescription(
            model: model, imageShape: [height, width, 1 + width % 4], classNames: ["a", "b"],
            preprocessing: nil, data: "none")
          let file = Safetensors([("x", Tensor(0))], metadata: ["fovea": jsonText(description)])
          try file.write(to: folder.path("m"))
          let line = folder.error { _ = try TrainedModel.load(folder.path("m")) }
          #expect(line.hasPrefix("m: ") && !line.contains("\n"), "\(height) x \(width): \(line)")
        }
      }
    }
  }

  /// A model of 2 GB that the file only claims to hold: in a process of its own, whose memory is measured.
  @Test func aModelThatAFileOnlyClaimsTakesNoMemory() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let bytes = try withFolder { folder in
        let description = ModelDescription(
          model: "small_cnn", imageShape: [1024, 1024, 1], classNames: ["a", "b"],
          preprocessing: nil, data: "none")
        try Safetensors([], metadata: ["fovea": jsonText(description)]).write(to: folder.path("m"))
        let before = peakMemory()
        let line = folder.error { _ = try TrainedModel.load(folder.path("m")) }
        #expect(
          line == "m: layers.0.weight of shape [3, 3, 1, 32] expected, found none of that name")
        return peakMemory() - before
      }
      exit(bytes < 256 << 20 ? 7 : 1)
    }
  }

  /// Files that are sound but hold no model, or a lie.
  @Test func wrongFilesAreRefusedInOneLine() throws {
    try withFolder { folder in
      let good = try trained(.standardize(per: .channel))
      try good.save(to: folder.path("good"))
      let file = try Safetensors(contentsOf: folder.path("good"))
      let text = try #require(file.metadata["fovea"])

      /// The line for the good file with a part of its description or its tensors replaced.
      func line(
        _ old: String, _ new: String, _ tensors: [(name: String, value: Tensor)]? = nil
      ) throws -> String {
        let changed = text.replacingOccurrences(of: old, with: new)
        #expect(changed != text || tensors != nil, "\(old) is not in \(text)")
        try Safetensors(tensors ?? file.tensors, metadata: ["fovea": changed])
          .write(to: folder.path("bad"))
        return folder.error { _ = try TrainedModel.load(folder.path("bad")) }
      }
      try Safetensors(file.tensors).write(to: folder.path("bare"))
      #expect(
        folder.error { _ = try TrainedModel.load(folder.path("bare")) }
          == "bare: expected a trained model, found tensors alone; "
          + "load best.safetensors of a training run")
      #expect(
        try line(text, "{").hasPrefix("bad: fovea: expected what this version of Fovea writes"))
      #expect(
        try line(text, "[[[[]]]]")
          .hasPrefix("bad: fovea: expected what this version of Fovea writes"))
      #expect(
        try line(text, String(repeating: "[", count: 100_000))
          .hasPrefix("bad: fovea: expected what this version of Fovea writes"))
      #expect(
        try line("\"format\":1", "\"format\":2")
          == "bad: format: expected 1, found 2; "
          + "the file was written by Fovea \(engineVersion), this is \(engineVersion)")
      #expect(
        try line("lenet5", "lenet6")
          == "bad: model: expected one of \(ModelCatalog.entries.map(\.name).joined(separator: ", ")), "
          + "found \"lenet6\"; "
          + "did you mean lenet5?")
      #expect(
        try line("[16,16,1]", "[4096,4096,1]")
          == "bad: picture: expected 3 extents from 1 to 65536, at most 4194304 numbers in all, "
          + "found [4096, 4096, 1]")
      #expect(
        try line("[16,16,1]", "[-16,16,1]")
          == "bad: picture: expected 3 extents from 1 to 65536, at most 4194304 numbers in all, "
          + "found [-16, 16, 1]")
      #expect(
        try line("[16,16,1]", "[20,20,1]")
          == "bad: classifier.0.weight of shape [144, 120] expected, found [64, 120]")
      #expect(try line("[16,16,1]", "[8,8,1]").hasPrefix("bad: "))
      #expect(
        try line("\"square\",", "")
          == "bad: classifier.4.weight of shape [84, 9] expected, found [84, 10]")
      #expect(
        try line("", "", file.tensors.filter { $0.name != "preprocessing.mean" })
          == "bad: preprocessing: mean: expected a tensor, found none; "
          + "the model's file is not whole")
      let broken = file.tensors.map {
        $0.name == "classifier.4.bias" ? ($0.name, Tensor(repeating: .nan, [10])) : $0
      }
      #expect(
        try line("", "", broken)
          == "bad: classifier.4.bias of finite numbers expected, found others; "
          + "the training had failed")
      try Safetensors([("model.x", Tensor(0))], metadata: ["fovea.checkpoint": "{}"])
        .write(to: folder.path("c"))
      #expect(
        folder.error { _ = try TrainedModel.load(folder.path("c")) }
          == "c: expected a trained model, found a checkpoint; "
          + "load best.safetensors of a training run")
    }
  }
}

/// The most memory that this process has held at a time, in bytes.
private func peakMemory() -> Int {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #else
    getrusage(CInt(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  #endif
}
