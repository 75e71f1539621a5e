/// Picture files with their classes, in order.
struct LabelledFiles {
  /// The set's name.
  let name: String
  /// What each class is called.
  let classNames: [String]
  private(set) var paths: [String] = []
  private(set) var labels: [Int] = []

  init(name: String, classNames: [String]) {
    self.name = name
    self.classNames = classNames
  }

  mutating func append(_ path: String, _ label: Int) {
    paths.append(path)
    labels.append(label)
  }

  /// The set of those files. All are looked at first; where bad ones are left out, each is decoded as well, so that
  /// damage in the middle of one is found before anything is counted.
  ///
  /// - Parameters:
  ///   - split: what the pictures are for.
  ///   - isWhole: whether they are for that as they are; otherwise a share of each class is set aside to test with,
  ///     and `split` says which part is wanted.
  /// - Throws: `DataError` for a bad picture, where those are refused, or when none is left.
  func dataSet(
    _ split: DataSet.Split, isWhole: Bool, _ options: ReadingOptions
  ) throws(DataError) -> DataSet {
    try options.validate()
    let faults = PictureCheck.faults(paths)
    let bad = faults.keys.sorted()
    if let first = bad.first.flatMap({ faults[$0] }), options.badPictures == .refuse {
      throw first.orSkipped(others: bad.count - 1)
    }
    let good = paths.indices.filter { faults[$0] == nil }
    guard !good.isEmpty else {
      throw DataError(
        name, expected: "pictures to \(split == .train ? "train" : "test") with", found: "none",
        advice: bad.isEmpty ? "check the folder" : "all \(bad.count) files are bad")
    }
    let files = PictureFiles(
      good.map { paths[$0] }, skipped: bad.compactMap { faults[$0] }, options)
    let data = DataSet(
      name: name, split: split, classNames: classNames,
      imageShape: [options.imageSize, options.imageSize, options.channels],
      labels: good.map { labels[$0] }, pictures: .files(files), rows: Array(good.indices))
    let part = try isWhole ? data : data.part(split, options)
    guard options.badPictures == .skip else { return part }
    let sound = part.decodable
    guard sound.count > 0 else {
      throw DataError(
        name, expected: "pictures to \(split == .train ? "train" : "test") with", found: "none",
        advice: "all \(part.count) files are damaged")
    }
    return sound
  }
}
