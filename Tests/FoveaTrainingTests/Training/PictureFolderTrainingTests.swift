import Foundation
import FoveaData
import FoveaTraining
import TestSupport
import Testing

/// Training on pictures that are decoded meanwhile.
@Suite struct PictureFolderTrainingTests {
  /// Two classes of `count` pictures of 16 x 16.
  private func fill(_ folder: URL, _ part: String, _ count: Int) throws {
    for i in 0..<2 * count {
      let place = folder.appendingPathComponent("\(part)/\(i % 2)/\(i).jpg")
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      let pixels = gradient(16, 16, channels: 3).map { $0 / 2 &+ UInt8(i % 2 * 100 + i) }
      try Data(jpeg(16, 16, .color, pixels)).write(to: place)
    }
  }

  private func configuration(_ folder: URL) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.data = folder.path
    configuration.epochs = 1
    configuration.batchSize = 4
    configuration.reading = ReadingOptions()
    configuration.reading?.imageSize = 16
    return configuration
  }

  @Test func picturesForValidationAreNotTrainedWith() throws {
    try withTemporaryDirectory { folder in
      try fill(folder, "train", 6)
      try fill(folder, "val", 3)
      try fill(folder, "test", 2)
      let result = try Trainer(configuration(folder)).run()
      #expect(result.best?.validation?.count == 6 && result.test?.count == 4)
      var alone = configuration(folder)
      alone.validationShare = 0.25
      try FileManager.default.removeItem(at: folder.appendingPathComponent("test"))
      let divided = try Trainer(alone).run()
      #expect(divided.best?.validation?.count == 3 && divided.test?.count == 6)
    }
  }

  /// The model takes a file for what it took the same file for in the set, whatever its proportions.
  @Test func aModelIsUsedOnWhatItWasTrainedOn() throws {
    try withTemporaryDirectory { folder in
      for part in ["train", "val"] { try fill(folder, part, 3) }
      let wide = folder.appendingPathComponent("val/0/wide.png")
      try PNG.write(
        Picture(width: 40, height: 20, channels: 3, bytes: gradient(40, 20, channels: 3)),
        to: wide.path)
      // A large JPEG is decoded in eighths, which makes another picture of it.
      let large = folder.appendingPathComponent("val/0/zebra.jpg")
      try Data(jpeg(70, 70, .color, gradient(70, 70, channels: 3))).write(to: large)
      let result = try Trainer(configuration(folder)).run()
      let model = try #require(try result.model)
      let test = try configuration(folder).dataSet(.test)
      // By name, the last of class 0, of which there are three more.
      let expected = try model.predict(test.images(at: [3]))
      let picture = try Picture(contentsOf: wide.path)
      #expect(try model.predict([picture]) == expected)
      #expect(try model.predict([model.picture(contentsOf: wide.path)]) == expected)
      #expect(
        try model.predict([model.picture(contentsOf: large.path)])
          == model.predict(test.images(at: [4])))
      #expect(try model.picture(contentsOf: large.path) != Picture(contentsOf: large.path))
      let ensemble = try Ensemble([model])
      #expect(try ensemble.predict([picture]) == expected)
    }
  }

  /// A picture whose damage shows only when it is decoded ends the run by its name, or is passed over.
  @Test func damageInTheMiddleEndsTheRun() throws {
    try withTemporaryDirectory { folder in
      try fill(folder, "train", 6)
      try fill(folder, "val", 2)
      let bad = folder.appendingPathComponent("train/1/5.jpg")
      try PNG.write(
        Picture(width: 16, height: 16, channels: 3, bytes: gradient(16, 16, channels: 3)),
        to: bad.path)
      var bytes = try Data(contentsOf: bad)
      // Before the check sum of the last pixels, 4 bytes, and the end, 12.
      for i in bytes.count - 22..<bytes.count - 16 { bytes[i] ^= 0xFF }
      try bytes.write(to: bad)
      for preprocessing in [TrainingConfiguration.PreprocessingKind.none, .standardize] {
        var wrong = configuration(folder)
        wrong.preprocessing = preprocessing
        wrong.validationShare = 0
        #expect {
          let trainer = try Trainer(wrong)
          trainer.workers = 1
          _ = try trainer.run()
        } throws: {
          "\($0)".contains("train/1/5.jpg: pixels: expected 16 x 16, 3 channels, found a flaw")
        }
        wrong.reading?.badPictures = .skip
        let result = try Trainer(wrong).run()
        #expect(result.status == .finished)
        // It is not among the pictures of the epoch, nor does it count for the mean.
        let sound = try TrainingData(wrong)
        #expect(sound.train.count == 11 && sound.train.badPictures.count == 1)
      }
    }
  }
}
