import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

@Suite struct AugmenterTests {
  private let shapes: DataSet
  private static let everything =
    "shift:2,flip,rotate:7,scale,shear:5,vflip,contrast,brightness,noise,erase,cutout:4,mixup,cutmix"

  init() throws { shapes = try Shapes(.train, count: 60, size: 14).data }

  private func augmenter(
    _ text: String, seed: UInt64 = 3, _ data: DataSet? = nil
  ) throws -> Augmenter {
    try Augmenter(AugmentationRecipe(text), seed: seed, fitting: data ?? shapes)
  }

  /// A set of grey pictures all of whose pixels are the picture's number.
  private func plain(_ count: Int, channels: Int = 1, size: Int = 10) throws -> DataSet {
    let pixels = size * size * channels
    return try DataSet(
      name: "plain", split: .train,
      images: Tensor(
        [count, size, size, channels],
        (0..<count * pixels).map { Scalar($0 / pixels) }),
      labels: (0..<count).map { $0 % 4 }, classNames: ["a", "b", "c", "d"])
  }

  // MARK: The same pictures, however they are asked for.

  @Test func aPictureDependsOnSeedEpochAndPlaceAlone() throws {
    let all = try augmenter(Self.everything)
    let indices = [5, 41, 0, 17, 33, 8, 59]
    let (images, targets, labels) = all.pictures(of: shapes, at: indices, epoch: 2)
    let size = shapes.imageShape.count
    for (row, index) in indices.enumerated() {
      let (alone, target, label) = all.pictures(of: shapes, at: [index], epoch: 2)
      #expect(alone.elements == Array(images.elements[row * size..<(row + 1) * size]))
      let classes = shapes.classCount
      #expect(
        target?.elements == Array(targets?.elements[row * classes..<(row + 1) * classes] ?? []))
      #expect(label == [labels[row]])
    }
    let other = all.pictures(of: shapes, at: indices, epoch: 3).images
    #expect(other.elements != images.elements)
    let seed = try augmenter(Self.everything, seed: 4).pictures(of: shapes, at: indices, epoch: 2)
    #expect(seed.images.elements != images.elements)
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    let all = try augmenter(Self.everything)
    let results = withThreads([1, 2, 5]) { _ in
      all.pictures(of: shapes, at: Array(0..<60), epoch: 1).images
    }
    for result in results { expectSameBits(result, results[0]) }
  }

  @Test func withoutStepsPicturesAreAsTheyAre() throws {
    let none = try augmenter("none")
    let (images, targets, labels) = none.pictures(of: shapes, at: [3, 9], epoch: 0)
    expectSameBits(images, shapes.images(at: [3, 9]))
    #expect(targets == nil && labels == [3, 9])
  }

  // MARK: What the steps do.

  @Test func aFlipIsAPictureOrItsMirrorImage() throws {
    let (images, _, _) = try augmenter("flip:0.3").pictures(of: shapes, at: Array(0..<60), epoch: 0)
    let before = shapes.images
    var mirrored = 0
    for i in 0..<60 {
      let same = (0..<14).allSatisfy { images[i, 5, $0, 0] == before[i, 5, $0, 0] }
      let mirror = (0..<14).allSatisfy { images[i, 5, $0, 0] == before[i, 5, 13 - $0, 0] }
      #expect(same || mirror)
      mirrored += same ? 0 : 1
    }
    // Binomial of 60 and 0.3: mean 18, deviation 3.5.
    #expect((4...32).contains(mirrored))
  }

  @Test func noiseHasItsDeviationAndNoMean() throws {
    let data = try plain(40, size: 20)
    let noise = try augmenter("noise:0.3", data).pictures(of: data, at: Array(0..<40), epoch: 0)
      .images
    let values = (noise - data.images).elements.map { Double($0) }
    let mean = values.reduce(0, +) / 16000
    let deviation = (values.reduce(0) { $0 + $1 * $1 } / 16000).squareRoot()
    // The mean's deviation is 0.3 / sqrt(16000) = 0.0024, the deviation's 0.0017.
    #expect(abs(mean) < 5 * 0.0024)
    #expect(abs(deviation - 0.3) < 5 * 0.0017)
  }

  @Test func brightnessMultipliesAndContrastKeepsTheMean() throws {
    let before = shapes.images(at: [7])
    let bright = try augmenter("brightness:0.5").pictures(of: shapes, at: [7], epoch: 0).images
    let factor = bright[0, 7, 7, 0] / before[0, 7, 7, 0]
    #expect(factor != 1 && (0.5...1.5).contains(factor))
    expectClose(bright, before * factor, reduction: 4)
    let contrast = try augmenter("contrast:0.5").pictures(of: shapes, at: [7], epoch: 0).images
    // 196 additions.
    expectClose(Double(contrast.mean().item), Double(before.mean().item), reduction: 400)
    let spread = { (x: Tensor) in x.elements.max().map { $0 - (x.elements.min() ?? 0) } ?? 0 }
    let ratio = spread(contrast) / spread(before)
    #expect(abs(ratio - 1) > 1e-3 && (0.5...1.5).contains(ratio))
  }

  @Test func greyStaysGreyUnderJitter() throws {
    let colors = try Shapes(.train, count: 10, size: 12).data
    let grey = try DataSet(
      name: "grey", split: .train,
      images: Tensor.concatenated([colors.images, colors.images, colors.images], axis: 3),
      labels: colors.labels, classNames: colors.classNames)
    let before = grey.images(at: [2])
    let after = try augmenter("jitter:0.9", grey).pictures(of: grey, at: [2], epoch: 0).images
    #expect(after.elements != before.elements)
    for channel in 1...2 {
      expectClose(
        after.slice(axis: 3, channel..<channel + 1), after.slice(axis: 3, 0..<1), reduction: 8)
    }
  }

  /// Saturation is a factor of its own on the distance of a colour from its grey, beside that of brightness and
  /// contrast.
  @Test func jitterChangesColoursAndKeepsTheirGrey() throws {
    let data = try Shapes(.train, count: 10, size: 12, channels: 3).data
    let jitter = try augmenter("jitter:0.9", data)
    let (plain, changed) = (
      data.images(at: [2]), jitter.pictures(of: data, at: [2], epoch: 0).images
    )
    let (before, after) = (grey(plain), grey(changed))
    // Brightness and contrast are the same affine map for all pixels and channels, and saturation leaves grey as
    // it is: so grey after is an affine map of grey before.
    let slope = (after[77] - after[0]) / (before[77] - before[0])
    for pixel in 0..<144 {
      let expected = after[0] + slope * (before[pixel] - before[0])
      #expect(abs(after[pixel] - expected) < 1e-4)
    }
    #expect(after != before)
    func redness(_ image: Tensor, _ grey: [Double]) -> [Double] {
      (0..<144).map { Double(image.elements[3 * $0]) - grey[$0] }
    }
    let (red, redAfter) = (redness(plain, before), redness(changed, after))
    let strongest = try #require((0..<144).max { abs(red[$0]) < abs(red[$1]) })
    #expect(abs(red[strongest]) > 0.02)
    let factor = redAfter[strongest] / red[strongest]
    for pixel in 0..<144 { #expect(abs(redAfter[pixel] - factor * red[pixel]) < 1e-4) }
    let saturation = factor / slope
    #expect((0.1...1.9).contains(saturation) && abs(saturation - 1) > 0.01)
  }

  /// The grey of each pixel of a picture in colour.
  private func grey(_ image: Tensor) -> [Double] {
    let x = image.elements.map { Double($0) }
    return (0..<x.count / 3).map { pixel in
      let (red, green, blue) = (x[3 * pixel], x[3 * pixel + 1], x[3 * pixel + 2])
      return 0.299 * red + 0.587 * green + 0.114 * blue
    }
  }

  @Test func erasingPaintsOneRectangle() throws {
    let data = try plain(200, size: 20)
    let images = try augmenter("erase:1", data)
      .pictures(of: data, at: Array(1..<200), epoch: 0).images
    var shares: [Double] = []
    for i in 0..<199 {
      let own = Scalar(i + 1)
      let changed = (0..<400).filter { images[i, $0 / 20, $0 % 20, 0] != own }
      let (rows, columns) = (Set(changed.map { $0 / 20 }), Set(changed.map { $0 % 20 }))
      #expect(changed.count == rows.count * columns.count)
      #expect(Set(changed.map { images[i, $0 / 20, $0 % 20, 0] }).count == 1)
      shares.append(Double(changed.count) / 400)
    }
    // Sides are rounded: 0.02 of 400 pixels is a square of 2.8.
    #expect(shares.allSatisfy { (0.01...0.36).contains($0) })
    // Even over 0.02 to 0.33: mean 0.175, deviation 0.09, of 199 pictures 0.0063.
    let mean = shares.reduce(0, +) / 199
    #expect(abs(mean - 0.175) < 5 * 0.0063)
  }

  @Test func cutoutIsASquareThatTheEdgeMayCut() throws {
    let data = try plain(100, size: 20)
    let images = try augmenter("cutout:6", data)
      .pictures(of: data, at: Array(1..<100), epoch: 0).images
    var whole = 0
    for i in 0..<99 {
      let black = (0..<400).count { images[i, $0 / 20, $0 % 20, 0] == 0 }
      #expect((9...36).contains(black))
      whole += black == 36 ? 1 : 0
    }
    // The middle is 3 pixels or more from the upper and left edges and 2 from the others in (15 / 20)^2.
    #expect((35...75).contains(whole))
  }

  // MARK: Mixing.

  @Test(arguments: [0.2, 1, 4])
  func mixupBlendsPicturesAsItBlendsClasses(_ alpha: Double) throws {
    let data = try plain(400)
    let (images, targets, labels) = try augmenter("mixup:\(alpha)", data)
      .pictures(of: data, at: Array(0..<400), epoch: 0)
    let shares = try #require(targets)
    var own: [Double] = []
    var partners: [Double] = []
    for i in 0..<400 {
      let row = (0..<4).map { Double(shares[i, $0]) }
      #expect(abs(row.reduce(0, +) - 1) < 1e-6)
      #expect(row[labels[i]] >= 0.5 - 1e-6)
      let share = row[i % 4]
      // A partner of the same class leaves no trace in the targets.
      guard share < 1 - 1e-6 else { continue }
      own.append(share)
      // Every pixel is share * own + (1 - share) * partner.
      let partner = (Double(images[i, 0, 0, 0]) - share * Double(i)) / (1 - share)
      partners.append(partner)
      let nearest = Int(partner.rounded())
      #expect(row[((nearest % 4) + 4) % 4] > 0 || 1 - share < 1e-3)
      #expect(images[i, 9, 9, 0] == images[i, 0, 0, 0])
    }
    // Beta(alpha, alpha): mean 1/2, variance 1 / (4 (2 alpha + 1)).
    let n = Double(own.count)
    let mean = own.reduce(0, +) / n
    let variance = own.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / n
    let expected = 1 / (4 * (2 * alpha + 1))
    #expect(n > 240)
    #expect(abs(mean - 0.5) < 5 * (expected / n).squareRoot())
    #expect(abs(variance - expected) < 0.3 * expected)
  }

  /// White on the left alone, and every picture mirrored: nothing is left of the left, whoever the partner is.
  @Test(arguments: ["mixup:1", "cutmix"])
  func partnersAreChangedAsTheyAreThemselves(_ mixing: String) throws {
    let data = try DataSet(
      name: "left", split: .train,
      images: Tensor([20, 4, 4, 1], (0..<320).map { $0 % 4 < 2 ? 1 : 0 }),
      labels: (0..<20).map { $0 % 4 }, classNames: ["a", "b", "c", "d"])
    let images = try augmenter("flip:1,\(mixing)", data)
      .pictures(of: data, at: Array(0..<20), epoch: 0).images
    #expect(images.slice(axis: 2, 0..<2).elements.allSatisfy { $0 == 0 })
    #expect(images.slice(axis: 2, 2..<4).elements.allSatisfy { abs($0 - 1) < 1e-6 })
  }

  @Test func cutmixTakesARectangleAndAsMuchOfTheClass() throws {
    let data = try plain(400)
    let (images, targets, _) = try augmenter("cutmix", data)
      .pictures(of: data, at: Array(0..<400), epoch: 0)
    let shares = try #require(targets)
    var own: [Double] = []
    for i in 0..<400 {
      let foreign = (0..<100).filter { images[i, $0 / 10, $0 % 10, 0] != Scalar(i) }
      let values = Set(foreign.map { images[i, $0 / 10, $0 % 10, 0] })
      #expect(values.count <= 1)
      let (rows, columns) = (Set(foreign.map { $0 / 10 }), Set(foreign.map { $0 % 10 }))
      #expect(foreign.count == rows.count * columns.count)
      let share = 1 - Double(foreign.count) / 100
      own.append(share)
      if let other = values.first, Int(other) % 4 != i % 4 {
        #expect(abs(Double(shares[i, i % 4]) - share) < 1e-6)
        #expect(abs(Double(shares[i, Int(other) % 4]) - (1 - share)) < 1e-6)
      }
    }
    // Shares are even over 0 ... 1 for boxes that no edge cuts; cut ones leave more: the mean is above 1/2.
    let mean = own.reduce(0, +) / 400
    #expect((0.6...0.8).contains(mean))
    #expect(own.contains { $0 < 0.3 } && own.contains { $0 > 0.9 })
  }

  @Test func withBothEachPictureTakesEither() throws {
    let data = try plain(200)
    let images = try augmenter("mixup:4,cutmix:4", data)
      .pictures(of: data, at: Array(0..<200), epoch: 0).images
    let blended = (0..<200).count { i in
      let values = (0..<100).map { images[i, $0 / 10, $0 % 10, 0] }
      return values.contains { $0 != $0.rounded() }
    }
    // Binomial of 200 and 1/2: deviation 7.
    #expect((60...140).contains(blended))
  }

  // MARK: Colour.

  /// Colours along two known axes: the fit finds them, and jitter moves along them alone.
  @Test func colourJitterGoesAlongTheAxesOfTheTrainingColours() throws {
    var random = TestRandom("colours")
    let (bright, warm) = (random.uniform([3000]).elements, random.uniform([3000]).elements)
    // Deviation 1 / sqrt(3) along each: variances 3 * 0.04 / 3 and 2 * 0.01 / 3.
    let pixels = zip(bright, warm).flatMap { b, w -> [Scalar] in
      let (middle, off) = (0.5 + 0.2 * b, 0.1 * w)
      return [middle + off, middle, middle - off]
    }
    let data = try DataSet(
      name: "colours", split: .train, images: Tensor([30, 10, 10, 3], pixels),
      labels: [Int](repeating: 0, count: 30), classNames: ["x"])
    let colors = try ColorPCA(fitting: data)
    // 3,000 pixels: a variance is off by sqrt(2 * 0.4 / 3000) of itself or so, an axis by as much.
    #expect(abs(colors.variances[0] - 0.04) < 0.004)
    #expect(abs(colors.variances[1] - 0.00667) < 0.0007)
    #expect(colors.variances[2] < 1e-8)
    for c in 0..<3 { #expect(abs(abs(colors.axes[0][c]) - 0.57735) < 0.03) }
    #expect(abs(colors.axes[1][1]) < 0.03)

    let augmenter = try Augmenter(AugmentationRecipe("pca:0.5"), seed: 1, fitting: data)
    let shift = augmenter.pictures(of: data, at: [4], epoch: 0).images - data.images(at: [4])
    // The same for every pixel, and nothing along the third axis.
    let first = Array(shift.elements[..<3])
    for i in 0..<100 {
      for c in 0..<3 { #expect(abs(shift.elements[3 * i + c] - first[c]) < 1e-6) }
    }
    let third = colors.axes[2]
    let along = (0..<3).map { Double(first[$0]) * third[$0] }.reduce(0, +)
    #expect(first[0] != 0 && abs(along) < 1e-6)
    // Along the first axis by normal numbers of deviation 0.5 times its variance, 300 of them: within five
    // deviations of their mean square's, sqrt(2 / 300).
    let squares = (0..<10).flatMap { epoch in
      let shift =
        augmenter.pictures(of: data, at: Array(0..<30), epoch: epoch).images - data.images
      return (0..<30).map { picture in
        let moved = (0..<3).map { Double(shift[picture, 0, 0, $0]) * colors.axes[0][$0] }
        return moved.reduce(0, +) * moved.reduce(0, +)
      }
    }
    let expected = 0.25 * colors.variances[0] * colors.variances[0]
    #expect(abs(squares.reduce(0, +) / 300 / expected - 1) < 5 * (2.0 / 300).squareRoot())
  }

  @Test func coloursAreFittedOnTrainingDataOnly() throws {
    let test = try Shapes(.test, count: 10, size: 12, channels: 3).data
    #expect(throws: DataError.self) { _ = try ColorPCA(fitting: test) }
  }

  @Test func theBetaDistributionOfAnyAlphaStaysInItsRange() {
    var random = RandomSource(seed: 9)
    for alpha in [0.001, 0.02, 0.5, 1, 100] {
      let values = (0..<200).map { _ in random.beta(alpha) }
      #expect(values.allSatisfy { (0...1).contains($0) })
      let mean = values.reduce(0, +) / 200
      let deviation = (1 / (4 * (2 * alpha + 1)) / 200).squareRoot()
      #expect(abs(mean - 0.5) < 5 * deviation)
    }
  }
}
