import FoveaBLAS
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

@Suite struct PCATests {
  /// The covariance matrix by its definition, in double precision.
  private func covariance(_ rows: Tensor) -> [[Double]] {
    let (n, d) = (rows.shape[0], rows.count / rows.shape[0])
    let x = rows.elements.map { Double($0) }
    let means = (0..<d).map { j in (0..<n).reduce(0) { $0 + x[$1 * d + j] } / Double(n) }
    return (0..<d).map { i in
      (0..<d).map { j in
        var sum = 0.0
        for row in 0..<n { sum += (x[row * d + i] - means[i]) * (x[row * d + j] - means[j]) }
        return sum / Double(n - 1)
      }
    }
  }

  /// Correlated columns of very different spread.
  private func correlated(_ n: Int, _ d: Int, _ stream: String = #function) -> Tensor {
    var random = TestRandom(stream)
    let noise = random.uniform([n, d]).elements
    return Tensor(
      [n, d],
      (0..<n * d).map { i in
        let (row, column) = (i / d, i % d)
        let left = column > 0 ? noise[row * d + column - 1] : 0
        return (noise[i] + left) * Scalar(column + 1) + Scalar(column)
      })
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func rows(_ matrix: Tensor) -> [[Double]] {
    let (width, elements) = (matrix.shape[1], matrix.elements)
    return (0..<matrix.shape[0]).map { i in
      elements[i * width..<(i + 1) * width].map { Double($0) }
    }
  }

  @Test func findsTheAxesOfFourPoints() throws {
    // Around (10, 20): far apart along (3, 4), near along (4, -3).
    let points = Tensor([4, 2], [16, 28, 4, 12, 12, 18.5, 8, 21.5])
    let pca = try PCA(fitting: points)
    expectClose(pca.mean, Tensor([2], [10, 20]))
    // 2 * 10^2 / 3 and 2 * 2.5^2 / 3.
    expectClose(pca.explainedVariance[0], 200.0 / 3, reduction: 8)
    expectClose(pca.explainedVariance[1], 12.5 / 3, reduction: 8)
    expectClose(pca.totalVariance, 212.5 / 3, reduction: 8)
    expectClose(pca.explainedVarianceShare[0], 200 / 212.5, reduction: 8)
    expectClose(pca.components, Tensor([2, 2], [0.6, 0.8, 0.8, -0.6]), reduction: 8)
    expectClose(
      pca.transform(points), Tensor([4, 2], [10, 0, -10, 0, 0, 2.5, 0, -2.5]), reduction: 32)
  }

  @Test(arguments: [(40, 1), (60, 7), (9, 8), (8, 8), (5, 12), (2, 3)])
  func diagonalisesTheCovariance(_ n: Int, _ d: Int) throws {
    let data = correlated(n, d, "\(n) x \(d)")
    let pca = try PCA(fitting: data)
    let matrix = covariance(data)
    let components = rows(pca.components)
    #expect(components.count == min(n, d))
    let largest = pca.explainedVariance[0]
    for (i, v) in components.enumerated() {
      let image = matrix.map { dot($0, v) }
      for (a, b) in zip(image, v) {
        expectClose(a, pca.explainedVariance[i] * b, reduction: 4 * d, scale: largest)
      }
      for (j, w) in components.enumerated() {
        expectClose(dot(v, w), i == j ? 1 : 0, reduction: d, scale: 1)
      }
      // The sign: the greatest is positive.
      #expect(abs(v.min() ?? 0) <= (v.max() ?? 0) * (1 + 1e-6))
    }
    #expect(pca.explainedVariance == pca.explainedVariance.sorted(by: >))
    let trace = (0..<d).reduce(0) { $0 + matrix[$1][$1] }
    expectClose(pca.explainedVariance.reduce(0, +), trace, reduction: d)
    expectClose(pca.totalVariance, trace, reduction: d)
  }

  @Test func covarianceAddsUpTilesAndBlocks() throws {
    // Two tiles a side and two blocks of rows, against one syrk over everything.
    let shapes = try Shapes(.train, count: 8000, size: 17).data
    let rows = try Rows(trainingOn: shapes)
    let (n, d) = (8000, 289)
    let means = try rows.means()
    let found = FoveaData.covariance(of: rows, around: means)
    let x = shapes.images.elements
    let centred = x.indices.map { Double(x[$0]) - means[$0 % d] }
    var expected = [Double](repeating: 0, count: d * d)
    BLAS.syrk(
      .lower, .yes, n: d, k: n, alpha: 1 / Double(n - 1), a: centred, lda: d, c: &expected, ldc: d)
    var worst = 0.0
    for i in 0..<d {
      for j in 0...i { worst = max(worst, abs(found[i * d + j] - expected[i * d + j])) }
    }
    // 8000 additions of numbers below 1 in double precision, divided by as many.
    #expect(worst < 1e-15 * 100)
    #expect(expected[0] > 0.001)
  }

  @Test(arguments: [0.0, 0.5])
  func whiteningGivesUnitCovariance(_ epsilon: Double) throws {
    let data = correlated(200, 9)
    let pca = try PCA(fitting: data, whitening: true, epsilon: epsilon)
    let matrix = covariance(pca.transform(data))
    for i in 0..<9 {
      for j in 0..<9 {
        let variance = pca.explainedVariance[i]
        let expected = i == j ? variance / (variance + epsilon) : 0
        #expect(abs(matrix[i][j] - expected) < 1e-4)
      }
    }
    expectClose(pca.inverse(pca.transform(data)), data, reduction: 200)
  }

  @Test func whiteningOfPicturesGivesUnitCovariance() throws {
    // The corners of these pictures vary by noise alone.
    let data = try Shapes(.train, count: 2000, size: 10).data
    let matrix = covariance(
      try PCA(fitting: data, whitening: true).transform(data.images))
    var worst = 0.0
    for i in 0..<100 {
      for j in 0..<100 { worst = max(worst, abs(matrix[i][j] - (i == j ? 1 : 0))) }
    }
    #expect(worst < 1e-4)
  }

  @Test func columnsWithoutVarianceStayFinite() throws {
    // Column 1 is constant; column 3 is column 0 again.
    var random = TestRandom(#function)
    let noise = random.uniform([50, 2]).elements
    var elements: [Scalar] = []
    for i in 0..<50 { elements += [noise[2 * i], 7, noise[2 * i + 1], noise[2 * i]] }
    let data = Tensor([50, 4], elements)
    let pca = try PCA(fitting: data, whitening: true)
    let result = pca.transform(data)
    let matrix = covariance(result)
    for i in 0..<4 { #expect(abs(matrix[i][i] - (i < 2 ? 1 : 0)) < 1e-4) }
    // A picture that differs where the training data never did.
    let other = pca.transform(Tensor([1, 4], [0, 1000, 0, 0]))
    #expect(other.elements.allSatisfy { abs($0) < 100 })
    expectClose(pca.inverse(result), data, reduction: 50)

    let constant = try PCA(fitting: Tensor(repeating: 3, [5, 2]), components: 0.9, whitening: true)
    #expect(constant.explainedVarianceShare.allSatisfy { $0 == 0 })
    #expect(constant.transform(Tensor([1, 2], [3, 4])).elements.allSatisfy { $0 == 0 })
  }

  @Test func inverseOfSomeComponentsIsTheNearestPoint() throws {
    let data = correlated(80, 6)
    for whitening in [false, true] {
      let pca = try PCA(fitting: data, components: 3, whitening: whitening)
      let nearest = pca.inverse(pca.transform(data))
      // What is lost is at right angles to what was kept, and has the variance of the rest.
      let lost = zip(rows(data), rows(nearest)).map { (point, near) -> [Double] in
        zip(point, near).map { $0 - $1 }
      }
      for residual in lost {
        for component in rows(pca.components) {
          expectClose(dot(residual, component), 0, reduction: 40, scale: 20)
        }
      }
      let variance = lost.reduce(0) { $0 + dot($1, $1) } / 79
      let rest = pca.totalVariance - pca.explainedVariance.reduce(0, +)
      expectClose(variance, rest, reduction: 100, scale: pca.totalVariance)
    }
  }

  @Test func picturesComeBackAsPictures() throws {
    let data = try Shapes(.train, count: 60, size: 8, channels: 3).data
    let pca = try PCA(fitting: data, components: 10)
    #expect(pca.transform(data.images).shape == [60, 10])
    #expect(pca.inverse(pca.transform(data.images)).shape == [60, 8, 8, 3])
    #expect(try pca.outputShape(for: [8, 8, 3]) == [10])
  }

  @Test func keepsWhatIsAskedFor() throws {
    let data = correlated(80, 6)
    let shares = try PCA(fitting: data).explainedVarianceShare
    #expect(abs(shares.reduce(0, +) - 1) < 1e-5)
    #expect(try PCA(fitting: data, components: 2).explainedVariance.count == 2)
    for kept in 1...6 {
      // Half of the last of them is needed as well.
      let share = shares[..<(kept - 1)].reduce(0, +) + shares[kept - 1] / 2
      #expect(try PCA(fitting: data, components: .share(share)).components.shape == [kept, 6])
    }
    #expect(try PCA(fitting: data, components: .share(1)).components.shape == [6, 6])
    // The share of the total, whatever is kept.
    expectClose(try PCA(fitting: data, components: 1).explainedVarianceShare[0], shares[0])
  }

  @Test func refusesWhatTheDataDoNotGive() throws {
    let data = correlated(80, 6)
    try withFolder { folder in
      func error(_ data: Tensor, _ components: PCA.Components) -> String {
        folder.error { _ = try PCA(fitting: data, components: components) }
      }
      #expect(error(data, 7) == "PCA: components: expected 1 to 6, found 7")
      #expect(error(data, 0) == "PCA: components: expected 1 to 6, found 0")
      #expect(
        error(data, 1.5)
          == "PCA: components: expected a share of the variance above 0 and up to 1, found 1.5")
      #expect(error(correlated(1, 6), .all) == "PCA: expected 2 rows or more, found 1")
    }
  }

  @Test(arguments: [("all", PCA.Components.all), ("50", 50), ("0.95", 0.95), ("1.0", .share(1))])
  func componentsReadAsText(_ text: String, _ components: PCA.Components) {
    #expect(PCA.Components(text) == components)
    #expect("\(components)" == text)
  }

  @Test(arguments: ["", "most", "nan", "5x"])
  func noComponentsInOtherText(_ text: String) { #expect(PCA.Components(text) == nil) }
}
