import FoveaKernels
import FoveaTensor

/// The files that CIFAR-10 and CIFAR-100 come in, in their binary form: records one after the other, without a
/// header.
///
///     CIFAR-10:   class, pixels            1 + 3072 bytes
///     CIFAR-100:  coarse, fine, pixels     2 + 3072 bytes
///
/// Pixels are 32 x 32, all red first, then all green, then all blue, each row by row.
///
/// Source: Krizhevsky (2009), Learning multiple layers of features from tiny images; the format as on the set's
/// page, "binary version".
struct CIFARFiles {
  /// Where they may lie.
  let places: SetPlaces
  /// The folder that the published archive unpacks to; looked for inside the others.
  let archive: String
  /// The kinds of classes that a record begins with, in their order.
  let kinds: [CIFARClasses]
  /// Which of them is asked for.
  let wanted: Int
  /// The files to train with, and that to test with.
  let train: [String], test: [String]
  /// Pictures of the whole training and test part.
  var counts = (train: 50_000, test: 10_000)

  /// Refuses the names of a folder that holds a published set, whose files go by its name and not by a path.
  static func refuse(_ names: [String], in folder: String) throws(DataError) {
    for files in [CIFAR10.files, CIFAR100.files(CIFAR100.name, wanted: 1)]
    where names.contains(files.archive) || (files.train + files.test).allSatisfy(names.contains) {
      throw DataError(
        folder, expected: "a data set of one's own", found: "the files of \(files.places.name)",
        advice: "name the set: --data \(files.places.name) --data-folder \(folder)")
    }
  }

  /// Loads a part, which must have the published number of pictures, of each class as many.
  func load(_ split: DataSet.Split, folder: String?) throws(DataError) -> DataSet {
    let (names, count) = try places.published(
      split, train: (train, counts.train), test: (test, counts.test))
    let folder = try places.find(folder, names[0]) { folder in
      isPresent("\(folder)/\(names[0])") || isPresent("\(folder)/\(archive)/\(names[0])")
    }
    let place =
      isPresent("\(folder)/\(names[0])") || !isFolder("\(folder)/\(archive)")
      ? folder : "\(folder)/\(archive)"
    var reader = CIFARReader(kinds: kinds, perFile: count / names.count)
    for name in names {
      let path = "\(place)/\(name)"
      guard isPresent(path) else {
        throw DataError(
          place, expected: "\(name) in this folder", found: "none", advice: places.advice)
      }
      try reader.read(path)
    }
    try reader.checkBalance(place)
    var data = try DataSet(
      name: places.name, split: split, shape: [count, 32, 32, 3], bytes: reader.pixels,
      labels: reader.labels[wanted], classNames: kinds[wanted].names)
    data.labelSafety = CIFAR10.labelSafety
    return data
  }
}

/// The classes of one kind that CIFAR's pictures have.
struct CIFARClasses: Sendable {
  /// What such a class is called in error lines.
  let kind: String
  /// What each is called.
  let names: [String]
}

/// Reads records.
struct CIFARReader {
  let kinds: [CIFARClasses]
  /// Records a file.
  let perFile: Int
  /// The pictures so far, [pictures, 32, 32, 3].
  private(set) var pixels: [UInt8] = []
  /// The classes of each kind, one a picture.
  private(set) var labels: [[Int]]
  /// The coarse class that each fine class was first seen with.
  private var coarse: [Int: Int] = [:]

  static let area = 32 * 32

  init(kinds: [CIFARClasses], perFile: Int) {
    self.kinds = kinds
    self.perFile = perFile
    labels = kinds.map { _ in [] }
  }

  /// Appends a file's pictures, plain or gzipped.
  mutating func read(_ path: String) throws(DataError) {
    let file = try InputFile(path)
    let size = kinds.count + 3 * Self.area
    guard file.isCompressed || file.size == perFile * size else {
      throw wrongSize(path, "\(file.size)")
    }
    let bytes = try file.read(perFile * size)
    guard bytes.count == perFile * size else { throw wrongSize(path, "\(bytes.count)") }
    guard try file.read(1).isEmpty else { throw wrongSize(path, "more") }
    for record in 0..<perFile {
      for (place, kind) in kinds.enumerated() {
        let label = Int(bytes[record * size + place])
        guard label < kind.names.count else {
          throw DataError(
            path, at: "\(kind.kind) of picture \(record) (byte \(record * size + place))",
            expected: "0 ..< \(kind.names.count)", found: "\(label)",
            advice: "the file is damaged or of another data set")
        }
        labels[place].append(label)
      }
      try checkNesting(path, record)
    }
    pixels.append(contentsOf: interleaved(bytes, size))
  }

  /// A fine class belongs to one coarse class, which is how another file of the right size shows.
  private mutating func checkNesting(_ path: String, _ record: Int) throws(DataError) {
    guard kinds.count == 2, let fine = labels[1].last, let own = labels[0].last else { return }
    let known = coarse[fine, default: own]
    coarse[fine] = known
    guard known == own else {
      throw DataError(
        path, at: "\(kinds[0].kind) of picture \(record)",
        expected: "\(known), as before with \(kinds[1].kind) \(fine)", found: "\(own)",
        advice: "the file is damaged or of another data set")
    }
  }

  /// Channel planes as pixels of three channels.
  private func interleaved(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
    let (area, length) = (Self.area, 3 * Self.area)
    return [UInt8](unsafeUninitializedCapacity: perFile * length) { buffer, initialized in
      bytes.withUnsafeBufferPointer { bytes in
        guard let out = buffer.baseAddress, let source = bytes.baseAddress else { return }
        ThreadPool.shared.split(perFile, grain: 64) { start, count in
          for record in start..<start + count {
            let (from, to) = (source + (record + 1) * size - length, out + record * length)
            for pixel in 0..<area {
              for channel in 0..<3 { to[3 * pixel + channel] = from[channel * area + pixel] }
            }
          }
        }
      }
      initialized = perFile * length
    }
  }

  private func wrongSize(_ path: String, _ found: String) -> DataError {
    let size = kinds.count + 3 * Self.area
    return DataError(
      path, at: "size", expected: "\(perFile * size) bytes for \(perFile) pictures, as published",
      found: found, advice: "the file is cut short, damaged or of another data set")
  }

  /// Refuses classes with more or fewer pictures than others.
  func checkBalance(_ folder: String) throws(DataError) {
    for (kind, labels) in zip(kinds, labels) {
      var counts = [Int](repeating: 0, count: kind.names.count)
      for label in labels { counts[label] += 1 }
      let expected = labels.count / kind.names.count
      if let label = counts.firstIndex(where: { $0 != expected }) {
        throw DataError(
          folder, at: "\(kind.kind) \(label) (\(kind.names[label]))",
          expected: "\(expected) pictures, as published", found: "\(counts[label])",
          advice: "a file is damaged, of another data set or there twice")
      }
    }
  }
}
