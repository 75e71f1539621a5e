import Foundation
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

/// IDX files of any set that is named as MNIST's.
@Suite struct IDXFolderTests {
  /// Pictures of 1 x 2 whose first byte is their label.
  private func place(
    _ folder: TestFolder, _ part: String, _ labels: [UInt8], gzipped: Bool = false
  ) throws {
    func write(_ name: String, _ bytes: [UInt8]) throws {
      _ = try gzipped ? folder.write(name + ".gz", gzip(bytes)) : folder.write(name, bytes)
    }
    try write(
      "\(part)-images-idx3-ubyte", idx([labels.count, 1, 2], labels.flatMap { [$0, 255] }))
    try write("\(part)-labels-idx1-ubyte", idx([labels.count], labels))
  }

  @Test(arguments: [
    ("train", "t10k", false), ("train", "t10k", true),
    ("emnist-letters-train", "emnist-letters-test", true),
  ]) func picturesAndLabelsAreReadByTheirNames(
    _ train: String, _ test: String, _ gzipped: Bool
  ) throws {
    try withFolder { folder in
      try place(folder, train, [1, 26, 3], gzipped: gzipped)
      try place(folder, test, [26, 26], gzipped: gzipped)
      let data = try DataSets.named(folder.url.path, .train)
      // Of letters there is no class 0.
      #expect(data.classNames == ["1", "3", "26"] && data.labels == [0, 2, 1])
      #expect(data.imageShape == [1, 2, 1])
      #expect(data.images.elements == [1, 255, 26, 255, 3, 255].map { $0 / 255 })
      let held = try DataSets.named(folder.url.path, .test)
      #expect(held.labels == [2, 2] && held.split == .test && !held.isDivided)
    }
  }

  @Test func withoutATestFileAShareIsSetAside() throws {
    try withFolder { folder in
      try place(folder, "train", [0, 1, 0, 1])
      #expect(try DataSets.named(folder.url.path, .train).labels.sorted() == [0, 1])
      #expect(try DataSets.named(folder.url.path, .test).isDivided)
    }
  }

  @Test func whatDoesNotBelongTogetherIsALine() throws {
    try withFolder { folder in
      func line(_ split: DataSet.Split = .train) -> String {
        folder.error { _ = try DataSets.named(folder.url.path, split) }
          .replacingOccurrences(of: folder.url.path, with: "DIR")
      }
      try place(folder, "other", [0, 1])
      #expect(
        line() == "DIR: expected a file of pictures with \"train\" in its name, found "
          + "other-images-idx3-ubyte; name it as MNIST's, train-images-idx3-ubyte")
      try place(folder, "train", [4, 4])
      #expect(line().contains("labels: expected 2 different ones or more, found 1"))
      try place(folder, "train", [4, 5])
      try place(folder, "t10k", [5, 6])
      #expect(line() == "no error")
      #expect(
        line(.test)
          == "t10k-labels-idx1-ubyte: label 1 (byte 9): expected a class among the 2 to train with, "
          + "found 6; the file is damaged or of another data set")
      #expect(line(.validation).contains("expected the train or test split"))
      try place(folder, "emnist-train", [4, 5])
      #expect(
        line()
          == "DIR: expected one file of pictures to train with, found emnist-train-images-idx3-ubyte, "
          + "train-images-idx3-ubyte; put each data set into a folder of its own")
    }
    try withFolder { folder in
      _ = try folder.write("train-images-idx3-ubyte", idx([1, 1, 1], [0]))
      #expect(
        folder.error { _ = try DataSets.named(folder.url.path, .train) }.hasSuffix(
          "expected train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz in this folder, found none"
        ))
    }
  }
}
