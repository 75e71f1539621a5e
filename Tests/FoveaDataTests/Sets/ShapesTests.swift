import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

@Suite struct ShapesTests {
  @Test func aPictureDoesNotDependOnTheNumberOfPicturesOrThreads() throws {
    let many = try Shapes(.train, count: 100).data
    let few = try Shapes(.train, count: 37).data
    expectSameBits(few.images, many.prefix(37).images)
    let drawn = try withThreads([1, 2, 5]) { _ in try Shapes(.train, count: 100).data.images }
    for images in drawn { expectSameBits(images, many.images) }
  }

  @Test func seedsAndSplitsGiveOtherPictures() throws {
    let images = try [
      Shapes(.train, count: 20), Shapes(.test, count: 20), Shapes(.validation, count: 20),
      Shapes(.train, count: 20, seed: 1),
    ].map { $0.data.images.elements }
    #expect(Set(images).count == 4)
  }

  @Test func classesTakeTurns() throws {
    let data = try Shapes(.test).data
    #expect(data.count == 2000 && data.imageShape == [28, 28, 1])
    #expect(data.labels.prefix(12) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    #expect(data.classNames[7] == "star")
    #expect(try Shapes(.train).count == 10_000)
  }

  @Test func sizeAndChannelsAreFree() throws {
    let data = try Shapes(.train, count: 11, size: 9, channels: 3).data
    #expect(data.images.shape == [11, 9, 9, 3])
    for (size, channels, count) in [
      (7, 1, 1), (28, 0, 1), (28, 17, 1), (1024, 16, 129), (28, 1, -1),
    ] {
      #expect(throws: DataError.self) {
        _ = try Shapes(.train, count: count, size: size, channels: channels)
      }
    }
  }

  /// The pictures themselves: a change of a formula, of the order of draws or of the generator shows here.
  @Test func drawsTheSamePicturesForEver() throws {
    let bytes = try Shapes(.train, count: 20).data.images.elements.map { Int($0 * 255 + 0.5) }
    // FNV-1a.
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    #expect(hash == 15_753_318_794_783_159_882)
  }

  @Test func outlinesAreWhereGeometrySays() {
    func distance(_ kind: Shapes.Kind, _ x: Float, _ y: Float) -> Float {
      ShapeOutline(kind, radius: 10, thickness: 4, phase: 0).distance(x, y)
    }
    #expect(distance(.circle, 6, 8) == 0 && distance(.circle, 0, 0) == -10)
    #expect(distance(.ring, 0, 10) == 0 && distance(.ring, 0, 6) == 0)
    #expect(distance(.ring, 8, 0) == -2 && distance(.ring, 0, 0) == 6)
    #expect(abs(distance(.square, 8.5, 3)) < 1e-5 && distance(.square, 0, 0) == -8.5)
    #expect(abs(distance(.square, 11.5, 12.5) - 5) < 1e-5)
    #expect(abs(distance(.frame, 0, 4.5)) < 1e-5 && distance(.frame, 0, 0) > 0)
    #expect(distance(.plus, 0, 9) == -1 && distance(.plus, 5, 5) == 3)
    #expect(abs(distance(.cross, 3, 3) + 2) < 1e-5 && distance(.cross, 0, 9) > 0)
    #expect(distance(.triangle, 0, -9.9) < 0 && distance(.triangle, 0, -10.1) > 0)
    #expect(abs(distance(.triangle, 0, 0) + 5) < 1e-5)
    #expect(distance(.star, 0, -9.9) < 0 && distance(.star, 0, 9) > 0)
    #expect(abs(distance(.star, 0, 4.2)) < 1e-5)
    // Stripes of 4 from -4 on: half of each period of 8 is inside.
    #expect(distance(.horizontal, 5, 4) == -2 && distance(.horizontal, 5, 0) == 2)
    #expect(distance(.vertical, 4, 5) == -2 && distance(.vertical, 0, 5) == 2)
    #expect(distance(.vertical, 12, 5) == 2)
  }
}
