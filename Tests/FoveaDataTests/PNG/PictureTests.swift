import FoveaData
import FoveaTensor
import Testing

@Suite struct PictureTests {
  private func grey(_ width: Int, _ height: Int, _ bytes: [UInt8]) -> Picture {
    Picture(width: width, height: height, channels: 1, bytes: bytes)
  }

  @Test func greyWeighsTheColors() {
    let color = Picture(
      width: 2, height: 2, channels: 3,
      bytes: [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9])
    // 0.299, 0.587 and 0.114 of 255.
    #expect(color.grey == grey(2, 2, [76, 150, 29, 9]))
    #expect(color.grey.color.bytes == [76, 76, 76, 150, 150, 150, 29, 29, 29, 9, 9, 9])
    #expect(color.color == color)
  }

  @Test func shrinkingAveragesAreas() {
    let picture = grey(4, 2, [10, 20, 30, 40, 50, 60, 70, 80])
    #expect(picture.resized(width: 2, height: 1) == grey(2, 1, [35, 55]))
    #expect(picture.resized(width: 1, height: 1) == grey(1, 1, [45]))
    // Each of three pixels covers 4/3 of the old ones: (10 + 20/3) / (4/3) = 12.5, and so on.
    #expect(
      grey(4, 1, [10, 20, 30, 40]).resized(width: 3, height: 1) == grey(3, 1, [13, 25, 38]))
  }

  @Test func growingInterpolates() {
    #expect(
      grey(2, 1, [0, 100]).resized(width: 4, height: 1) == grey(4, 1, [0, 25, 75, 100]))
    #expect(grey(1, 1, [7]).resized(width: 3, height: 2) == grey(3, 2, [7, 7, 7, 7, 7, 7]))
    // Each axis by itself: wider and less high.
    #expect(
      grey(2, 2, [0, 100, 20, 200]).resized(width: 4, height: 1)
        == grey(4, 1, [10, 45, 115, 150]))
  }

  @Test func keepsChannelsApart() {
    let picture = Picture(width: 2, height: 1, channels: 3, bytes: [0, 100, 200, 10, 120, 230])
    #expect(
      picture.resized(width: 1, height: 1)
        == Picture(width: 1, height: 1, channels: 3, bytes: [5, 110, 215]))
  }

  @Test func extremesStayExact() {
    let white = grey(7, 5, [UInt8](repeating: 255, count: 35))
    for (width, height) in [(7, 5), (3, 2), (20, 31), (5, 9)] {
      #expect(white.resized(width: width, height: height).bytes.allSatisfy { $0 == 255 })
    }
  }

  @Test func fitsAModelsInput() throws {
    let picture = Picture(
      width: 3, height: 1, channels: 3, bytes: [255, 0, 0, 255, 255, 255, 0, 0, 0])
    // The middle square of a square model, the whole of others.
    let grey = try picture.tensor(fitting: [2, 2, 1])
    #expect(grey.shape == [1, 2, 2, 1] && grey.elements == [1, 1, 1, 1])
    let color = try picture.tensor(fitting: [2, 1, 3])
    #expect(color.shape == [1, 2, 1, 3])
    let mean: [Scalar] = [Scalar(170) / 255, Scalar(85) / 255, Scalar(85) / 255]
    #expect(color.elements == mean + mean)
    #expect(try picture.fitted(to: [1, 3, 3]) == picture)
    for shape: Shape in [[28, 28], [28, 28, 2], [0, 28, 1], [4]] {
      #expect(throws: ShapeError.self) { _ = try picture.tensor(fitting: shape) }
    }
  }

  @Test func aTensorBecomesAPicture() throws {
    let values: [Scalar] = [-1, 0, 0.5, 1, 2, .nan]
    #expect(Picture(Tensor([2, 3, 1], values)).bytes == [0, 0, 128, 255, 255, 0])
    #expect(Picture(Tensor([1, 2, 1], [-2, 0]), range: -2...2).bytes == [0, 128])
    // Bytes survive the way there and back.
    let data = try Shapes(.train, count: 3).data
    let picture = data.picture(at: 2)
    #expect(picture.width == 28 && picture.channels == 1)
    #expect(try picture.tensor(fitting: [28, 28, 1]).elements == data.images(at: [2]).elements)
  }
}
