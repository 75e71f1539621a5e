import TestSupport
import Testing

@testable import FoveaInference

/// Occlusion against its definition, pixel by pixel.
@Suite struct OcclusionTests {
  private func model(_ picture: Shape) throws -> TrainedModel {
    var random = RandomSource(seed: 5)
    return TrainedModel(
      try testNetwork(picture, 3, &random), nil,
      ModelDescription(
        model: "test", imageShape: picture, classNames: ["a", "b", "c"], preprocessing: nil,
        data: "none"))
  }

  @Test(arguments: [(3, 2), (1, 1), (4, 3), (6, 6)])
  func everyPixelIsTheMeanOfThePatchesOverIt(_ patch: Int, _ stride: Int) throws {
    let model = try model([8, 6, 3])
    var random = TestRandom("occlusion")
    let picture = random.uniform([1, 8, 6, 3], 0...1)
    let map = try model.occlusion(picture, class: 1, patch: patch, stride: stride)
    let expected = try naive(model, picture, 1, patch, stride)
    // Probabilities are at most 1; each is rounded through some fifty operations.
    expectClose(map.values, Tensor([8, 6], expected), reduction: 50, scale: 1)
    #expect(map.reach > 1e-4 && map.className == "b")
  }

  /// A patch a time, a picture a time.
  private func naive(
    _ model: TrainedModel, _ picture: Tensor, _ label: Int, _ patch: Int, _ stride: Int
  ) throws -> [Scalar] {
    let (height, width) = (8, 6)
    let pixels = picture.elements
    let mean = (0..<3).map { c in
      (0..<height * width).reduce(0) { $0 + pixels[$1 * 3 + c] } / Scalar(height * width)
    }
    func corners(_ side: Int) -> [Int] {
      var found: [Int] = []
      for start in 0...side - patch where start % stride == 0 || start == side - patch {
        found.append(start)
      }
      return found
    }
    let whole = try model.probabilities(picture).elements[label]
    var drops = [[Scalar]](repeating: [], count: height * width)
    for top in corners(height) {
      for left in corners(width) {
        var hidden = pixels
        let covered = (top..<top + patch).flatMap { y in
          (left..<left + patch).map { y * width + $0 }
        }
        for place in covered { for c in 0..<3 { hidden[place * 3 + c] = mean[c] } }
        let found = try model.probabilities(Tensor([1, height, width, 3], hidden)).elements[label]
        for place in covered { drops[place].append(whole - found) }
      }
    }
    return drops.map { $0.reduce(0, +) / Scalar($0.count) }
  }

  @Test func theClassAndThePatchAreChosenWhereNobodyDoes() throws {
    let model = try model([8, 6, 1])
    var random = TestRandom("occlusion defaults")
    let picture = random.uniform([1, 8, 6, 1], 0...1)
    let best = try model.predict(picture)[0].best
    let map = try model.occlusion(picture)
    #expect(map.classIndex == best.index && map.className == best.name)
    // A quarter of six pixels, and a quarter of that, at least one.
    #expect(map.values == (try model.occlusion(picture, patch: 1, stride: 1).values))
    #expect(
      errorLine { _ = try model.occlusion(picture, patch: 7) }
        == "occlusion: a patch of 1 to 6 pixels and a stride of 1 to as many expected, found 7 and 1"
    )
    #expect(
      errorLine { _ = try model.occlusion(.zeros([2, 8, 6, 1])) }
        == "occlusion: [1, 8, 6, 1] expected, found [2, 8, 6, 1]")
  }

  @Test func mapsBecomePicturesInColour() {
    let map = AttentionMap(
      classIndex: 0, className: "a", values: Tensor([1, 4], [0, 2, -2, 1]))
    let picture = Picture(width: 4, height: 1, channels: 1, bytes: [100, 100, 100, 100])
    let painted = map.picture(over: picture, zoom: 1)
    // As it was; three quarters red; three quarters blue; at half the reach three eighths of orange.
    #expect(
      painted.bytes == [100, 100, 100, 216, 25, 25, 25, 25, 216, 158, 110, 63].map { UInt8($0) })
    #expect(map.picture(over: picture).width == 224)
  }
}
