/// A file in the IDX format, which MNIST and its relatives are published in, plain or gzipped.
///
///     0, 0, type of the elements, rank     4 bytes
///     extent of each dimension             4 bytes each, most significant byte first
///     elements                             row-major
///
/// Only unsigned bytes (type 8) are read: every published set of pictures has them. Whether the file is
/// gzipped is seen from its first two bytes, not from its name.
///
/// Source: LeCun, Cortes and Burges, The MNIST database of handwritten digits.
public struct IDXFile: Hashable, Sendable {
  /// The file's path as it was given.
  public let path: String
  /// The extents, outermost first; 1 to 4 of them.
  public let dimensions: [Int]
  /// The elements, row-major; as many as the product of the dimensions.
  public let elements: [UInt8]

  /// The most elements that are read unless told otherwise, 2^31: four times the largest set that is
  /// published in this format (EMNIST by class, 0.55 GB).
  public static let defaultLimit = 1 << 31

  /// Reads a file whole. Nothing the file says is believed: memory is taken only for what the file,
  /// inflated, can hold, and never more than its header announces.
  ///
  /// - Parameters:
  ///   - path: the file's path.
  ///   - limit: the most elements to accept.
  /// - Throws: `DataError` for a file that is missing, no IDX file, of another type, cut short, damaged,
  ///   over the limit, or longer than it says.
  public init(contentsOf path: String, limit: Int = defaultLimit) throws(DataError) {
    let file = try InputFile(path)
    let rank = try Self.readRank(of: file)
    dimensions = try Self.readDimensions(of: file, rank: rank)
    let count = try Self.elementCount(dimensions, of: file, limit: limit)

    elements = try file.read(count)
    if elements.count < count {
      throw Self.cutShort(
        path, dimensions, header: 4 + 4 * rank, count: count, found: elements.count)
    }
    if try !file.read(1).isEmpty {
      throw DataError(
        path, at: "byte \(4 + 4 * rank + count)",
        expected: "the end after \(Self.text(dimensions))",
        found: "trailing bytes", advice: "the file is damaged, get it again")
    }
    self.path = path
  }

  /// The extents that a file announces; its elements are not read.
  ///
  /// - Throws: `DataError` for a file that is missing, no IDX file, or of another type.
  static func dimensions(of path: String) throws(DataError) -> [Int] {
    let file = try InputFile(path)
    return try readDimensions(of: file, rank: readRank(of: file))
  }
}

extension IDXFile {
  private static let typeNames: [UInt8: String] = [
    0x08: "unsigned bytes", 0x09: "signed bytes", 0x0B: "16-bit integers", 0x0C: "32-bit integers",
    0x0D: "32-bit floats", 0x0E: "64-bit floats",
  ]

  private static func readRank(of file: InputFile) throws(DataError) -> Int {
    let magic = try readField("magic number", at: 0, of: file)
    guard magic[0] == 0, magic[1] == 0 else {
      throw DataError(
        file.path, at: "magic number (bytes 0 and 1)", expected: "0 and 0",
        found: "\(magic[0]) and \(magic[1])", advice: "is this an IDX file?")
    }
    guard magic[2] == 0x08 else {
      throw DataError(
        file.path, at: "type of the elements (byte 2)", expected: "8 (unsigned bytes)",
        found: "\(magic[2]) (\(typeNames[magic[2]] ?? "no type of IDX"))",
        advice: "convert the elements to unsigned bytes")
    }
    guard (1...4).contains(magic[3]) else {
      throw DataError(
        file.path, at: "rank (byte 3)", expected: "1 to 4 dimensions", found: "\(magic[3])",
        advice: "is this an IDX file?")
    }
    return Int(magic[3])
  }

  private static func readDimensions(of file: InputFile, rank: Int) throws(DataError) -> [Int] {
    var dimensions: [Int] = []
    for axis in 0..<rank {
      let bytes = try readField("dimension \(axis)", at: 4 + 4 * axis, of: file)
      dimensions.append(bytes.reduce(0) { $0 << 8 | Int($1) })
    }
    return dimensions
  }

  private static func readField(
    _ name: String, at offset: Int, of file: InputFile
  ) throws(DataError) -> [UInt8] {
    let bytes = try file.read(4)
    guard bytes.count == 4 else {
      throw DataError(
        file.path, at: "\(name) (bytes \(offset) to \(offset + 3))", expected: "4 bytes",
        found: "\(bytes.count)", advice: "the file is cut short, get it again")
    }
    return bytes
  }

  /// The product of the dimensions, once it is known to be within the limit and within what the file
  /// can hold.
  private static func elementCount(
    _ dimensions: [Int], of file: InputFile, limit: Int
  ) throws(DataError) -> Int {
    var (count, overflow) = (1, false)
    for extent in dimensions where !overflow {
      (count, overflow) = count.multipliedReportingOverflow(by: extent)
    }
    // A zero behind an overflow makes the product 0, whatever comes before it.
    if dimensions.contains(0) { (count, overflow) = (0, false) }
    guard !overflow, count <= limit else {
      throw DataError(
        file.path, at: "dimensions (from byte 4)", expected: "at most \(limit) elements",
        found: "\(text(dimensions))\(overflow ? "" : " = \(count)")",
        advice: "the file is damaged, or the limit must be raised")
    }
    let header = 4 + 4 * dimensions.count
    if file.isCompressed {
      guard count / Inflater.largestRatio <= file.size else {
        throw DataError(
          file.path, at: "dimensions (from byte 4)",
          expected: "no more than a compressed file of \(file.size) bytes can hold",
          found: "\(text(dimensions)) = \(count) elements",
          advice: "the file is damaged, get it again")
      }
    } else if count > file.size - header {
      throw cutShort(file.path, dimensions, header: header, count: count, found: file.size - header)
    }
    return count
  }

  private static func cutShort(
    _ path: String, _ dimensions: [Int], header: Int, count: Int, found: Int
  ) -> DataError {
    DataError(
      path, at: "elements (from byte \(header))",
      expected: "\(count) bytes for \(text(dimensions))", found: "\(found)",
      advice: "the file is cut short, get it again")
  }

  static func text(_ dimensions: [Int]) -> String {
    dimensions.map(String.init).joined(separator: " x ")
  }
}
