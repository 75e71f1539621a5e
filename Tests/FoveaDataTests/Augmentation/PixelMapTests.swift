import FoveaKernels
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

/// Moving pixels: exact where pixels meet pixels, the definition's numbers elsewhere.
@Suite struct PixelMapTests {
  /// A picture of 5 x 7 with two channels.
  private let image: Tensor
  private let frame = PictureFrame([5, 7, 2])

  init() {
    var random = TestRandom("pixel maps")
    image = random.uniform([5, 7, 2])
  }

  private func moved(_ image: Tensor, _ map: PixelMap) -> Tensor {
    var map = map
    var result = image
    let frame = PictureFrame(image.shape)
    result.write { pixels in
      withScratch(frame.count) { Canvas(pixels, $0, frame, nil).move(&map) }
    }
    return result
  }

  private func map(_ change: (inout PixelMap) -> Void) -> PixelMap {
    var map = PixelMap()
    change(&map)
    return map
  }

  /// A step with its draw at the end of its range: 1 as a probability.
  private func step(_ kind: Augmentation.Kind, _ amount: Double) throws -> PixelMap {
    let step = try Augmentation(kind, amount)
    return map {
      var random = RandomSource(seed: 1)
      $0.append(step, &random, in: frame)
    }
  }

  @Test(arguments: [(0, 0), (1, 0), (0, 1), (-2, 3), (4, -6), (9, 0)])
  func aShiftByWholePixelsIsExact(right: Int, down: Int) {
    let result = moved(image, map { $0.shift(right: Double(right), down: Double(down)) })
    for y in 0..<5 {
      for x in 0..<7 {
        for c in 0..<2 {
          let (sy, sx) = (y - down, x - right)
          let isInside = (0..<5).contains(sy) && (0..<7).contains(sx)
          #expect(result[y, x, c] == (isInside ? image[sy, sx, c] : 0))
        }
      }
    }
  }

  @Test(arguments: [Augmentation.Kind.rotate, .shear, .scale, .shift, .crop])
  func anAmountOfNothingIsTheIdentity(_ kind: Augmentation.Kind) throws {
    let nothing = try step(kind, 0)
    #expect(nothing.isIdentity)
    expectSameBits(moved(image, nothing), image)
    // Through the resampling as well, which the identity skips.
    let there = moved(image, map { $0.shift(right: 0, down: 0) })
    expectSameBits(there, image)
  }

  @Test func aMirrorIsExactAndTwiceTheIdentity() throws {
    let mirror = try step(.flip, 1)
    let once = moved(image, mirror)
    for y in 0..<5 {
      for x in 0..<7 { #expect(once[y, x, 1] == image[y, 6 - x, 1]) }
    }
    expectSameBits(moved(once, mirror), image)
    let upsideDown = moved(image, try step(.vflip, 1))
    for y in 0..<5 {
      for x in 0..<7 { #expect(upsideDown[y, x, 0] == image[4 - y, x, 0]) }
    }
    expectSameBits(moved(upsideDown, try step(.vflip, 1)), image)
  }

  @Test func aQuarterTurnMovesPixelsOnPixels() {
    var random = TestRandom("quarter")
    let square = random.uniform([6, 6, 1])
    let result = moved(square, map { $0.rotate(degrees: 90) })
    // Anticlockwise: the right edge comes to the top. The cosine of 90 degrees is 6e-17 in double precision, so a
    // pixel is read a rounding of 6 beside its neighbour's middle.
    for y in 0..<6 {
      for x in 0..<6 {
        #expect(abs(result[y, x, 0] - square[x, 5 - y, 0]) <= 16 * Scalar.ulpOfOne)
      }
    }
  }

  /// Steps in a row are one resampling: what a shift brings to the middle, a turn leaves there.
  @Test func stepsAreAppliedInTheirOrder() {
    var dot = Tensor.zeros([7, 7, 1])
    dot[3, 4, 0] = 1
    let shiftedFirst = moved(
      dot,
      map {
        $0.shift(right: -1, down: 0)
        $0.rotate(degrees: 90)
      })
    #expect(abs(shiftedFirst[3, 3, 0] - 1) < 1e-6)
    let turnedFirst = moved(
      dot,
      map {
        $0.rotate(degrees: 90)
        $0.shift(right: -1, down: 0)
      })
    // One to the right of the middle comes above it, and then to its left.
    #expect(abs(turnedFirst[2, 2, 0] - 1) < 1e-6)
  }

  /// The bilinear formula at any place, spelt out.
  private func sample(
    _ image: Tensor, _ y: Double, _ x: Double, _ c: Int, _ border: AffineResampling.Border
  ) -> Double {
    func inside(_ place: Int, _ extent: Int) -> Int? {
      switch border {
      case .zeros: return (0..<extent).contains(place) ? place : nil
      case .edge: return min(max(place, 0), extent - 1)
      case .reflect:
        if extent == 1 { return 0 }
        let period = 2 * (extent - 1)
        let folded = ((place % period) + period) % period
        return folded < extent ? folded : period - folded
      }
    }
    let (top, left) = (Int(y.rounded(.down)), Int(x.rounded(.down)))
    var sum = 0.0
    for (row, rowShare) in [(top, Double(top + 1) - y), (top + 1, y - Double(top))] {
      for (column, share) in [(left, Double(left + 1) - x), (left + 1, x - Double(left))] {
        guard let row = inside(row, image.shape[0]), let column = inside(column, image.shape[1])
        else { continue }
        sum += rowShare * share * Double(image[row, column, c])
      }
    }
    return sum
  }

  @Test(arguments: [AffineResampling.Border.zeros, .edge, .reflect], [1, 2, 3])
  func anyMapGivesTheDefinitionsNumbers(_ border: AffineResampling.Border, _ channels: Int) {
    var random = TestRandom("any map \(channels)")
    let picture = random.uniform([6, 9, channels])
    for _ in 0..<20 {
      let numbers = random.uniform([6]).elements
      let map = AffineResampling(
        height: 6, width: 9, channels: channels, xx: 1 + numbers[0] / 2, xy: numbers[1],
        x0: 3 * numbers[2], yx: numbers[3], yy: 1 + numbers[4] / 2, y0: 3 * numbers[5],
        border: border)
      let result = Tensor(picture.shape) { out in picture.read { kernels.warp(map, $0, out) } }
      for y in 0..<6 {
        for x in 0..<9 {
          let sx = Double(map.xx) * Double(x) + Double(map.xy) * Double(y) + Double(map.x0)
          let sy = Double(map.yx) * Double(x) + Double(map.yy) * Double(y) + Double(map.y0)
          for c in 0..<channels {
            // Places up to 30 are rounded, and numbers up to 1 change by at most 2 a pixel along each axis.
            let tolerance = 200 * Double(Scalar.ulpOfOne)
            let expected = sample(picture, sy, sx, c, border)
            #expect(abs(Double(result[y, x, c]) - expected) <= tolerance)
          }
        }
      }
    }
  }

  @Test func aCropTakesWhatItsBorderSays() throws {
    // One row: a shift along it can be told from the result.
    let row = Tensor([1, 6, 1], [1, 2, 3, 4, 5, 6])
    for (border, padded) in [
      (Augmentation.Border.zeros, [0, 0, 1, 2, 3, 4, 5, 6, 0, 0] as [Scalar]),
      (.edge, [1, 1, 1, 2, 3, 4, 5, 6, 6, 6]), (.reflect, [3, 2, 1, 2, 3, 4, 5, 6, 5, 4]),
    ] {
      let step = try Augmentation(.crop, 2, border: border)
      var seen: Set<Int> = []
      for seed in 0..<300 {
        var random = RandomSource(seed: UInt64(seed))
        let map = map { $0.append(step, &random, in: frame) }
        let result = moved(row, map).elements
        guard let start = (0...4).first(where: { Array(padded[$0..<$0 + 6]) == result }) else {
          // Moved up or down, out of a picture of one row.
          #expect(border == .zeros && result.allSatisfy { $0 == 0 })
          continue
        }
        seen.insert(start)
      }
      #expect(seen.count == 5)
    }
  }

  @Test(arguments: [
    (Augmentation.Kind.shift, 3.0), (.rotate, 25), (.scale, 0.3), (.shear, 20),
  ])
  func drawsFillTheirRangeAndNoMore(_ kind: Augmentation.Kind, _ amount: Double) throws {
    let step = try Augmentation(kind, amount)
    let maps = (0..<2000).map { seed in
      map {
        var random = RandomSource(seed: UInt64(seed))
        $0.append(step, &random, in: frame)
      }.resampling(height: 1, width: 1, channels: 1)
    }
    // What the draw can be read from, and its least and greatest.
    let (values, reach): ([Double], Double)
    switch kind {
    case .shift: (values, reach) = (maps.map { Double($0.x0) }, 3)
    case .rotate: (values, reach) = (maps.map { Double($0.xy) }, 0.42262)  // sin 25
    case .scale: (values, reach) = (maps.map { -Double($0.xx).logarithm }, 0.26236)  // ln 1.3
    default: (values, reach) = (maps.map { Double($0.xy) }, 0.36397)  // tan 20
    }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    #expect(low >= -reach - 1e-5 && high <= reach + 1e-5)
    // Of 2,000 even draws the extremes miss the ends by a hundredth of the range once in 10^4 runs.
    #expect(low < -0.98 * reach && high > 0.98 * reach)
    // The mean's deviation is reach / sqrt(3 * 2000) for even draws, more for whole ones.
    #expect(abs(values.reduce(0, +) / 2000) < 5 * 0.015 * reach)
  }

  /// What is cut out lies inside the picture, and its corners come to the picture's corners.
  @Test func aResizedCutStaysInside() throws {
    var random = RandomSource(seed: 3)
    let step = try Augmentation(.resizedcrop, 0.1)
    // Each pixel's own place, so that results tell where they were read.
    let places = Tensor([9, 11, 2], (0..<99).flatMap { [Scalar($0 / 11), Scalar($0 % 11)] })
    var areas: [Scalar] = []
    for _ in 0..<200 {
      var map = PixelMap()
      map.append(step, &random, in: PictureFrame(places.shape))
      let result = moved(places, map)
      let (top, left) = (result[0, 0, 0], result[0, 0, 1])
      let (bottom, right) = (result[8, 10, 0], result[8, 10, 1])
      #expect(top >= -0.001 && left >= -0.001 && bottom <= 8.001 && right <= 10.001)
      areas.append((bottom - top) / 8 * (right - left) / 10)
      // Rows stay rows.
      #expect(abs(result[0, 10, 0] - top) < 0.001)
    }
    #expect(areas.allSatisfy { $0 > 0.09 && $0 < 1.001 })
    #expect(areas.contains { $0 < 0.3 } && areas.contains { $0 > 0.7 })
  }
}

extension Double {
  /// The natural logarithm near 1, by a series: no C library is imported for it.
  fileprivate var logarithm: Double {
    let z = (self - 1) / (self + 1)
    return (0..<12).reduce(0) { sum, k in
      var power = z
      for _ in 0..<k { power *= z * z }
      return sum + 2 * power / Double(2 * k + 1)
    }
  }
}
