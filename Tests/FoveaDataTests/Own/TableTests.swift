import Foundation
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaData

/// Tables and time series.
@Suite struct TableTests {
  private func options(_ label: String? = nil) -> ReadingOptions {
    var options = ReadingOptions()
    options.label = label
    return options
  }

  /// What a file of this text gives, or the error's line.
  private func load(
    _ folder: TestFolder, _ name: String, _ text: String, label: String? = nil,
    _ split: DataSet.Split = .train
  ) throws -> DataSet {
    try DataSets.named(
      folder.place(name, Array(text.utf8)), split, reading: options(label))
  }

  private func line(
    _ name: String, _ text: String, label: String? = nil
  ) throws -> String {
    try withFolder { folder in
      folder.error { _ = try load(folder, name, text, label: label) }
    }
  }

  private let flowers = """
    length,width,class
    5.1,3.5,"setosa, wild"
    1e-1,-2,virginica
    7,8,"setosa, wild"
    9,.5,virginica

    """

  @Test func aRowIsAPixelWithAChannelAFeature() throws {
    try withFolder { folder in
      let train = try load(folder, "flowers.csv", flowers)
      let test = try load(folder, "flowers.csv", flowers, .test)
      #expect(train.imageShape == [1, 1, 2])
      #expect(train.classNames == ["setosa, wild", "virginica"])
      // One of two of each class is set aside.
      #expect(train.labels.sorted() == [0, 1] && test.labels.sorted() == [0, 1])
      let rows = Set((train.images.elements + test.images.elements))
      #expect(rows == [5.1, 3.5, 0.1, -2, 7, 8, 9, 0.5])
    }
  }

  @Test func aFileToTestWithIsTakenBesideThatToTrainWith() throws {
    try withFolder { folder in
      let train = "a;10;x\r\nb;2;y\r\n"
      _ = try folder.place("my_train.csv", Array(train.utf8))
      let test = try folder.place("my_test.csv", Array("c;10;x\nd;10;z".utf8))
      // Without names: the class is in column 2, and the others must be numbers.
      let path = folder.url.path + "/my_train.csv"
      #expect(
        folder.error { _ = try DataSets.named(path, .train, reading: options("2")) }
          == "my_train.csv: line 1, column 1: expected a number, found \"a\"")
      try folder.place("my_train.csv", Array("1;10;4\n2;2;5\n".utf8))
      try folder.place("my_test.csv", Array("3;10;6\n4;2;7\n5;10;8".utf8))
      let data = try DataSets.named(path, .train, reading: options("2"))
      // In the order of numbers, not of letters.
      #expect(data.classNames == ["2", "10"] && data.labels == [1, 0])
      #expect(data.images.elements == [1, 4, 2, 5])
      let held = try DataSets.named(path, .test, reading: options("2"))
      #expect(held.labels == [1, 0, 1] && held.images.elements == [3, 6, 4, 7, 5, 8])
      try Data("3;11;6\n".utf8).write(to: URL(fileURLWithPath: test))
      #expect(
        folder.error { _ = try DataSets.named(path, .test, reading: options("2")) }
          == "my_test.csv: line 1: expected a class among the 2 to train with, found \"11\"")
      try Data("3;10\n".utf8).write(to: URL(fileURLWithPath: test))
      #expect(
        folder.error { _ = try DataSets.named(path, .test, reading: options("2")) }
          == "my_test.csv: line 1: expected 3 columns as in my_train.csv, found 2; "
          + "the two files do not belong together")
    }
  }

  /// What columns mean goes by their order, so names in another order would train on one thing and test on another.
  @Test func columnsOfBothFilesAreCalledAlike() throws {
    try withFolder { folder in
      let path = try folder.place("a_train.csv", Array("x,label,y\n1,a,2\n3,b,4\n".utf8))
      func test(_ text: String) throws -> String {
        try folder.place("a_test.csv", Array(text.utf8))
        return folder.error { _ = try DataSets.named(path, .test) }
      }
      #expect(
        try test("y,label,x\n2,a,1\n")
          == "a_test.csv: line 1: expected columns as in a_train.csv, next \"x\", found \"y\"; "
          + "put them into the order of that file")
      #expect(try test("x,label,z\n2,a,1\n").contains("next \"y\", found \"z\""))
      // The column of classes may stand elsewhere, and letters be of either case.
      #expect(try test("Label,X,Y\na,1,2\n") == "no error")
      #expect(try DataSets.named(path, .test).images.elements == [1, 2])
    }
  }

  @Test func whatIsMissingIsNoClass() throws {
    for (text, line, found) in [
      ("x,label\n1,a\n2,\n3,a\n4,b\n", 3, ""), ("x,label\n1,a\n2,b\n3,NaN\n", 4, "NaN"),
      ("x,label\n1,1\n2,2\n3,nan\n", 4, "nan"), ("x,label\n1,a\n2,b\n3,\"\"\n", 4, ""),
    ] {
      #expect(
        try self.line("a.csv", text)
          == "a.csv: line \(line): expected a class, found \"\(found)\"; "
          + "fill or drop what is missing")
    }
    #expect(
      try self.line("a.tsv", "1\t2\t3\t4\nnan\t2\t3\t4\n2\t2\t3\t4\n").hasPrefix(
        "a.tsv: line 2: expected a class, found \"nan\""))
  }

  /// A table of numbers may write a class as 1 in one row and 1.0 in another.
  @Test func classesThatAreNumbersGoByTheirValue() throws {
    try withFolder { folder in
      let path = try folder.place(
        "a_train.csv", Array("x,label\n1,1.0\n2,1\n3,-0\n4,0.0\n5,2e0\n".utf8))
      try folder.place("a_test.csv", Array("x,label\n1,2\n2,1.00\n3,0\n".utf8))
      let train = try DataSets.named(path, .train)
      #expect(train.classNames == ["-0", "1", "2e0"] && train.labels == [1, 1, 0, 0, 2])
      #expect(try DataSets.named(path, .test).labels == [2, 1, 0])
      // Beyond 2^53 neighbours are one number, and among words numbers are words.
      let large = "x,label\n1,9007199254740993\n2,9007199254740992\n3,9007199254740993\n"
      #expect(try load(folder, "b.csv", large + "4,9007199254740992\n").classCount == 2)
      let mixed = "x,label\n1,a\n2,1\n3,1.0\n4,a\n"
      #expect(try load(folder, "c.csv", mixed).classNames == ["1", "1.0", "a"])
    }
  }

  @Test func columnsAreFoundByNameOrNumber() throws {
    try withFolder { folder in
      let text = "kind\tx\ny\t1\nz\t2\ny\t3\nz\t4\n"
      #expect(try load(folder, "a.tsv", text, label: "kind").classNames == ["y", "z"])
      #expect(try load(folder, "a.txt", text, label: "1").classNames == ["y", "z"])
      let gzipped = try folder.place("b.csv.gz", gzip(Array(flowers.utf8)))
      #expect(try DataSets.named(gzipped, .train).classCount == 2)
      // Numbers as names of columns, as MNIST's tables have them: the label's name shows the line for what it is.
      let digits = "label,0,1\n7,0,255\n3,1,2\n7,1,1\n3,9,9\n"
      #expect(try load(folder, "d.csv", digits).classNames == ["3", "7"])
    }
  }

  @Test func badTablesAreRefusedByTheLine() throws {
    let cases: [(String, String?, String)] = [
      ("", nil, "a.csv: expected rows of numbers with a class, found none"),
      ("x,label\n", nil, "a.csv: expected rows of numbers with a class, found none"),
      (
        "x,y\n1,2\n", nil, "line 1: expected a column called label, class, target, found none; name"
      ),
      (
        "x,kind\n1,a\n", "knid",
        "expected a column \"knid\", found 2 columns: x, kind; did you mean kind?"
      ),
      ("x,kind\n1,a\n", "3", "expected a column \"3\", found 2 columns: x, kind"),
      ("label\na\n", nil, "line 1: expected 2 to 65536 columns, one with the classes, found 1"),
      ("x,label\n1,a\n2,b,c\n", nil, "line 3: expected 2 columns as in the first, found 3"),
      ("x,label\n\n1,a\n2\n", nil, "line 4: expected 2 columns as in the first, found 1"),
      ("x,label\n,a\n", nil, "line 2, column x: expected a number, found \"\"; fill or drop what"),
      ("x,label\nnan,a\n", nil, "line 2, column x: expected a number, found \"nan\""),
      ("x,label\n1e999,a\n", nil, "line 2, column x: expected a number, found \"1e999\""),
      ("x,label\n1 2,a\n", nil, "line 2, column x: expected a number, found \"1 2\""),
      (
        "x,label\n1,\"a\n", nil, "line 2: expected quotation marks in pairs, found one that is open"
      ),
      ("x,label\n1,a\n2,a\n", nil, "classes: expected 2 to 65536 different ones, found 1; is that"),
      ("x,label\n1,a\n2,b\n", nil, "expected 2 pictures of a class or more, to train and to test"),
    ]
    for (text, label, part) in cases {
      let line = try line("a.csv", text, label: label)
      #expect(line.contains(part), "\(text): \(line)")
    }
  }

  @Test func quotationMarksMayBeDoubled() throws {
    try withFolder { folder in
      let text = "x,label\n1,\"a \"\"b\"\"\"\n2, c \n3,\"a \"\"b\"\"\"\n4,c\n"
      let data = try load(folder, "a.csv", text)
      #expect(data.classNames == ["a \"b\"", "c"])
    }
  }

  @Test func readsSeriesOfTheArchive() throws {
    try withFolder { folder in
      _ = try folder.place("Beat_TRAIN.tsv", Array("1\t0.5\t2\t-1\n-1\t4\t5\tNaN\n".utf8))
      let test = try folder.place("Beat_TEST.tsv", Array("-1\t7\tNaN\tNaN\n".utf8))
      // By its folder as well as by its name.
      for path in [folder.url.path, folder.url.path + "/Beat_TRAIN.tsv"] {
        let train = try DataSets.named(path, .train)
        #expect(train.imageShape == [1, 3, 1] && train.classNames == ["-1", "1"])
        #expect(train.labels == [1, 0] && train.images.elements == [0.5, 2, -1, 4, 5, 0])
        #expect(try DataSets.named(path, .test).images.elements == [7, 0, 0])
      }
      func line(_ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: test))
        return folder.error { _ = try DataSets.named(folder.url.path, .test) }
      }
      #expect(
        try line("1\t2\tNaN\t3\n").contains("line 1, field 3: expected a number, found \"NaN"))
      #expect(try line("1\t2\tx\t3\n").contains("line 1, field 3: expected a number, found \"x\""))
      #expect(
        try line("1\t2\t3\n").contains("line 1: expected a class and 3 numbers, tabs between"))
      #expect(try line("2\t2\t3\t4\n").contains("expected a class among the 2 to train with"))
      #expect(try line("").contains("expected series of numbers with a class, found none"))
    }
  }

  @Test func seriesMayHaveBlanksBetween() throws {
    try withFolder { folder in
      let text = "  1.0000000e+00  -5.0e-01   2\n  2.0000000e+00   4.0e+00   NaN\n"
      _ = try folder.place("Beat_TRAIN.txt", Array(text.utf8))
      _ = try folder.place("Beat_TEST.txt", Array("2 7 8\n".utf8))
      let train = try DataSets.named(folder.url.path, .train)
      #expect(train.imageShape == [1, 2, 1] && train.images.elements == [-0.5, 2, 4, 0])
      #expect(try DataSets.named(folder.url.path, .test).labels == [1])
    }
  }

  /// Of several files of series, that of the folder's name; marks of both kinds before comments.
  @Test func theFolderSaysWhichSeriesAreMeant() throws {
    try withFolder { folder in
      let text = "% By hand.\n@classLabel true a b\n@data\n% Two.\n1,2:a\n3,4:b\n"
      _ = try folder.place("Steps/Steps_TRAIN.ts", Array(text.utf8))
      _ = try folder.place("Steps/Steps_TEST.ts", Array(text.utf8))
      _ = try folder.place("Steps/Old_TRAIN.ts", Array("nothing".utf8))
      let data = try DataSets.named(folder.url.path + "/Steps", .train)
      #expect(data.imageShape == [1, 2, 1] && data.images.elements == [1, 2, 3, 4])
    }
  }

  @Test func choicesThatChangeNothingAreKnown() throws {
    try withFolder { folder in
      let series = "@classLabel true a b\n@data\n1,2:a\n3,4:b\n"
      _ = try folder.place("s/x_TRAIN.ts", Array(series.utf8))
      let table = try folder.place("x.csv", Array(flowers.utf8))
      for part in ["train", "val"] {
        for name in ["a", "b"] { try folder.placePicture("p/\(part)/\(name)/1.jpg") }
      }
      let root = folder.url.path
      let (own, choices) = try OwnDataSet.choices(of: root + "/s")
      #expect(own == "series" && choices == [.testShare])
      #expect(try OwnDataSet.choices(of: table).choices == [.label, .testShare])
      let pictures = try OwnDataSet.choices(of: root + "/p").choices
      #expect(pictures == [.imageSize, .channels, .content, .badPictures, .cacheBytes])
      #expect(try OwnDataSet.isRows(table) == true && OwnDataSet.isRows(root + "/p") == false)
    }
  }

  /// A series runs one way.
  @Test func rowsAreNotTurnedRound() throws {
    try withFolder { folder in
      let data = try load(folder, "a.tsv", "1\t0.5\t2\n2\t4\t5\n1\t1\t1\n2\t3\t3\n")
      for name in ["flip", "rotate:90"] {
        let recipe = try AugmentationRecipe(name)
        let line = folder.error { try recipe.check(for: data) }
        #expect(
          line.hasSuffix(
            "expected pictures, found series; leave \(name.prefix { $0 != ":" }) out, or insist by "
              + "--unsafe-augment"), "\(line)")
        try recipe.check(for: data, isUnsafe: true)
      }
      try AugmentationRecipe("noise,mixup,brightness:0.5").check(for: data)
    }
  }

  private let walking = """
    # A comment.
    @problemName Steps
    @timeStamps false
    @univariate false
    @dimensions 2
    @classLabel true walking running
    @data
    1,2,3:4,5,6:running
    7,8:9,10:walking

    """

  @Test func readsSeriesOfSeveralChannels() throws {
    try withFolder { folder in
      _ = try folder.place("Steps_TRAIN.ts", Array(walking.utf8))
      let test = try folder.place(
        "Steps_TEST.ts", Array((walking + "0:0:running\n").utf8))
      let train = try DataSets.named(folder.url.path, .train)
      #expect(train.imageShape == [1, 3, 2] && train.classNames == ["walking", "running"])
      #expect(train.labels == [1, 0])
      #expect(train.images.elements == [1, 4, 2, 5, 3, 6, 7, 9, 8, 10, 0, 0])
      #expect(try DataSets.named(folder.url.path, .test).count == 3)

      func line(_ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: test))
        return folder.error { _ = try DataSets.named(folder.url.path, .test) }
      }
      let head = "@classLabel true walking running\n@data\n"
      let cases = [
        ("", "expected @data before the series, found none"),
        ("@data\n1:2:walking", "expected @classLabel true and the classes, found none"),
        (head, "expected series behind @data, found none"),
        ("1,2:3,4:a\n", "line 1: expected a word behind @, until @data, found \"1,2:3,4:a\""),
        ("@classLabel false\n" + head, "line 1: expected @classLabel true and 2 classes or more"),
        ("@targetLabel true\n" + head, "line 1: expected classes, by @classLabel"),
        ("@timeStamps true\n" + head, "line 1: expected numbers without times"),
        ("@dimensions 0\n" + head, "line 1: expected @dimensions and 1 to 4096"),
        (head + "1,2:walking\n", "line 3: expected 2 channels and a class, found 2 parts"),
        (head + "1,2:3:walking\n", "line 3: expected channels of one length, found 2, 1"),
        (head + "1,?:3,4:walking\n", "found \"?\"; fill what is missing"),
        (head + "1,:3,4:walking\n", "line 3: expected numbers with commas between, found \"\""),
        (head + "1,2:3,4:sitting\n", "line 3: expected a class among the 2 to train with"),
      ]
      for (text, part) in cases {
        let line = try line(text)
        #expect(line.contains(part), "\(text): \(line)")
      }
    }
  }

  /// Both parts are as long as the longest series of either, so that each can be tested.
  @Test func seriesToTestWithMayBeLonger() throws {
    try withFolder { folder in
      _ = try folder.place("Steps_TRAIN.ts", Array(walking.utf8))
      _ = try folder.place(
        "Steps_TEST.ts", Array((walking + "1,2,3,4,5:6,7,8,9,0:walking\n").utf8))
      let train = try DataSets.named(folder.url.path, .train)
      let test = try DataSets.named(folder.url.path, .test)
      #expect(train.imageShape == [1, 5, 2] && test.imageShape == [1, 5, 2])
      #expect(train.images(at: [0]).elements == [1, 4, 2, 5, 3, 6, 0, 0, 0, 0])
      #expect(test.images(at: [2]).elements == [1, 6, 2, 7, 3, 8, 4, 9, 5, 0])
    }
  }

  /// One long series among many short ones would have them all filled up: the file is small, the tensor is not.
  @Test func aLongSeriesDoesNotTakeTheMemory() throws {
    let (count, length) = (20_000, 200_000)
    let head = "@classLabel true a b\n@data\n"
    let short = String(repeating: "1:a\n", count: count)
    let long = String(repeating: "1,", count: length - 1) + "1:b\n"
    let most = IDXFile.defaultLimit / MemoryLayout<Scalar>.size / (count + 1)
    let line = try line("a.ts", head + short + long)
    #expect(
      line == "a.ts: line \(count + 3): expected at most \(most) numbers, as all \(count + 1) "
        + "series of a.ts are filled up with zeros to the longest, found \(length); cut what is long, or leave it out"
    )
    try withFolder { folder in
      let path = try folder.place("a_TRAIN.ts", Array((head + short + "2:b\n").utf8))
      _ = try folder.place("a_TEST.ts", Array((head + long).utf8))
      let line = folder.error { _ = try DataSets.named(path, .train) }
      #expect(line.hasPrefix("a_TEST.ts: line 3: expected at most "), "\(line)")
    }
  }

  @Test func otherFilesAreRefused() throws {
    #expect(try line("a.xls", "x").contains("ends in csv, tsv, txt, ts or npz, found a.xls"))
  }
}
