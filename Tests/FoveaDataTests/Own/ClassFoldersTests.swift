import Foundation
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

@Suite struct ClassFoldersTests {
  private var small: ReadingOptions {
    var options = ReadingOptions()
    options.imageSize = 8
    return options
  }

  private func tones(_ data: DataSet) -> [Int] {
    (0..<data.count).map { Int((data.images(at: [$0]).elements[0] * 255).rounded()) }
  }

  @Test func aFolderAClassIsDividedByAFixedSeed() throws {
    try withFolder { folder in
      for i in 0..<10 {
        try folder.placePicture("cat/\(i).jpg", tone: UInt8(i))
        try folder.placePicture("dog/more/\(i).JPEG", tone: UInt8(100 + i))
      }
      try folder.placePicture("mouse/only.jpg", tone: 200)
      try folder.place("cat/notes.txt", [1])
      try folder.place("cat/.hidden.jpg", [1])
      let path = folder.url.path
      let train = try DataSets.named(path, .train, reading: small)
      let test = try DataSets.named(path, .test, reading: small)
      #expect(train.classNames == ["cat", "dog", "mouse"] && train.imageShape == [8, 8, 3])
      #expect(train.name == path && train.split == .train && test.split == .test)
      // A fifth of each class, and the class's only picture is to train with.
      let counts = (0..<3).map { c in (train.labels + test.labels).count { $0 == c } }
      #expect(counts == [10, 10, 1])
      #expect((0..<3).map { c in test.labels.count { $0 == c } } == [2, 2, 0])
      let all = (tones(train) + tones(test)).sorted()
      #expect(all == Array(0..<10) + Array(100..<110) + [200])
      #expect(zip(tones(test), test.labels).allSatisfy { ($0 < 100 ? 0 : 1) == $1 })
      // Once more the same, by another seed another.
      #expect(tones(try DataSets.named(path, .test, reading: small)) == tones(test))
      var other = small
      other.splitSeed = 1
      #expect(tones(try DataSets.named(path, .test, reading: other)) != tones(test))
      #expect(
        folder.error { _ = try DataSets.named(path, .validation, reading: small) }
          .hasSuffix("split a share off the training data"))
    }
  }

  @Test func partsOfTheirOwnAreUsedAsTheyAre() throws {
    try withFolder { folder in
      for (part, tone) in [("train", 10), ("val", 60)] {
        for name in ["b", "a"] {
          for i in 0..<3 {
            try folder.placePicture("\(part)/\(name)/\(i).jpg", tone: UInt8(tone + i))
          }
        }
      }
      let path = folder.url.path
      #expect(tones(try OwnDataSet.load(path, .train, small)) == [10, 11, 12, 10, 11, 12])
      #expect(tones(try OwnDataSet.load(path, .test, small)) == [60, 61, 62, 60, 61, 62])
      #expect(!OwnDataSet.hasValidation(path))
      // Pictures to test with that have no classes, as competitions have them, do not count.
      try folder.placePicture("test/1.jpg", tone: 1)
      #expect(try OwnDataSet.load(path, .test, small).count == 6)
      try folder.placePicture("test/a/1.jpg", tone: 90)
      #expect(OwnDataSet.hasValidation(path))
      #expect(tones(try OwnDataSet.load(path, .test, small)) == [90])
      #expect(try OwnDataSet.load(path, .validation, small).count == 6)
      try folder.placePicture("test/c/1.jpg")
      #expect(
        folder.error { _ = try OwnDataSet.load(path, .test, small) }.hasPrefix(
          "test/c: expected a class of train, found none of that name"))
    }
  }

  /// A class that cannot be looked into is one all the same; as nobody, since root may look everywhere.
  @Test func aFolderThatMayNotBeEnteredIsRefused() async {
    await #expect(processExitsWith: .success) {
      if geteuid() == 0 { try #require(seteuid(65534) == 0) }
      try withFolder { folder in
        for name in ["a", "b", "c"] { try folder.placePicture("\(name)/1.jpg") }
        let path = folder.url.path
        chmod(path + "/b", 0)
        defer { chmod(path + "/b", 0o755) }
        #expect(isFolder(path + "/b"))
        let line = folder.error { _ = try OwnDataSet.load(path, .train) }
        #expect(
          line
            == "b: expected a folder that can be read, found permission denied; check its permissions"
        )
      }
    }
  }

  /// ImageNet's pictures to validate with lie in one folder, their classes in a list.
  @Test func picturesBesideEachOtherAreRefused() throws {
    try withFolder { folder in
      for name in ["a", "b"] { try folder.placePicture("train/\(name)/1.jpg") }
      for i in 0..<3 { try folder.placePicture("val/\(i).jpg") }
      let line = folder.error { _ = try OwnDataSet.load(folder.url.path, .test) }
      #expect(
        line.hasPrefix(
          "val: expected a folder a class, as in train, found 3 pictures that lie beside each other"
        ))
    }
  }

  @Test func partsAreFoundWhateverTheirLetters() throws {
    for (train, test) in [("Training", "Testing"), ("TRAIN", "Test"), ("train", "Valid")] {
      try withFolder { folder in
        for name in ["a", "b"] {
          try folder.placePicture("\(train)/\(name)/1.jpg", tone: 10)
          try folder.placePicture("\(test)/\(name)/1.jpg", tone: 60)
        }
        let data = try OwnDataSet.load(folder.url.path, .train, small)
        #expect(data.classNames == ["a", "b"] && tones(data) == [10, 10])
        let held = try OwnDataSet.load(folder.url.path, .test, small)
        #expect(tones(held) == [60, 60] && !held.isDivided)
      }
    }
  }

  @Test func namesOfPartsAreNoClasses() throws {
    try withFolder { folder in
      for part in ["val", "Test"] {
        for name in ["a", "b"] { try folder.placePicture("\(part)/\(name)/1.jpg") }
      }
      func line() -> String {
        folder.error { _ = try OwnDataSet.load(folder.url.path, .train, small) }
      }
      #expect(
        line().hasSuffix(
          "expected a folder a class, or train with a folder a class beside other parts, found Test, val; "
            + "call the part to train with train, and give each class a folder in it"))
      for part in ["train", "Training"] {
        for name in ["a", "b"] { try folder.placePicture("\(part)/\(name)/1.jpg") }
      }
      #expect(
        line().hasSuffix(
          "expected one folder of the train part, found Training and train; put them together, or rename one"
        ))
      #expect(!OwnDataSet.hasValidation(folder.url.path))
    }
  }

  /// Trains are vehicles, too.
  @Test func aClassMayBeCalledTrain() throws {
    try withFolder { folder in
      for name in ["bus", "train"] {
        for i in 0..<2 { try folder.placePicture("\(name)/\(i).jpg") }
      }
      #expect(try OwnDataSet.load(folder.url.path, .train, small).classNames == ["bus", "train"])
    }
  }

  @Test func trainAloneIsDivided() throws {
    try withFolder { folder in
      for name in ["a", "b"] {
        for i in 0..<5 { try folder.placePicture("train/\(name)/\(i).jpg") }
      }
      #expect(try OwnDataSet.load(folder.url.path, .train, small).count == 8)
      let test = try OwnDataSet.load(folder.url.path, .test, small)
      #expect(test.count == 2 && test.isDivided && test.prefix(1).isDivided)
    }
  }

  @Test func refusesWhatIsNoSuchFolder() throws {
    try withFolder { folder in
      let path = folder.url.path
      func line() -> String { folder.error { _ = try OwnDataSet.load(path, .train, small) } }
      try folder.placePicture("1.jpg")
      #expect(line().contains("expected 2 folders or more, one a class with its pictures, found 0"))
      try folder.placePicture("a/1.jpg")
      #expect(line().contains("found 1; put each class's pictures into a folder of its own"))
      try folder.place("b/readme.txt", [])
      #expect(
        line() == "b: expected pictures (jpg, png) of a class, found none; "
          + "remove the folder or put pictures into it")
      #expect(
        folder.error { _ = try DataSets.named(path + "/none", .train) }
          == "none: expected a data set's folder or file, found no such file or folder; "
          + "check the path")
      #expect(
        folder.error { _ = try DataSets.named(path, .train, folder: "x") }
          .hasSuffix("found x; leave --data-folder out"))
      var wrong = small
      wrong.imageSize = 0
      #expect(
        folder.error { _ = try OwnDataSet.load(path, .train, wrong) }
          == "reading: imageSize: expected 8 to 1024 pixels a side, found 0")
    }
  }

  @Test func imageNetsNumbersGetTheirWords() throws {
    try withFolder { folder in
      let classes = ["n01440764", "n02012849", "n03126707", "n99999999"]
      for name in classes { try folder.placePicture("train/\(name)/1.JPEG") }
      for name in classes { try folder.placePicture("val/\(name)/1.JPEG") }
      let words =
        "n01440764 tench, Tinca tinca\r\nn02012849 crane\n\nn03126707 crane\nn04 unused, word\n"
      let path = try folder.place("LOC_synset_mapping.txt", Array(words.utf8))
      let data = try OwnDataSet.load(folder.url.path, .train, small)
      #expect(
        data.classNames == [
          "tench", "crane (n02012849)", "crane (n03126707)", "n99999999",
        ])
      try Data("n01440764\n".utf8).write(to: URL(fileURLWithPath: path))
      #expect(
        folder.error { _ = try OwnDataSet.load(folder.url.path, .train, small) }
          == "LOC_synset_mapping.txt: line 1: expected a class and its words, as n01440764 tench, "
          + "found \"n01440764\"")
    }
  }

  @Test func readsPlacesByItsLists() throws {
    try withFolder { folder in
      try folder.place("categories_places365.txt", Array("/a/airfield 0\n/a/arch/in 1\n".utf8))
      try folder.place(
        "places365_train_standard.txt", Array("/a/arch/in/1.jpg 1\n/a/airfield/2.jpg 0\n".utf8))
      try folder.place("places365_val.txt", Array("v1.jpg 1\n".utf8))
      try folder.placePicture("data_256/a/arch/in/1.jpg", tone: 5)
      try folder.placePicture("data_256/a/airfield/2.jpg", tone: 6)
      try folder.placePicture("val_256/v1.jpg", tone: 7)
      let path = folder.url.path
      let train = try DataSets.named(path, .train, reading: small)
      #expect(train.classNames == ["airfield", "arch/in"] && train.labels == [1, 0])
      #expect(tones(train) == [5, 6])
      #expect(tones(try DataSets.named(path, .test, reading: small)) == [7])

      func line(_ list: String, _ text: String) throws -> String {
        try folder.place(list, Array(text.utf8))
        return folder.error { _ = try DataSets.named(path, .test, reading: small) }
      }
      let validation = "places365_val.txt"
      for text in ["v1.jpg", "v1.jpg 2", "v1.jpg -1", "v1.jpg x", "v1.jpg 99999999999999999999"] {
        #expect(
          try line(validation, text)
            == "places365_val.txt: line 1: expected a name, a blank and a class in 0 ..< 2, "
            + "found \"\(text)\"")
      }
      #expect(try line(validation, "\n../v1.jpg 0").contains("line 2: expected a name within the"))
      #expect(try line(validation, "v2.jpg 0").contains("line 1: expected v2.jpg in val_256, val_"))
      #expect(try line(validation, "").contains("expected pictures to test with, found none"))
      #expect(
        try line("categories_places365.txt", "/a/airfield 0\n/b/x 2\n")
          .contains("line 2: expected class 1, in order, found 2"))
    }
  }
}
