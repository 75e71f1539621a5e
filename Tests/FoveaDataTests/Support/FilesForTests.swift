import CZlib
import Foundation
import TestSupport

/// A folder with files made for a test.
struct TestFolder {
  let url: URL

  /// Writes a file and returns its path.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// What `body` throws as one line, with the folder's path taken out; "no error" when it does not throw.
  func error(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)".replacingOccurrences(of: url.path + "/", with: "") }
    return "no error"
  }
}

/// Calls `body` with an empty folder that is removed afterwards.
func withFolder<R>(_ body: (TestFolder) throws -> R) throws -> R {
  try withTemporaryDirectory { try body(TestFolder(url: $0)) }
}

/// A number's four bytes, most significant first.
func bigEndian(_ value: Int) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
}

/// An IDX file of unsigned bytes.
func idx(_ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
  [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap(bigEndian) + elements
}

/// The bytes as gzip packs them.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  let size = CInt(MemoryLayout<z_stream>.size)
  // 15 bits of window, 16 for the gzip format.
  precondition(
    deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
      == Z_OK)
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  let written = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      return output.count - Int(stream.avail_out)
    }
  }
  return Array(output[..<written])
}
