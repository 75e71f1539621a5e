import Foundation
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

/// CIFAR's files in small: two pictures a class, all else as published.
@Suite struct CIFARTests {
  @Test func aPathToPublishedFilesIsRefused() throws {
    try withFolder { folder in
      for i in 1...5 { try folder.place("c10/data_batch_\(i).bin", [0]) }
      try folder.place("c10/test_batch.bin", [0])
      try folder.place("c100/cifar-100-binary/train.bin", [0])
      for (name, set) in [("c10", "cifar10"), ("c100", "cifar100")] {
        let line = folder.error { _ = try OwnDataSet.load(folder.url.path + "/" + name, .train) }
        #expect(
          line.hasPrefix("\(name): expected a data set of one's own, found the files of \(set); "))
      }
    }
  }

  private let ten = CIFAR10.files.small(train: 20, test: 20)

  /// A record whose byte at channel c, row y, column x is label + 7 c + 3 y + x.
  private func record(_ labels: [UInt8]) -> [UInt8] {
    labels
      + (0..<3072).map { i in
        UInt8(truncatingIfNeeded: Int(labels[0]) + 7 * (i / 1024) + 3 * (i % 1024 / 32) + i % 32)
      }
  }

  /// `count` CIFAR-10 records of classes 0, 1, ..., 9, 0, ...
  private func batch(_ first: Int, _ count: Int) -> [UInt8] {
    (first..<first + count).flatMap { record([UInt8($0 % 10)]) }
  }

  private func writeTen(_ folder: TestFolder) throws {
    for i in 0..<5 { _ = try folder.write("data_batch_\(i + 1).bin", batch(4 * i, 4)) }
    _ = try folder.write("test_batch.bin", batch(0, 20))
  }

  @Test func readsFiveBatchesAsPicturesOfThreeChannels() throws {
    try withFolder { folder in
      try writeTen(folder)
      let data = try ten.load(.train, folder: folder.url.path)
      #expect(data.count == 20 && data.imageShape == [32, 32, 3])
      #expect(data.labels == (0..<20).map { $0 % 10 })
      #expect(data.classNames[6] == "frog" && data.labelSafety?.mirror == .keepsClass)
      let picture = data.images(at: [13]).elements
      for (y, x, c) in [(0, 0, 0), (0, 1, 2), (5, 31, 1), (31, 31, 2)] {
        #expect(picture[(y * 32 + x) * 3 + c] == Scalar(3 + 7 * c + 3 * y + x) / 255)
      }
      #expect(try ten.load(.test, folder: folder.url.path).count == 20)
    }
  }

  @Test func looksInsideTheArchivesFolderToo() throws {
    try withFolder { folder in
      let inner = folder.url.appendingPathComponent("cifar-10-batches-bin")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
      try writeTen(TestFolder(url: inner))
      #expect(try ten.load(.train, folder: folder.url.path).count == 20)
    }
  }

  @Test func refusesOtherSizes() throws {
    try withFolder { folder in
      try writeTen(folder)
      func error(_ bytes: [UInt8]) throws -> String {
        _ = try folder.write("data_batch_2.bin", bytes)
        return folder.error { _ = try ten.load(.train, folder: folder.url.path) }
      }
      let whole = batch(4, 4)
      func line(_ found: String) -> String {
        "data_batch_2.bin: size: expected 12292 bytes for 4 pictures, as published, found \(found); "
          + "the file is cut short, damaged or of another data set"
      }
      let short = try error(whole.dropLast())
      #expect(short == line("12291"))
      let long = try error(whole + [0])
      #expect(long == line("12293"))
      let empty = try error([])
      #expect(empty == line("0"))
      // Compressed, sizes are known only once they are read, and no more is than there should be.
      let packedShort = try error(gzip(whole.dropLast()))
      #expect(packedShort == line("12291"))
      let packedLong = try error(gzip(whole + [UInt8](repeating: 0, count: 100_000)))
      #expect(packedLong == line("more"))
      let packed = try error(gzip(whole))
      #expect(packed == "no error")
    }
  }

  @Test func refusesClassesThatThereAreNot() throws {
    try withFolder { folder in
      try writeTen(folder)
      var bytes = batch(4, 4)
      bytes[2 * 3073] = 10
      _ = try folder.write("data_batch_2.bin", bytes)
      #expect(
        folder.error { _ = try ten.load(.train, folder: folder.url.path) }
          == "data_batch_2.bin: class of picture 2 (byte 6146): expected 0 ..< 10, found 10; "
          + "the file is damaged or of another data set")
    }
  }

  @Test func refusesOtherCountsThanThosePublished() throws {
    try withFolder { folder in
      try writeTen(folder)
      _ = try folder.write("data_batch_5.bin", batch(0, 4))
      let error = folder.error { _ = try ten.load(.train, folder: folder.url.path) }
      #expect(
        error.hasSuffix(
          "class 0 (airplane): expected 2 pictures, as published, found 3; "
            + "a file is damaged, of another data set or there twice"))
      try FileManager.default.removeItem(at: folder.url.appendingPathComponent("data_batch_4.bin"))
      #expect(
        folder.error { _ = try ten.load(.train, folder: folder.url.path) }
          .contains("expected data_batch_4.bin in this folder, found none; get CIFAR-10's binary"))
      // The published set itself: files of this size are not it.
      #expect(
        folder.error { _ = try CIFAR10(.test, folder: folder.url.path) }
          .contains("expected 30730000 bytes for 10000 pictures, as published, found 61460"))
      #expect(
        folder.error { _ = try CIFAR10(.validation, folder: folder.url.path) }
          .contains("split a share off the training data"))
    }
  }

  @Test func readsFineAndCoarseClasses() throws {
    try withFolder { folder in
      let records = (0..<200).flatMap { record([UInt8($0 % 100 / 5), UInt8($0 % 100)]) }
      _ = try folder.write("train.bin", records)
      let fine = CIFAR100.files("cifar100", wanted: 1).small(train: 200, test: 100)
      let coarse = CIFAR100.files("cifar100-coarse", wanted: 0).small(train: 200, test: 100)
      let data = try fine.load(.train, folder: folder.url.path)
      #expect(data.labels == (0..<200).map { $0 % 100 } && data.classCount == 100)
      #expect(data.classNames[39] == "keyboard" && data.classNames[99] == "worm")
      let groups = try coarse.load(.train, folder: folder.url.path)
      #expect(groups.labels == data.labels.map { $0 / 5 } && groups.classCount == 20)
      #expect(groups.name == "cifar100-coarse" && groups.classNames[14] == "people")

      // Fine class 7 in coarse class 1 first, in 2 later.
      var bytes = records
      bytes[107 * 3074] = 2
      _ = try folder.write("train.bin", bytes)
      #expect(
        folder.error { _ = try fine.load(.train, folder: folder.url.path) }
          == "train.bin: coarse class of picture 107: expected 1, as before with fine class 7, "
          + "found 2; the file is damaged or of another data set")
    }
  }
}

extension CIFARFiles {
  fileprivate func small(train: Int, test: Int) -> CIFARFiles {
    var files = self
    files.counts = (train, test)
    return files
  }
}
