import TestSupport
import Testing

@testable import FoveaInference

/// Grad-CAM of a network small enough to do by hand.
@Suite struct GradCAMTests {
  /// Two maps of a picture x of 2 x 2: x itself, and 5 - 2x; then a number a class.
  ///
  /// The logit of "a" grows with the first map by 1 a pixel on the mean and with the second by 1, that of "b" by -1
  /// and by 1/2.
  private func byHand() -> TrainedModel {
    let maps = Conv2D(weight: Tensor([1, 1, 1, 2], [1, -2]), bias: Tensor([0, 5]))
    // A row for each pixel and map: what it adds to a and to b.
    let dense = Dense(
      weight: Tensor([8, 2], [4, -1, 0, 2, 0, -1, 2, 0, 0, -1, 2, 0, 0, -1, 0, 0]))
    return TrainedModel(
      Sequential(maps, Flatten(), dense), nil,
      ModelDescription(
        model: "by hand", imageShape: [2, 2, 1], classNames: ["a", "b"], preprocessing: nil,
        data: "none"))
  }

  private let picture = Tensor([1, 2, 2, 1], [1, 2, 3, 7])

  @Test func theMapsAreThoseWorkedOutByHand() throws {
    let model = byHand()
    // x + 5 - 2x = 5 - x, and what is below 0 is cut off.
    let first = try #require(try model.gradCAM(picture, classes: [0]).first)
    #expect(first.values == Tensor([2, 2], [4, 3, 2, 0]))
    #expect(first.className == "a" && first.reach == 4)
    // -x + (5 - 2x) / 2 = 2.5 - 2x
    let second = try #require(try model.gradCAM(picture, classes: [1]).first)
    #expect(second.values == Tensor([2, 2], [0.5, 0, 0, 0]))
    // The logits are 4 and -7.
    #expect(try model.gradCAM(picture).map(\.classIndex) == [0])
  }

  @Test func aMapIsTheSameWithinAPrediction() throws {
    let model = byHand()
    let map = try withoutGradients { try model.gradCAM(picture) }
    #expect(map[0].values == Tensor([2, 2], [4, 3, 2, 0]))
  }

  @Test func whatIsNotFiniteIsPaintedGrey() {
    let map = AttentionMap(
      classIndex: 0, className: "a",
      values: Tensor([1, 4], [.nan, .infinity, 1, -.infinity]))
    let grey = Picture(width: 4, height: 1, channels: 1, bytes: [7, 8, 9, 10])
    // A finite value beside an infinite one has no share of it.
    #expect(map.picture(over: grey, zoom: 1).bytes == [7, 8, 9, 10].flatMap { [$0, $0, $0] })
  }

  @Test func eachPictureHasItsOwnMap() throws {
    let model = byHand()
    let other = Tensor([1, 2, 2, 1], [0, 1, 4, 2])
    let together = try model.gradCAM(
      Tensor.concatenated([picture, other], axis: 0), classes: [1, 0])
    #expect(together[0].values == Tensor([2, 2], [0.5, 0, 0, 0]))
    #expect(together[1].values == Tensor([2, 2], [5, 4, 1, 3]))
  }

  @Test func mapsSmallerThanThePictureAreStretched() throws {
    let map = Tensor([1, 2, 2, 1], [0, 4, 8, 12])
    // Centres lie a quarter and three quarters of the way between the old ones; the rim stays.
    #expect(
      resized(map, to: 4)
        == Tensor([1, 4, 4, 1], [0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12]))
    #expect(resized(map, to: 2) == map)
    // Two pixels become three: the middle one lies between them.
    #expect(resized(map, to: [1, 3]) == Tensor([1, 1, 3, 1], [4, 6, 8]))
    #expect(
      resized(Tensor([1, 1, 1, 1], [3]), to: [2, 3]) == Tensor(repeating: 3, [1, 2, 3, 1]))
    // Of two layers with maps the last is taken, whose maps are of half the size here.
    var random = RandomSource(seed: 1)
    let model = TrainedModel(
      try testNetwork([4, 4, 1], 3, &random), nil,
      ModelDescription(
        model: "test", imageShape: [4, 4, 1], classNames: ["a", "b", "c"], preprocessing: nil,
        data: "none"))
    let x = Tensor([1, 4, 4, 1], (0..<16).map { Scalar($0) / 16 })
    let (all, named) = (try model.gradCAM(x), try model.gradCAM(x, layer: "3"))
    #expect(all[0].values == named[0].values && all[0].values.shape == [4, 4])
    #expect(try model.gradCAM(x, layer: "2")[0].values != named[0].values)
  }

  @Test func whatCannotBeAskedIsRefusedInOneLine() {
    let model = byHand()
    #expect(
      errorLine { _ = try model.gradCAM(.zeros([1, 2, 3, 1])) }
        == "gradCAM: [pictures, 2, 2, 1] expected, found [1, 2, 3, 1]")
    #expect(
      errorLine { _ = try model.gradCAM(picture, layer: "3") }
        == "gradCAM: layer: expected one of 0, 1, 2, found \"3\"; did you mean 0?")
    #expect(
      errorLine { _ = try model.gradCAM(picture, layer: "1") }
        == "gradCAM: layer: expected a layer whose output are maps of more than one pixel, found 1; "
        + "name an earlier layer")
  }
}
