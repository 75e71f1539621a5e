/// An array in NumPy's format: a head that is a Python dictionary, then the elements.
///
///     0x93 "NUMPY", version, length of the head      8 bytes, 2 (version 1) or 4
///     {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }
///     elements, row-major
///
/// Source: NEP 1, A simple file format for NumPy arrays.
struct NPYFile {
  /// The extents, outermost first.
  let shape: [Int]
  /// What an element is.
  let kind: Kind
  /// The elements, `kind.size` bytes each.
  let elements: ArraySlice<UInt8>

  /// The kinds of elements that are read, by what NumPy calls them without the order of bytes.
  enum Kind: String, CaseIterable {
    case bool = "b1"
    case uint8 = "u1"
    case int8 = "i1"
    case uint16 = "u2"
    case int16 = "i2"
    case uint32 = "u4"
    case int32 = "i4"
    case uint64 = "u8"
    case int64 = "i8"
    case float = "f4"
    case double = "f8"

    var size: Int { Int(rawValue.suffix(1)) ?? 1 }
  }

  /// Reads a file's bytes. Nothing the head says is believed: the elements must be as many as it announces.
  ///
  /// - Throws: `DataError` for what is none, of another kind, in Fortran's order, cut short or too long.
  init(_ bytes: [UInt8], _ path: String) throws(DataError) {
    guard bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw DataError(
        path, at: "magic number (bytes 0 to 5)", expected: "0x93 NUMPY", found: "something else",
        advice: "is this an array that numpy.save wrote?")
    }
    guard bytes.count > 8, (1...3).contains(bytes[6]), bytes[7] == 0 else {
      throw DataError(
        path, at: "version (bytes 6 and 7)", expected: "1.0, 2.0 or 3.0",
        found: bytes.count > 8 ? "\(bytes[6]).\(bytes[7])" : "the file's end")
    }
    let field = bytes[6] == 1 ? 2 : 4
    guard bytes.count >= 8 + field else {
      throw DataError(
        path, at: "length of the head (from byte 8)", expected: "\(field) bytes",
        found: "\(bytes.count - 8)", advice: "the file is cut short, get it again")
    }
    let length = bytes[8..<8 + field].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + field + length
    guard length <= bytes.count - 8 - field else {
      throw DataError(
        path, at: "length of the head (from byte 8)",
        expected: "at most the \(bytes.count - 8 - field) bytes there are", found: "\(length)",
        advice: "the file is cut short, get it again")
    }
    var head = NPYHead(bytes[(8 + field)..<start], path)
    try head.read()
    let count = try Self.count(head.shape, path)
    let (size, overflow) = count.multipliedReportingOverflow(by: head.kind.size)
    guard !overflow, size == bytes.count - start else {
      throw DataError(
        path, at: "elements (from byte \(start))",
        expected: "\(overflow ? "no more than memory" : "\(size)") bytes for "
          + IDXFile.text(head.shape) + " of \(head.kind.rawValue)",
        found: "\(bytes.count - start)",
        advice: "the file is cut short or damaged, get it again")
    }
    shape = head.shape
    kind = head.kind
    let isSwapped = head.isBigEndian && head.kind.size > 1
    elements = isSwapped ? Self.swapped(bytes[start...], head.kind.size) : bytes[start...]
  }

  private static func count(_ shape: [Int], _ path: String) throws(DataError) -> Int {
    var (count, overflow) = (1, false)
    for extent in shape where !overflow {
      (count, overflow) = count.multipliedReportingOverflow(by: extent)
    }
    // A zero behind an overflow makes the product 0, whatever comes before it.
    if shape.contains(0) { return 0 }
    guard !overflow else {
      throw DataError(
        path, at: "shape", expected: "extents that memory can hold", found: IDXFile.text(shape))
    }
    return count
  }

  private static func swapped(_ bytes: ArraySlice<UInt8>, _ size: Int) -> ArraySlice<UInt8> {
    var result = Array(bytes)
    for start in stride(from: 0, to: result.count, by: size) {
      result[start..<start + size].reverse()
    }
    return result[...]
  }
}

extension NPYFile {
  /// The elements as numbers of a type.
  func numbers<T: BinaryFloatingPoint>(as type: T.Type) -> [T] {
    switch kind {
    case .bool, .uint8: elements.map { T($0) }
    case .int8: elements.map { T(Int8(bitPattern: $0)) }
    case .uint16: loaded(UInt16.self).map { T($0) }
    case .int16: loaded(Int16.self).map { T($0) }
    case .uint32: loaded(UInt32.self).map { T($0) }
    case .int32: loaded(Int32.self).map { T($0) }
    case .uint64: loaded(UInt64.self).map { T($0) }
    case .int64: loaded(Int64.self).map { T($0) }
    case .float: loaded(UInt32.self).map { T(Float(bitPattern: $0)) }
    case .double: loaded(UInt64.self).map { T(Double(bitPattern: $0)) }
    }
  }

  private func loaded<T: FixedWidthInteger>(_ type: T.Type) -> [T] {
    elements.withUnsafeBytes { bytes in
      (0..<bytes.count / MemoryLayout<T>.size).map { i in
        T(littleEndian: bytes.loadUnaligned(fromByteOffset: i * MemoryLayout<T>.size, as: T.self))
      }
    }
  }
}
