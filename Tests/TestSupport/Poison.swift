import FoveaTensor

/// Fills the memory that the allocator keeps for the next tensors with NaN.
///
/// After this, an operation that reads what it never wrote, or lets what lies behind the end of a tensor
/// into a result, gives NaN where it might have got a harmless zero. Blocks up to 256 kilobytes, two of
/// each size class, are filled; most tests' tensors and scratch buffers come from there.
public func poisonFreeMemory() {
  // Four classes an octave, from 256 bytes; a class is filled by a tensor that needs nearly all of it.
  let sizes = (8..<18).flatMap { octave in
    (5...8).map { quarters in quarters << (octave - 2) }
  }
  let slack = 64
  for bytes in sizes {
    let count = (bytes - slack) / MemoryLayout<Scalar>.stride
    let blocks = (0..<2).map { _ in Tensor(repeating: .nan, [count]) }
    // Both at once, so that they are two blocks.
    withExtendedLifetime(blocks) {}
  }
}
