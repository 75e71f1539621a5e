import Foundation
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

/// Pictures that are decoded when a batch wants them.
@Suite struct PictureFilesTests {
  private func options(_ change: (inout ReadingOptions) -> Void = { _ in }) -> ReadingOptions {
    var options = ReadingOptions()
    options.imageSize = 8
    change(&options)
    return options
  }

  /// Two classes of `count` pictures that differ in every pixel.
  private func fill(_ folder: TestFolder, _ count: Int) throws {
    for i in 0..<2 * count {
      let pixels = gradient(20 + i, 17, channels: 3).map { $0 &+ UInt8(3 * i) }
      try folder.place("train/\(i % 2)/\(i).jpg", jpeg(20 + i, 17, .color, pixels))
      try folder.placePicture("val/\(i % 2)/\(i).jpg")
    }
  }

  @Test func theMiddleSquareIsResized() throws {
    try withFolder { folder in
      // Red, then 10 x 10 green, then blue.
      let row = (0..<30).flatMap { x in (0..<3).map { UInt8($0 == x / 10 ? 200 : 0) } }
      let picture = Picture(
        width: 30, height: 10, channels: 3, bytes: (0..<10).flatMap { _ in row })
      for name in ["a", "b"] {
        for i in 0..<2 {
          try folder.place("\(name)/x\(i).png", [])
          try PNG.write(picture, to: folder.url.path + "/\(name)/x\(i).png")
        }
      }
      let data = try OwnDataSet.load(folder.url.path, .train, options())
      let green: [Scalar] = [0, Scalar(200) / 255, 0]
      #expect(data.images(at: [0]).elements == (0..<64).flatMap { _ in green })
      let grey = try OwnDataSet.load(folder.url.path, .train, options { $0.channels = 1 })
      #expect(grey.images(at: [1]).elements == (0..<64).map { _ in Scalar(117) / 255 })
      #expect(data.isDecodedOnDemand && data.badPictures.isEmpty)
      // A model that was trained on these is given the same when it is used.
      for set in [data, grey] {
        expectSameBits(try picture.tensor(fitting: set.imageShape), set.images(at: [0]))
      }
      // Of a model that is not square the whole.
      #expect(try picture.fitted(to: [1, 3, 3]).bytes == [200, 0, 0, 0, 200, 0, 0, 0, 200])
    }
  }

  /// A large JPEG is decoded in eighths, the same whoever wants it.
  @Test func aFileIsFittedAsTheSetsPicturesAre() throws {
    try withFolder { folder in
      let file = jpeg(70, 50, .color, gradient(70, 50, channels: 3))
      for name in ["a/1", "a/2", "b/1", "b/2"] { try folder.place("\(name).jpg", file) }
      for channels in [1, 3] {
        let data = try OwnDataSet.load(folder.url.path, .train, options { $0.channels = channels })
        let path = folder.url.path + "/b/1.jpg"
        let picture = try Picture(contentsOf: path, fitting: data.imageShape)
        expectSameBits(try picture.tensor(fitting: data.imageShape), data.images(at: [1]))
        #expect(try Picture(file, path, fitting: data.imageShape) == picture)
      }
      let wide = try Picture(contentsOf: folder.url.path + "/a/1.jpg", fitting: [10, 20, 3])
      #expect(wide.width == 20 && wide.height == 10)
    }
  }

  @Test func theBitsDoNotDependOnWorkersOrTheCache() throws {
    try withFolder { folder in
      try fill(folder, 20)
      let path = folder.url.path
      func batches(_ cacheBytes: Int) throws -> Batches {
        let data = try OwnDataSet.load(path, .train, options { $0.cacheBytes = cacheBytes })
        var random = RandomSource(seed: 3)
        let augmenter = try Augmenter(
          AugmentationRecipe("shift:2,flip,mixup"), seed: 5, fitting: data)
        return data.batches(of: 7, shuffledBy: &random).augmented(by: augmenter, epoch: 1)
      }
      let expected = try Array(batches(0))
      #expect(expected.count == 6)
      for (workers, cacheBytes) in [(0, 1 << 20), (1, 192 * 10), (3, 1 << 20), (3, 0)] {
        // Twice: the second time from the cache.
        let batches = try batches(cacheBytes)
        for _ in 0..<2 {
          let loader = BatchLoader(batches, workers: workers)
          for batch in expected {
            let loaded = try #require(loader.next())
            expectSameBits(loaded.images, batch.images)
            #expect(loaded.indices == batch.indices)
          }
        }
      }
      let images = try withThreads([1, 2, 5]) { _ in
        try OwnDataSet.load(path, .train, options()).images
      }
      for other in images { expectSameBits(other, images[0]) }
    }
  }

  @Test func theCacheIsBounded() throws {
    try withFolder { folder in
      try fill(folder, 10)
      var paths: [String] = []
      for i in 0..<20 { paths.append(folder.url.path + "/train/\(i % 2)/\(i).jpg") }
      // Other tests keep pictures too, so this looks at an upper bound only, and at none.
      let files = PictureFiles(paths, skipped: [], options { $0.cacheBytes = 5 * 192 })
      for i in 0..<20 { _ = files.bytes(i) }
      #expect(files.cachedCount <= 5)
      let none = PictureFiles(paths, skipped: [], options { $0.cacheBytes = 0 })
      for i in 0..<20 { #expect(none.bytes(i) == files.bytes(i)) }
      #expect(none.cachedCount == 0)
      let all = PictureFiles(paths, skipped: [], options())
      for i in 0..<20 { _ = all.bytes(i) }
      #expect(all.cachedCount == 20)
    }
  }

  /// Each kind of bad file, by its name, and a part of its line.
  private func placeBadFiles(_ folder: TestFolder) throws -> [(name: String, line: String)] {
    let good = jpeg(40, 30, .color, gradient(40, 30, channels: 3))
    func file(_ name: String, _ bytes: [UInt8], _ line: String) throws -> (String, String) {
      try folder.place("a/\(name)", bytes)
      return ("a/\(name)", line)
    }
    // What cannot be read, whoever reads.
    func link(_ name: String, _ line: String) throws -> (String, String) {
      let place = folder.url.appendingPathComponent("a/\(name)")
      try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: "nowhere")
      return ("a/\(name)", line)
    }
    try PNG.write(
      Picture(width: 30, height: 20, channels: 1, bytes: gradient(30, 20, channels: 1)),
      to: folder.place("a/whole.png", []))
    let png = try [UInt8](Data(contentsOf: folder.url.appendingPathComponent("a/whole.png")))
    var wide = png
    wide.replaceSubrange(16..<24, with: bigEndian(100_000) + bigEndian(1000))
    var huge = png
    huge.replaceSubrange(16..<24, with: [UInt8](repeating: 0xFF, count: 8))
    var tall = good
    let frame = try #require(good.indices.first { good[$0] == 0xFF && good[$0 + 1] == 0xC0 })
    tall.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
    var endless = Array(good[..<2])
    for _ in 0..<2000 { endless += [0xFF, 0xE5, 0, 2] }
    return try [
      file("cut.jpg", good.dropLast(30), "found a flaw (Premature end"),
      file("cut.png", png.dropLast(30), "found a flaw ("),
      file("empty.jpg", [], "expected a PNG or JPEG picture, found an empty file"),
      link("gone.jpg", "found no such file or directory"),
      file("headless.jpg", Array(good[..<20]), "header: expected the size of a JPEG picture"),
      file("headless.png", Array(png[..<20]), "header: expected the size of a PNG picture"),
      file("huge.png", huge, "pixels, found 4294967295 x 4294967295"),
      file("large.jpg", tall, "size: expected at most 67108864 pixels, found 65535 x 65535"),
      file("segments.jpg", endless + good.dropFirst(2), "header: expected the size of a JPEG"),
      file("text.jpg", Array("no picture".utf8), "expected a PNG or JPEG picture, found neither"),
      file("wide.png", wide, "size: expected at most 67108864 pixels, found 100000 x 1000"),
    ]
  }

  @Test func badPicturesAreRefusedOrLeftOut() throws {
    try withFolder { folder in
      let bad = try placeBadFiles(folder)
      for i in 0..<4 { try folder.placePicture("b/\(i).jpg") }
      try folder.placePicture("a/fine.jpg")
      // Something behind a picture does no harm.
      try folder.place("a/behind.jpg", flatJPEG(9, 9, 50) + [1, 2, 3, 4, 5, 6, 7, 8, 9])
      let path = folder.url.path
      let line = folder.error { _ = try OwnDataSet.load(path, .train, options()) }
      #expect(line.hasPrefix("a/cut.jpg: pixels: expected 40 x 30, 3 channels, found a flaw ("))
      #expect(line.contains("(10 more files are bad); "))
      #expect(line.hasSuffix("or leave bad pictures out by --bad-pictures skip"))

      let skipping = options { $0.badPictures = .skip }
      let train = try OwnDataSet.load(path, .train, skipping)
      let test = try OwnDataSet.load(path, .test, skipping)
      #expect(train.count + test.count == 7)
      let lines = train.badPictures.map { "\($0)".replacingOccurrences(of: path + "/", with: "") }
      #expect(lines.count == bad.count)
      for (found, expected) in zip(lines, bad) {
        #expect(found.hasPrefix(expected.name + ": ") && found.contains(expected.line), "\(found)")
      }
      // No less for a class of which nothing is left.
      #expect(test.badPictures == train.badPictures)
    }
  }

  @Test func damageInTheMiddleShowsWhenItIsDecoded() throws {
    try withFolder { folder in
      try fill(folder, 3)
      let path = folder.url.path
      // The end is there, what is compressed is not sound.
      let name = path + "/train/0/2.jpg"
      try PNG.write(
        Picture(width: 30, height: 20, channels: 1, bytes: gradient(30, 20, channels: 1)), to: name)
      var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: name)))
      // Before the check sum of the last pixels, 4 bytes, and the end, 12.
      for i in bytes.count - 22..<bytes.count - 16 { bytes[i] ^= 0xFF }
      try folder.place("train/0/2.jpg", bytes)
      let data = try OwnDataSet.load(path, .train, options())
      let batches = data.batches(of: 2)
      _ = batches[1]
      try data.checkPictures()
      let images = batches[0].images.elements
      #expect(images[192...].allSatisfy { $0 == Scalar(128) / 255 })
      try data.checkPictures(batches[1].indices)
      #expect(
        folder.error { try data.checkPictures(batches[0].indices) }
          .hasPrefix("train/0/2.jpg: pixels: expected 30 x 20, 1 channels, found a flaw ("))
      let line = folder.error { try data.subset([1]).checkPictures() }
      #expect(line.hasSuffix("; or leave bad pictures out by --bad-pictures skip"))
      // Nothing was passed over.
      #expect(data.badPictures.isEmpty)
      try data.subset([0, 2]).checkPictures()
      // Left out before anything is counted, and told by its name.
      let skipping = try OwnDataSet.load(path, .train, options { $0.badPictures = .skip })
      #expect(skipping.count == 5 && skipping.labels == [0, 0, 1, 1, 1])
      #expect(skipping.badPictures.count == 1)
      #expect("\(skipping.badPictures)".contains("train/0/2.jpg: pixels: expected 30 x 20"))
      try skipping.checkPictures()
      expectSameBits(skipping.images, data.subset([0, 2, 3, 4, 5]).images)
    }
  }

  @Test func whatChangesAClassIsAsTheOwnerSays() throws {
    try withFolder { folder in
      try fill(folder, 2)
      let path = folder.url.path
      #expect(try OwnDataSet.load(path, .train, options()).labelSafety == nil)
      let signs = try OwnDataSet.load(path, .train, options { $0.content = .signs })
      #expect(
        folder.error {
          try AugmentationRecipe("flip").check(for: signs.subset([0, 1]))
        }.contains("augmentation flip:0.5: expected pictures that keep their class, found a change")
      )
    }
  }

  @Test func unreadableFilesAreBad() throws {
    try withFolder { folder in
      let path = try folder.placePicture("a/1.jpg")
      #expect(PictureCheck.fault(path) == nil)
      #expect(
        PictureCheck.fault(path + "x")?.found == "no such file or directory")
      if getuid() != 0 {
        chmod(path, 0)
        #expect(PictureCheck.fault(path)?.found == "permission denied")
      }
    }
  }
}
