import FoveaData
import FoveaTensor
import TestSupport
import Testing

@Suite struct DataSetIDXTests {
  private func load(_ folder: TestFolder, _ images: [UInt8], _ labels: [UInt8]) throws -> DataSet {
    try DataSet(
      name: "set", split: .test, images: folder.write("images", images),
      labels: folder.write("labels", labels), classNames: ["a", "b", "c"])
  }

  @Test func readsPicturesAndLabels() throws {
    try withFolder { folder in
      let grey = try load(
        folder, idx([2, 1, 2], [0, 255, 51, 102]), gzip(idx([2], [2, 0])))
      #expect(grey.images.shape == [2, 1, 2, 1])
      #expect(grey.images.elements == [0, 1, 0.2, 0.4])
      #expect(grey.labels == [2, 0])
      let color = try load(folder, idx([1, 1, 1, 3], [1, 2, 3]), idx([1], [1]))
      #expect(color.imageShape == [1, 1, 3])
    }
  }

  @Test func refusesFilesThatDoNotBelongTogether() throws {
    try withFolder { folder in
      let images = idx([2, 1, 2], [0, 0, 0, 0])
      func error(_ images: [UInt8], _ labels: [UInt8]) -> String {
        folder.error { _ = try load(folder, images, labels) }
      }
      #expect(
        error(images, idx([3], [0, 1, 2]))
          == "labels: number of labels (bytes 4 to 7): expected 2 as there are pictures in images, "
          + "found 3; the two files do not belong together")
      #expect(
        error(images, idx([2], [0, 3]))
          == "labels: label 1 (byte 9): expected a class in 0 ..< 3, found 3; "
          + "the file is damaged or of another data set")
      #expect(
        error(images, images)
          == "labels: rank (byte 3): expected 1 dimension, found 3; is this a file of labels?")
      #expect(
        error(idx([2], [0, 1]), idx([2], [0, 1]))
          == "images: dimensions: expected pictures x height x width (x channels), none empty, "
          + "found 2; is this a file of pictures?")
      #expect(error(idx([2, 0, 5], []), idx([2], [0, 1])).contains("found 2 x 0 x 5"))
    }
  }
}
