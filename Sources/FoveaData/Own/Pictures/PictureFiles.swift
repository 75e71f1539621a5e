import FoveaKernels
import FoveaTensor
import Synchronization

/// Pictures that stay in their files until a batch wants them: decoded by whoever makes it, on its threads, and
/// kept while there is room.
final class PictureFiles: Sendable {
  let paths: [String]
  /// Pixels a side.
  let size: Int
  /// 1 or 3.
  let channels: Int
  /// What was left out when the files were looked at.
  let skipped: [DataError]
  /// Whether what cannot be decoded is passed over.
  let skipsFaults: Bool
  private let cacheBytes: Int
  private let state = Mutex(State())

  private struct State {
    var cache: [Int: [UInt8]] = [:]
    /// What could not be decoded.
    var faults: [Int: DataError] = [:]
  }

  /// Bytes that all sets keep together.
  private static let kept = Atomic<Int>(0)

  init(_ paths: [String], skipped: [DataError], _ options: ReadingOptions) {
    self.paths = paths
    self.skipped = skipped
    size = options.imageSize
    channels = options.channels
    cacheBytes = options.cacheBytes
    skipsFaults = options.badPictures == .skip
  }

  deinit {
    let bytes = state.withLock { $0.cache.count } * length
    Self.kept.wrappingSubtract(bytes, ordering: .relaxed)
  }

  /// Bytes a picture.
  var length: Int { size * size * channels }

  /// A picture's bytes, [size, size, channels]; grey all over for one that cannot be decoded, which is noted.
  func bytes(_ row: Int) -> [UInt8] {
    if let bytes = state.withLock({ $0.cache[row] }) { return bytes }
    let bytes: [UInt8]
    do { bytes = try decoded(row) } catch {
      state.withLock { $0.faults[row] = error }
      return [UInt8](repeating: 128, count: length)
    }
    let after = Self.kept.wrappingAdd(length, ordering: .relaxed).newValue
    let isKept =
      after <= cacheBytes && state.withLock { $0.cache.updateValue(bytes, forKey: row) } == nil
    // No room, or another thread was faster.
    if !isKept { Self.kept.wrappingSubtract(length, ordering: .relaxed) }
    return bytes
  }

  /// Decodes pictures on the pool, to find those that cannot be.
  func decode(_ rows: [Int]) {
    ThreadPool.shared.split(rows.count, grain: 1) { start, count in
      for row in rows[start..<start + count] { _ = bytes(row) }
    }
  }

  private func decoded(_ row: Int) throws(DataError) -> [UInt8] {
    try Picture(contentsOf: paths[row], fitting: [size, size, channels]).bytes
  }

  /// The first of the pictures that could not be decoded; nil when all could, as far as they were wanted.
  func fault(among rows: some Sequence<Int>) -> DataError? {
    state.withLock { state in
      state.faults.isEmpty ? nil : rows.lazy.compactMap { state.faults[$0] }.first
    }
  }

  /// What could not be decoded so far.
  var faults: [DataError] {
    state.withLock { state in state.faults.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// How many pictures are kept.
  var cachedCount: Int { state.withLock { $0.cache.count } }
}
