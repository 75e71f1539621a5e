import FoveaKernels

/// A run of scalars from the caching allocator, given back when the last tensor lets go of it.
///
/// This is the only place that owns memory; tensors share a storage and copy it before they write
/// where it is not theirs alone.
final class Storage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Scalar>
  let count: Int
  private let block: CachingAllocator.Block

  /// Memory for `count` scalars, not initialised, aligned to 64 bytes, with `bufferSlack` readable
  /// bytes behind it.
  ///
  /// - Parameter isScratch: whether it is given back soon, so that a larger block will do.
  init(count: Int, isScratch: Bool = false) {
    require(
      count <= Shape.largestCount, "Tensor: \(count) elements are more than any memory holds")
    block = CachingAllocator.shared.allocate(
      bytes: Storage.bytes(count), mayBeLarger: isScratch)
    pointer = block.address.assumingMemoryBound(to: Scalar.self)
    self.count = count
  }

  static func bytes(_ count: Int) -> Int { count * MemoryLayout<Scalar>.stride + bufferSlack }

  deinit { CachingAllocator.shared.release(block) }

  func copy() -> Storage {
    let copy = Storage(count: count)
    copy.pointer.update(from: pointer, count: count)
    return copy
  }
}
