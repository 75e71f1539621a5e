extension Safetensors {
  /// How numbers lie in files of weights, by the format's names. All are read; written are the engine's own.
  package enum ElementType: String, CaseIterable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case int32 = "I32"
    case int16 = "I16"
    case int8 = "I8"
    case uint64 = "U64"
    case uint32 = "U32"
    case uint16 = "U16"
    case uint8 = "U8"
    case bool = "BOOL"

    /// The type that the engine computes in.
    package static let scalar: ElementType = MemoryLayout<Scalar>.size == 4 ? .float32 : .float64

    /// Bytes of an element.
    package var size: Int {
      switch self {
      case .float64, .int64, .uint64: 8
      case .float32, .int32, .uint32: 4
      case .float16, .bfloat16, .int16, .uint16: 2
      case .int8, .uint8, .bool: 1
      }
    }

    /// An element as the engine's number; the nearest where it has more digits.
    package func scalar(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Scalar {
      func load<T>(_: T.Type) -> T { bytes.loadUnaligned(fromByteOffset: index * size, as: T.self) }
      return switch self {
      case .float64: Scalar(load(Double.self))
      case .float32: Scalar(load(Float.self))
      case .float16: Scalar(Float(half: load(UInt16.self)))
      case .bfloat16: Scalar(Float(bitPattern: UInt32(load(UInt16.self)) << 16))
      case .int64: Scalar(load(Int64.self))
      case .int32: Scalar(load(Int32.self))
      case .int16: Scalar(load(Int16.self))
      case .int8: Scalar(load(Int8.self))
      case .uint64: Scalar(load(UInt64.self))
      case .uint32: Scalar(load(UInt32.self))
      case .uint16: Scalar(load(UInt16.self))
      case .uint8, .bool: Scalar(load(UInt8.self))
      }
    }
  }
}

extension Float {
  /// The number that a pattern of half precision (IEEE 754 binary16) stands for. Swift's own `Float16` is
  /// not there on every platform.
  init(half bits: UInt16) {
    let (exponent, fraction) = (Int(bits >> 10 & 0x1F), bits & 0x3FF)
    let magnitude: Float =
      switch exponent {
      case 0: Float(fraction) * 0x1p-24
      case 0x1F: fraction == 0 ? .infinity : .nan
      default: Float(bitPattern: UInt32(exponent + 112) << 23 | UInt32(fraction) << 13)
      }
    self = bits >> 15 == 0 ? magnitude : -magnitude
  }
}
