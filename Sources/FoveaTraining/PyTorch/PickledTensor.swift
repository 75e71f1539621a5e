import FoveaTensor

/// A storage as a pickle speaks of it: elements somewhere else in the file.
struct PickledStorage: Hashable {
  typealias ElementType = Safetensors.ElementType

  let type: ElementType
  let key: String
  /// Elements; times their size it does not overflow.
  let count: Int

  var byteCount: Int { count * type.size }
}

/// A tensor as a pickle speaks of it: a view of a storage, checked against its size.
struct PickledTensor {
  let storage: PickledStorage
  let shape: Shape
  private let offset: Int
  private let strides: [Int]

  /// The most dimensions; far more than any model has.
  private static let rankLimit = 16

  /// A view of a storage; nil when it reaches beyond it, or repeats elements.
  init?(_ storage: PickledStorage, offset: Int, size: [Int], strides: [Int]) {
    guard size.count == strides.count, size.count <= Self.rankLimit, offset >= 0,
      size.allSatisfy({ $0 >= 0 }), strides.allSatisfy({ $0 >= 0 })
    else { return nil }
    // Of an empty tensor the other extents may not overflow either: a shape's strides are products of them.
    let isEmpty = size.contains(0)
    var (count, last) = (1, offset)
    for (extent, stride) in zip(size, strides) where extent > 0 {
      let (product, tooMany) = count.multipliedReportingOverflow(by: extent)
      let (step, tooFar) = stride.multipliedReportingOverflow(by: extent - 1)
      let (sum, beyond) = last.addingReportingOverflow(step)
      if tooMany || tooFar || beyond || (!isEmpty && product > storage.count) { return nil }
      (count, last) = (product, sum)
    }
    guard isEmpty || last < storage.count else { return nil }
    self.storage = storage
    self.offset = offset
    self.strides = strides
    shape = Shape(size)
  }

  /// Whether the elements lie one after the other in row-major order.
  private var isPlain: Bool {
    var step = 1
    for (extent, stride) in zip(shape.dimensions, strides).reversed() where extent > 1 {
      if stride != step { return false }
      step *= extent
    }
    return true
  }

  /// The elements as a tensor, from the storage's bytes, of which there are `storage.byteCount`.
  func elements(_ bytes: UnsafeRawBufferPointer) -> Tensor {
    Tensor(shape) { out in
      guard shape.count > 0, let base = bytes.baseAddress else { return }
      if isPlain, storage.type == .scalar {
        // Most tensors: as they lie in the file.
        UnsafeMutableRawPointer(out).copyMemory(
          from: base + offset * storage.type.size, byteCount: shape.count * storage.type.size)
        return
      }
      var index = [Int](repeating: 0, count: shape.rank)
      var place = offset
      for i in 0..<shape.count {
        out[i] = storage.type.scalar(bytes, place)
        // The next element in row-major order; the last axis moves first.
        var axis = shape.rank - 1
        while axis >= 0 {
          index[axis] += 1
          place += strides[axis]
          if index[axis] < shape[axis] { break }
          place -= strides[axis] * shape[axis]
          index[axis] = 0
          axis -= 1
        }
      }
    }
  }
}

extension PickledStorage.ElementType {
  /// The type of the elements in a storage of that name in PyTorch; nil for one that is not read.
  init?(storage name: String) {
    switch name {
    case "FloatStorage": self = .float32
    case "DoubleStorage": self = .float64
    case "HalfStorage": self = .float16
    case "BFloat16Storage": self = .bfloat16
    case "LongStorage": self = .int64
    case "IntStorage": self = .int32
    case "ShortStorage": self = .int16
    case "CharStorage": self = .int8
    case "ByteStorage": self = .uint8
    case "BoolStorage": self = .bool
    default: return nil
    }
  }
}
