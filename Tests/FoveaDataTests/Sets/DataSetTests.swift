import FoveaData
import FoveaTensor
import Testing

@Suite struct DataSetTests {
  /// Ten pictures of 2 x 3 with two channels; every byte of picture i is i times ten plus its place.
  static func small(_ split: DataSet.Split = .train) throws -> DataSet {
    try DataSet(
      name: "small", split: split, shape: [10, 2, 3, 2],
      bytes: (0..<120).map { UInt8($0 / 12 * 10 + $0 % 12) }, labels: (0..<10).map { $0 % 3 },
      classNames: ["a", "b", "c"])
  }

  @Test func bytesBecomeNumbersFromZeroToOne() throws {
    let bytes = (0...255).map { UInt8($0) }
    let data = try DataSet(
      name: "all", split: .train, shape: [1, 16, 16, 1], bytes: bytes, labels: [0],
      classNames: ["a"])
    #expect(data.images.shape == [1, 16, 16, 1])
    let expected = bytes.map { Scalar($0) / 255 }
    #expect(data.images.elements == expected)
    #expect(data.images.elements.last == 1)
  }

  @Test func picturesComeInTheOrderAskedFor() throws {
    let data = try Self.small()
    let images = data.images(at: [7, 0, 7])
    #expect(images.shape == [3, 2, 3, 2])
    let expected: [Scalar] = [70, 0, 70].flatMap { first in
      (0..<12).map { place in Scalar(first + place) / 255 }
    }
    #expect(images.elements == expected)
  }

  @Test func numbersAreUsedAsTheyAre() throws {
    let images = Tensor([2, 1, 2, 1], [-3, 0.5, 1000, 0])
    let data = try DataSet(
      name: "numbers", split: .train, images: images, labels: [1, 0], classNames: ["a", "b"])
    #expect(data.images(at: [1, 0]).elements == [1000, 0, -3, 0.5])
  }

  @Test func subsetsOfSubsetsFindTheirPictures() throws {
    let data = try Self.small()
    let part = data.subset([9, 4, 1, 8]).subset([3, 1]).prefix(5)
    #expect(part.count == 2)
    #expect(part.labels == [8 % 3, 4 % 3])
    #expect(part.images.elements == data.images(at: [8, 4]).elements)
    #expect(part.classNames == data.classNames && part.imageShape == data.imageShape)
  }

  @Test func validationPartAndRestAreTheWhole() throws {
    let data = try Self.small()
    let (train, validation) = data.split(validation: 0.3, seed: 5)
    #expect(train.count == 7 && validation.count == 3)
    #expect(train.split == .train && validation.split == .validation)
    func firstBytes(_ set: DataSet) -> [Int] {
      (0..<set.count).map { Int((set.images(at: [$0]).elements[0] * 255).rounded()) }
    }
    #expect((firstBytes(train) + firstBytes(validation)).sorted() == (0..<10).map { $0 * 10 })
    #expect(firstBytes(data.split(validation: 0.3, seed: 5).validation) == firstBytes(validation))
    let others = (6..<12).map { firstBytes(data.split(validation: 0.3, seed: $0).validation) }
    #expect(others.contains { $0 != firstBytes(validation) })
    #expect(data.split(validation: 0, seed: 1).train.count == 10)
  }

  @Test func refusesWhatDoesNotFitTogether() {
    func error(_ shape: Shape, _ bytes: Int, _ labels: [Int]) -> String {
      do {
        _ = try DataSet(
          name: "set", split: .train, shape: shape, bytes: [UInt8](repeating: 0, count: bytes),
          labels: labels, classNames: ["a", "b"])
        return "no error"
      } catch { return "\(error)" }
    }
    let pictures = "set: pictures: expected [pictures, height, width, channels], no picture empty, "
    #expect(error([2, 2, 2], 8, [0, 1]) == pictures + "found shape [2, 2, 2]")
    #expect(error([2, 0, 2, 1], 0, [0, 1]) == pictures + "found shape [2, 0, 2, 1]")
    #expect(error([2, 2, 2, 1], 7, [0, 1]) == pictures + "found shape [2, 2, 2, 1] and 7 bytes")
    #expect(error([2, 2, 2, 1], 8, [0]) == "set: labels: expected 2, one a picture, found 1")
    #expect(
      error([2, 2, 2, 1], 8, [0, 2]) == "set: label 1: expected a class in 0 ..< 2, found 2")
    #expect(
      error([2, 2, 2, 1], 8, [-1, 0]) == "set: label 0: expected a class in 0 ..< 2, found -1")
    #expect(error([0, 2, 2, 1], 0, []) == "no error")
  }
}
