import FoveaKernels
import FoveaTensor

extension DataSet {
  /// The pictures at the given places as one tensor, [indices.count, height, width, channels]; bytes are
  /// divided by 255. A picture in a file that cannot be decoded is grey all over; see `checkPictures`. Traps when an
  /// index lies outside the set.
  public func images(at indices: some RandomAccessCollection<Int>) -> Tensor {
    let size = imageShape.count
    let sources = indices.map { index in
      require(
        rows.indices.contains(index),
        "DataSet.images: expected an index in 0 ..< \(count), received \(index)")
      return rows[index]
    }
    return Tensor(Shape([sources.count] + imageShape.dimensions)) { out in
      // About 64 KiB of tensor a task, but decoding takes long for a single picture.
      let grain = isDecodedOnDemand ? 1 : max(1, 16384 / size)
      ThreadPool.shared.split(sources.count, grain: grain) { start, count in
        for place in start..<start + count {
          copyPicture(sources[place], size, to: out + place * size)
        }
      }
    }
  }

  /// All pictures as one tensor. For large sets, batches take less memory.
  public var images: Tensor { images(at: 0..<count) }

  private func copyPicture(_ row: Int, _ size: Int, to out: Output) {
    switch pictures {
    case .bytes(let bytes):
      bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        scaleBytes(base + row * size, to: out, count: size)
      }
    case .scalars(let images):
      images.read { out.update(from: $0 + row * size, count: size) }
    case .files(let files):
      files.bytes(row).withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        scaleBytes(base, to: out, count: size)
      }
    }
  }
}

/// Bytes as numbers in 0 ... 1. The division, not a product with 1/255, makes each the scalar nearest to
/// byte / 255; memory is the limit either way.
private func scaleBytes(
  _ bytes: UnsafePointer<UInt8>, to out: Output, count: Int
) {
  for i in 0..<count { out[i] = Scalar(bytes[i]) / 255 }
}
