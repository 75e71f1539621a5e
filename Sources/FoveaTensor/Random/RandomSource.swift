/// Random numbers from a seed: the same seed gives the same numbers, on every machine. (Normal numbers go
/// through the C library's logarithm and cosine, whose last bit may differ from one library to another.)
///
/// The generator is Philox 4x32-10, counter-based: block i of a stream is a function of the key and i.
/// A source is a value; a copy repeats what the original gives.
public struct RandomSource: RandomNumberGenerator, Hashable, Sendable {
  private let philox: Philox
  /// The next 64 bits: half a block each.
  private var position: UInt64
  /// How many streams were split off.
  private var splits: UInt64

  /// A source for a seed.
  public init(seed: UInt64) { self.init(key: seed, position: 0, splits: 0) }

  private init(key: UInt64, position: UInt64, splits: UInt64) {
    philox = Philox(key: key)
    self.position = position
    self.splits = splits
  }

  /// Everything that the next number depends on, three words, for checkpoints.
  public var state: [UInt64] { [philox.key, position, splits] }

  /// A source that goes on where `state` was taken; nil unless there are three words.
  public init?(state: [UInt64]) {
    guard state.count == 3 else { return nil }
    self.init(key: state[0], position: state[1], splits: state[2])
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let block = philox.block(position >> 1)
    defer { position &+= 1 }
    return position & 1 == 0
      ? UInt64(block[0]) | UInt64(block[1]) << 32 : UInt64(block[2]) | UInt64(block[3]) << 32
  }

  /// An independent source; each call gives another, and this one's numbers are not used up.
  public mutating func split() -> RandomSource {
    splits &+= 1
    return derived(splits, salt: 1)
  }

  /// The independent source with the given number: the same for the same number, whatever was drawn.
  ///
  /// For random numbers of one item of many, such as a sample's augmentation.
  public func stream(_ index: UInt64) -> RandomSource { derived(index, salt: 2) }

  /// Streams live in blocks that `next` never reaches: their counter's upper half is not zero.
  private func derived(_ index: UInt64, salt: UInt64) -> RandomSource {
    let block = philox.block(index, salt)
    let key = UInt64(block[0]) | UInt64(block[1]) << 32
    return RandomSource(key: key, position: 0, splits: 0)
  }

  /// Takes `count` blocks for a tensor and moves behind them; the first block's number.
  mutating func reserve(blocks count: Int) -> (philox: Philox, first: UInt64) {
    // Rounded up to a whole block; at the stream's end it starts over, as `next` does.
    let first = (position >> 1) &+ (position & 1)
    position = (first &+ UInt64(count)) << 1
    return (philox, first)
  }
}
