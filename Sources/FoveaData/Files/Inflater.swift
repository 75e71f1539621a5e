internal import CZlib

/// Inflates a gzip stream piece by piece, never beyond the buffer that the caller gives.
///
/// A stream may consist of several members one after the other, as the format allows; each one's check
/// sum and length are compared at its end (RFC 1952).
final class Inflater {
  private let path: String
  // zlib keeps the address of the stream's state, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var consumed = 0
  private var ended = false

  /// The most that deflate can shrink: 258 bytes in two bits.
  static let largestRatio = 1032

  init(_ path: String) throws(DataError) {
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: 1 << 17, alignment: 64)
    // 15 bits of window, 16 for the gzip format.
    let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    if code != Z_OK {
      throw DataError(path, expected: "zlib to start", found: Self.meaning(code))
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Fills `buffer` with the next of the content, taking compressed bytes from `source`; returns how many
  /// bytes, fewer than asked for only at the end.
  func read(
    into buffer: UnsafeMutableRawBufferPointer,
    from source: (UnsafeMutableRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) -> Int {
    guard let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    var done = 0
    while done < buffer.count, !ended {
      if stream.pointee.avail_in == 0, try refill(from: source) == 0 {
        throw DataError(
          path, at: "byte \(consumed)", expected: "more compressed data", found: "the file's end",
          advice: "the file is cut short, get it again")
      }
      let room = min(buffer.count - done, 1 << 30)
      stream.pointee.next_out = start + done
      stream.pointee.avail_out = UInt32(room)
      let code = inflate(stream, Z_NO_FLUSH)
      done += room - Int(stream.pointee.avail_out)
      switch code {
      case Z_OK, Z_BUF_ERROR: continue
      case Z_STREAM_END: try endMember(source)
      default: throw corrupted(code)
      }
    }
    return done
  }

  private func refill(
    from source: (UnsafeMutableRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) -> Int {
    let count = try source(input)
    consumed += count
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
    return count
  }

  /// After a member: the end, or another member.
  private func endMember(
    _ source: (UnsafeMutableRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) {
    if stream.pointee.avail_in == 0, try refill(from: source) == 0 {
      ended = true
      return
    }
    // 31 is the first byte of every member.
    guard stream.pointee.next_in.pointee == 0x1F, inflateReset(stream) == Z_OK else {
      throw DataError(
        path, at: "byte \(consumed - Int(stream.pointee.avail_in))",
        expected: "the end of the compressed data", found: "trailing bytes",
        advice: "get the file again")
    }
  }

  private func corrupted(_ code: CInt) -> DataError {
    let message = stream.pointee.msg.map { String(cString: $0) } ?? Self.meaning(code)
    return DataError(
      path, at: "near byte \(consumed - Int(stream.pointee.avail_in))",
      expected: "sound compressed data", found: "a flaw (\(message))",
      advice: "the file is damaged, get it again")
  }

  private static func meaning(_ code: CInt) -> String {
    code == Z_MEM_ERROR ? "too little memory" : "zlib's error \(code)"
  }
}
