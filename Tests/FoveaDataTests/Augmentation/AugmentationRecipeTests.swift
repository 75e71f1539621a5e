import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

@Suite struct AugmentationRecipeTests {
  @Test(arguments: [
    ("shift:2,flip,rotate:10,erase", "shift:2,flip:0.5,rotate:10,erase:0.5"),
    ("crop:4:reflect", "crop:4:reflect"), ("crop", "crop:4"), ("crop:3:zeros", "crop:3"),
    (" flip , noise:0.25", "flip:0.5,noise:0.25"), ("", "none"), ("none", "none"),
    ("mixup:0.2,cutmix", "mixup:0.2,cutmix:1"),
  ])
  func readsAndWrites(_ text: String, _ written: String) throws {
    let recipe = try AugmentationRecipe(text)
    #expect(recipe.description == written)
    #expect(try AugmentationRecipe(written) == recipe)
  }

  @Test func everyKindIsReadByItsName() throws {
    for kind in Augmentation.Kind.allCases {
      let recipe = try AugmentationRecipe(kind.rawValue)
      #expect(recipe.steps.map(\.kind) == [kind])
      #expect(kind.range.contains(kind.usual))
    }
  }

  @Test(arguments: [
    ("filp", #"augmentation: expected one of shift, crop, resizedcrop"#),
    ("filp", #"found "filp"; did you mean flip?"#),
    ("flip,,shift", #"found """#),
    ("rotate:ten", #"rotate: expected a number from 0 to 180 (degrees), found "ten""#),
    ("rotate:200", "rotate: expected a number from 0 to 180 (degrees), found 200"),
    ("rotate:nan", "found nan"),
    ("shift:1.5", "shift: expected a whole number from 0 to 256 (pixels), found 1.5"),
    ("flip:2", "flip: expected a number from 0 to 1 (probability), found 2"),
    ("crop:4:reflekt", #"with one of zeros, edge, reflect, found "crop:4:reflekt"; did you mean"#),
    ("shift:4:edge", #"shift: expected shift:pixels, found "shift:4:edge""#),
    ("mixup:0", "mixup: expected a number from 0.001 to 100 (alpha), found 0"),
    ("flip,shift,flip", "augmentation: flip: expected each kind once, found it twice"),
  ])
  func refusesInOneLine(_ text: String, _ part: String) throws {
    try withFolder { folder in
      let line = folder.error { _ = try AugmentationRecipe(text) }
      #expect(line.contains(part))
      #expect(!line.contains("\n"))
    }
  }

  @Test func aStepTakesThePlaceOfItsKind() throws {
    let recipe = try AugmentationRecipe("flip,shift:1")
    #expect(try recipe.setting(Augmentation(.flip, 1)).description == "flip:1,shift:1")
    #expect(try recipe.setting(Augmentation(.mixup, 1)).description == "flip:0.5,shift:1,mixup:1")
  }
}

/// What changes the class is refused, by the data set's own account.
@Suite struct LabelSafetyTests {
  private func digits() throws -> DataSet {
    var data = try DataSet(
      name: "mnist", split: .train, images: Tensor.zeros([20, 28, 28, 1]),
      labels: (0..<20).map { $0 % 10 }, classNames: MNIST.classNames)
    data.labelSafety = MNIST.labelSafety
    return data
  }

  @Test(arguments: [
    (
      "shift:2,flip",
      "mnist: augmentation flip:0.5: expected pictures that keep their class, found a change of it: "
        + "2 and 5 mirrored pass for each other, 3 and 7 for nothing; leave flip out or make it smaller, "
        + "or insist by --unsafe-augment"
    ),
    ("vflip:0.1", "mnist: augmentation vflip:0.1: expected pictures that keep their class"),
    ("rotate:180", "beyond 30 degrees"), ("rotate:31", "beyond 30 degrees"),
    ("shear:45", "beyond 30 degrees"),
    ("shift:28", "mnist: augmentation shift:28: expected fewer than the 28 pixels of a side"),
    ("pca", "mnist: augmentation pca:0.1: expected pictures of 3 channels, found 1"),
  ])
  func digitsAreNotMirrored(_ text: String, _ part: String) throws {
    let data = try digits()
    try withFolder { folder in
      let line = folder.error {
        _ = try Augmenter(AugmentationRecipe(text), seed: 1, fitting: data)
      }
      #expect(line.contains(part))
      #expect(!line.contains("\n"))
    }
  }

  @Test(arguments: ["shift:2,rotate:15,scale,shear,erase", "flip:0", "noise,contrast,mixup"])
  func whatKeepsDigitsIsLetThrough(_ text: String) throws {
    _ = try Augmenter(AugmentationRecipe(text), seed: 1, fitting: digits())
  }

  @Test func theUserMayInsist() throws {
    _ = try Augmenter(
      AugmentationRecipe("flip,rotate:180"), seed: 1, fitting: digits(), isUnsafe: true)
  }

  @Test func partsDeclareWhatTheWholeDoes() throws {
    let data = try digits()
    #expect(data.split(validation: 0.2, seed: 1).train.labelSafety == MNIST.labelSafety)
    #expect(data.prefix(3).labelSafety == MNIST.labelSafety)
  }

  @Test func clothesAndShapesHaveMirrorsOfTheirOwn() throws {
    let flip = try AugmentationRecipe("flip")
    #expect(flip.danger(for: FashionMNIST.labelSafety) == nil)
    #expect(flip.danger(for: Shapes.labelSafety) == nil)
    #expect(flip.danger(for: nil) == nil)
    // A plus that is turned is a cross.
    let turn = try AugmentationRecipe("rotate:20")
    #expect(turn.danger(for: Shapes.labelSafety)?.reason.contains("a cross") == true)
    #expect(turn.danger(for: FashionMNIST.labelSafety) == nil)
    #expect(try Shapes(.train, count: 10).data.labelSafety == Shapes.labelSafety)
  }

  /// Neither mirror alone changes the class, but both together do.
  @Test func bothMirrorsAreHalfATurn() throws {
    let safety = LabelSafety(
      mirror: .keepsClass, verticalMirror: .keepsClass, rotation180: .changesClass("upside down"))
    #expect(try AugmentationRecipe("flip").danger(for: safety) == nil)
    #expect(try AugmentationRecipe("vflip").danger(for: safety) == nil)
    #expect(try AugmentationRecipe("flip,vflip").danger(for: safety)?.reason == "upside down")
    #expect(try AugmentationRecipe("rotate:180").danger(for: safety)?.reason == "upside down")
  }

  /// Where both are certain no picture sees one mirror alone: what half a turn keeps is kept.
  @Test func bothMirrorsForCertainAreNothingElse() throws {
    let safety = LabelSafety(
      mirror: .changesClass("left"), verticalMirror: .changesClass("up"), rotation180: .keepsClass)
    #expect(try AugmentationRecipe("flip:1,vflip:1").danger(for: safety) == nil)
    #expect(try AugmentationRecipe("vflip:1,flip:0.9").danger(for: safety)?.reason == "left")
    #expect(try AugmentationRecipe("flip:1").danger(for: safety)?.reason == "left")
    #expect(try AugmentationRecipe("vflip:1").danger(for: safety)?.reason == "up")
    let turned = try AugmentationRecipe("flip:1,vflip:1").danger(for: MNIST.labelSafety)
    #expect(turned?.reason == MNIST.labelSafety.rotation180.reason && turned != nil)
    // Beyond both, other steps are looked at.
    let tilted = LabelSafety(
      mirror: .keepsClass, verticalMirror: .keepsClass, rotation180: .keepsClass,
      largestRotation: 20, rotationReason: "tilts")
    #expect(try AugmentationRecipe("flip:1,vflip:1,rotate:30").danger(for: tilted) != nil)
  }
}
