import Foundation
import FoveaData
import FoveaTensor
import Testing

/// Facts about the real files, where they are installed.
@Suite struct PublishedSetsTests {
  private static let fashionIsHere =
    (try? FashionMNIST(.test)) != nil
  private static let digitsAreHere = (try? MNIST(.test)) != nil

  @Test(
    .enabled(
      if: fashionIsHere, "Fashion-MNIST is not installed: apt install dataset-fashion-mnist"))
  func fashionMNIST() throws {
    let train = try FashionMNIST(.train).data
    #expect(train.images(at: [0]).shape == [1, 28, 28, 1] && train.count == 60_000)
    #expect(train.labels.prefix(10) == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5])
    #expect(train.classNames[9] == "Ankle boot")
    #expect((0..<10).allSatisfy { c in train.labels.count { $0 == c } == 6000 })
    // The mean and the deviation that everybody normalises with.
    let statistics = try Standardize(fitting: train)
    #expect(abs(statistics.mean.elements[0] - 0.2860) < 0.00005)
    #expect(abs(statistics.deviation.elements[0] - 0.3530) < 0.00005)

    let test = try DataSets.named("fashion-mnist", .test)
    #expect(test.count == 10_000)
    #expect(test.labels.prefix(10) == [9, 2, 1, 1, 6, 1, 4, 6, 5, 7])
  }

  @Test(.enabled(if: digitsAreHere, "MNIST is not in FOVEA_DATA/mnist"))
  func mnist() throws {
    let train = try MNIST(.train).data
    #expect(train.count == 60_000)
    #expect(train.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    let statistics = try Standardize(fitting: train)
    #expect(abs(statistics.mean.elements[0] - 0.1307) < 0.00005)
    #expect(abs(statistics.deviation.elements[0] - 0.3081) < 0.00005)
    #expect(try MNIST(.test).data.labels.prefix(5) == [7, 2, 1, 0, 4])
  }
}
