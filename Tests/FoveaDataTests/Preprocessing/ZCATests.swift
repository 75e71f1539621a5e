import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

@Suite struct ZCATests {
  private let shapes: DataSet

  init() throws { shapes = try Shapes(.train, count: 300, size: 8).data }

  /// The covariance of whitened data in double precision.
  private func covariance(_ images: Tensor) -> [[Double]] {
    let (n, d) = (images.shape[0], images.count / images.shape[0])
    let x = images.elements.map { Double($0) }
    let means = (0..<d).map { j in (0..<n).reduce(0.0) { $0 + x[$1 * d + j] } / Double(n) }
    return (0..<d).map { i in
      (0...i).map { j in
        (0..<n).reduce(0.0) { $0 + (x[$1 * d + i] - means[i]) * (x[$1 * d + j] - means[j]) }
          / Double(n - 1)
      }
    }
  }

  @Test func pixelsBecomeUncorrelatedWithVarianceOne() throws {
    let zca = try ZCA(fitting: shapes, epsilon: 1e-6)
    let white = zca(shapes.images)
    #expect(white.shape == shapes.images.shape)
    for (i, row) in covariance(white).enumerated() {
      for (j, value) in row.enumerated() {
        // Epsilon takes 1e-6 of the least variances, 1e-3 or so; the rest is rounding of 64 products of numbers
        // that the whitening enlarges thirtyfold.
        #expect(abs(value - (i == j ? 1 : 0)) < 5e-3)
      }
    }
  }

  /// Of all whitenings the one that changes pictures least: its matrix is symmetric, and pixels stay pixels.
  @Test func aWhitePictureIsStillInPlace() throws {
    let zca = try ZCA(fitting: shapes)
    expectClose(zca.whitening, zca.whitening.transposed(), reduction: 64)
    // Each pixel's weight on itself is the greatest of its row.
    for i in 0..<64 {
      let row = (0..<64).map { abs(zca.whitening[i, $0]) }
      #expect(row[i] == row.max())
    }
  }

  @Test func theInverseGivesThePicturesBack() throws {
    let zca = try ZCA(fitting: shapes)
    // 64 products each way; the greatest factor is 1 / sqrt(0.1).
    expectClose(zca.inverse(zca(shapes.images)), shapes.images, reduction: 64 * 8, scale: 1)
  }

  /// With fewer pictures than pixels some axes are unknown: there nothing varies, and epsilon alone decides.
  @Test func fewerPicturesThanPixelsWillDo() throws {
    let few = shapes.prefix(20)
    let zca = try ZCA(fitting: few, epsilon: 0.25)
    #expect(zca.pca.components.shape[0] == 20)
    expectClose(zca.inverse(zca(shapes.images)), shapes.images, reduction: 64 * 8, scale: 1)
    // A direction that no picture varies in is divided by the root of epsilon: 2 times as large.
    var random = TestRandom("zca")
    let direction = random.uniform([1, 64])
    let axes = zca.pca.components
    let inside = direction.matmul(axes, transposeOther: true).matmul(axes)
    let outside = direction - inside
    let mean = zca.pca.mean.reshaped(1, 8, 8, 1)
    let result = zca(outside.reshaped(1, 8, 8, 1) + mean).reshaped(1, 64)
    expectClose(result, outside * 2, reduction: 64 * 4)
  }

  @Test func refusesAnEpsilonOfNothing() throws {
    try withFolder { folder in
      #expect(
        folder.error { _ = try ZCA(fitting: shapes, epsilon: 0) }
          == "ZCA: epsilon: expected a number above 0, found 0.0")
    }
  }
}

@Suite struct PixelCorrelationTests {
  @Test func blocksThatGoTogetherAreOneAndThoseThatGoAgainstEachOtherMinusOne() throws {
    // Four quarters: the first two the same, the third the opposite, the fourth constant.
    var random = TestRandom("correlation")
    let levels = random.uniform([50], 0...1).elements
    let pixels = levels.flatMap { x -> [Scalar] in
      let (a, b) = ([x, x], [1 - x, 0.5])
      return [a[0], a[0], a[1], a[1], a[0], a[0], a[1], a[1]]
        + [b[0], b[0], b[1], b[1], b[0], b[0], b[1], b[1]]
    }
    let data = try DataSet(
      name: "quarters", split: .train, images: Tensor([50, 4, 4, 1], pixels),
      labels: [Int](repeating: 0, count: 50), classNames: ["x"])
    let correlation = try PixelCorrelation(fitting: data, blocksPerSide: 2)
    #expect(correlation.blocks == (2, 2))
    let matrix = correlation.matrix
    for (i, j, expected) in [(0, 0, 1.0), (0, 1, 1), (1, 0, 1), (0, 2, -1), (2, 1, -1), (2, 2, 1)] {
      let value = try #require(matrix[i][j])
      #expect(abs(value - expected) < 1e-6)
    }
    #expect(matrix[3].allSatisfy { $0 == nil } && matrix[0][3] == nil)
  }

  @Test func isFittedOnTrainingDataOnly() throws {
    let test = try Shapes(.test, count: 20).data
    #expect(throws: DataError.self) { _ = try PixelCorrelation(fitting: test) }
  }
}
