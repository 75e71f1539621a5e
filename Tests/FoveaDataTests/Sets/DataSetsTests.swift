import FoveaData
import FoveaTensor
import TestSupport
import Testing

@Suite struct DataSetsTests {
  @Test func knowsItsNames() throws {
    #expect(
      DataSets.names == [
        "fashion-mnist", "mnist", "cifar10", "cifar100", "cifar100-coarse", "shapes",
      ])
    #expect(try DataSets.named("shapes", .test).name == "shapes")
  }

  @Test func suggestsTheNearestName() throws {
    let names = DataSets.names.joined(separator: ", ")
    try withFolder { folder in
      #expect(
        folder.error { _ = try DataSets.named("fashion-minst", .train) }
          == "data set: expected one of \(names), or a path, found \"fashion-minst\", which is no file or folder either; "
          + "did you mean fashion-mnist?")
      #expect(
        folder.error { _ = try DataSets.named("imagenet", .train) }
          == "data set: expected one of \(names), or a path, found \"imagenet\", which is no file or folder either"
      )
    }
  }

  @Test func looksInTheGivenFolderOnly() throws {
    try withFolder { folder in
      #expect(
        folder.error {
          _ = try DataSets.named("fashion-mnist", .train, folder: folder.url.path + "/x")
        }
          == "x: expected the folder with fashion-mnist's files, found no such folder; "
          + "apt install dataset-fashion-mnist, or name its folder by --data-folder")
      #expect(
        folder.error { _ = try DataSets.named("shapes", .train, folder: "x") }
          == "shapes: expected no folder, as its pictures are drawn, found x; leave --data-folder out"
      )
      _ = try folder.write("t10k-images.idx3-ubyte", idx([1, 1, 1], [0]))
      #expect(
        folder.error { _ = try MNIST(.test, folder: folder.url.path) }.hasSuffix(
          "expected t10k-labels-idx1-ubyte.gz or t10k-labels-idx1-ubyte in this folder, found none; "
            + "name its folder by --data-folder, or the one above by FOVEA_DATA"))
    }
  }

  @Test func comparesWithThePublishedCounts() throws {
    try withFolder { folder in
      _ = try folder.write(
        "t10k-images-idx3-ubyte", idx([2, 28, 28], [UInt8](repeating: 0, count: 1568)))
      _ = try folder.write("t10k-labels-idx1-ubyte", idx([2], [0, 9]))
      #expect(
        folder.error { _ = try MNIST(.test, folder: folder.url.path) }
          == "t10k-images-idx3-ubyte: dimensions (from byte 4): "
          + "expected 10000 x 28 x 28, as published, found 2 x 28 x 28; "
          + "the file is of another data set")
    }
  }

  /// What a file announces is compared before its elements are read, of which there are none here.
  @Test func filesThatAnnounceTooMuchAreNotRead() throws {
    try withFolder { folder in
      func line(_ images: [Int], _ labels: [Int]) throws -> String {
        _ = try folder.write("t10k-images-idx3-ubyte", gzip(idx(images, [])))
        _ = try folder.write("t10k-labels-idx1-ubyte", gzip(idx(labels, [])))
        return folder.error { _ = try MNIST(.test, folder: folder.url.path) }
      }
      let images = try line([10_000, 280, 280], [10_000])
      #expect(
        images
          == "t10k-images-idx3-ubyte: dimensions (from byte 4): "
          + "expected 10000 x 28 x 28, as published, found 10000 x 280 x 280; "
          + "the file is of another data set")
      let labels = try line([10_000, 28, 28], [2_000_000_000])
      #expect(
        labels
          == "t10k-labels-idx1-ubyte: dimensions (from byte 4): "
          + "expected 10000, as published, found 2000000000; the file is of another data set")
    }
  }

  @Test func publishedSetsHaveNoValidationPart() throws {
    try withFolder { folder in
      #expect(
        folder.error { _ = try MNIST(.validation) }
          == "mnist: expected the train or test split, found validation; "
          + "split a share off the training data")
    }
  }
}
