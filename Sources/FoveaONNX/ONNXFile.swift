import FoveaData
import FoveaKernels
import FoveaReport
import FoveaTensor

/// A file of ONNX: a graph, what goes in and comes out, and texts about it.
struct ONNXFile {
  /// The version of the format, and of the set of operations; both read by onnxruntime 1.14 and later.
  static let (format, operations) = (8, 17)
  /// No message of Protocol Buffers is longer.
  private static let limit = 1 << 31 - 1

  /// A tensor that goes in or comes out, of so many pictures.
  struct Port {
    let name: String
    /// Its extents behind the first, which is the number of pictures.
    let extents: [Int]
  }

  let name: String
  let producer: String
  let about: String
  let texts: [(key: String, value: String)]
  let graph: ONNXGraph
  let inputs: [Port]
  let outputs: [Port]

  /// Writes the file: whole or not at all. Tensors go out one after the other.
  ///
  /// - Throws: `DataError` when it cannot be written, is more than the format can hold, or has numbers that single
  ///   precision has not.
  func write(to path: String) throws(DataError) {
    let start = graphStart
    let tensors = graph.constants.map(\.start)
    let size = zip(graph.constants, tensors).reduce(start.count) {
      $0 + $1.1.count + $1.0.byteCount
    }
    var model = modelStart
    model.open(7, count: size)
    guard model.bytes.count + size < Self.limit else {
      throw DataError(
        path, at: "size", expected: "below 2 GiB, as much as ONNX holds in one file",
        found: "\(size) bytes", advice: "export it as safetensors")
    }
    let file = try AtomicFile(path)
    try file.write(model.bytes)
    try file.write(start)
    for (constant, start) in zip(graph.constants, tensors) {
      try file.write(start)
      try constant.writeValues(to: file)
    }
    try file.commit()
  }

  /// All of the model but its graph.
  private var modelStart: ProtocolMessage {
    var model = ProtocolMessage()
    model.add(1, Self.format)
    model.add(2, "Fovea")
    model.add(3, producer)
    model.add(6, about)
    var set = ProtocolMessage()
    set.add(1, "")
    set.add(2, Self.operations)
    model.add(8, set)
    for (key, value) in texts {
      var text = ProtocolMessage()
      text.add(1, key)
      text.add(2, value)
      model.add(14, text)
    }
    return model
  }

  /// All of the graph but its tensors.
  private var graphStart: [UInt8] {
    var message = ProtocolMessage()
    for node in graph.nodes { message.add(1, node) }
    message.add(2, name)
    for input in inputs { message.add(11, input.message) }
    for output in outputs { message.add(12, output.message) }
    return message.bytes
  }
}

extension ONNXFile.Port {
  fileprivate var message: ProtocolMessage {
    var shape = ProtocolMessage()
    var pictures = ProtocolMessage()
    pictures.add(2, "pictures")
    shape.add(1, pictures)
    for extent in extents {
      var dimension = ProtocolMessage()
      dimension.add(1, extent)
      shape.add(1, dimension)
    }
    var tensor = ProtocolMessage()
    tensor.add(1, ElementKind.float)
    tensor.add(2, shape)
    var type = ProtocolMessage()
    type.add(1, tensor)
    var port = ProtocolMessage()
    port.add(1, name)
    port.add(2, type)
    return port
  }
}

/// ONNX's numbers for types of elements.
private enum ElementKind {
  static let float = 1
  static let int64 = 7
}

extension ONNXGraph.Constant {
  /// Bytes that the values take.
  fileprivate var byteCount: Int {
    switch values {
    case .numbers(let tensor): tensor.count * MemoryLayout<Float>.size
    case .integers(let integers): integers.count * MemoryLayout<Int64>.size
    }
  }

  /// Everything before the values, from the key in the graph on.
  fileprivate var start: [UInt8] {
    var tensor = ProtocolMessage()
    for extent in shape { tensor.add(1, extent) }
    switch values {
    case .numbers: tensor.add(2, ElementKind.float)
    case .integers: tensor.add(2, ElementKind.int64)
    }
    tensor.add(8, name)
    tensor.open(9, count: byteCount)
    var key = ProtocolMessage()
    key.open(5, count: tensor.bytes.count + byteCount)
    return key.bytes + tensor.bytes
  }

  fileprivate func writeValues(to file: AtomicFile) throws(DataError) {
    switch values {
    case .integers(let integers):
      let bytes = integers.flatMap { integer in
        withUnsafeBytes(of: Int64(integer).littleEndian) { Array($0) }
      }
      try file.write(bytes)
    case .numbers(let tensor):
      var failure: DataError?
      tensor.read { elements in
        do throws(DataError) {
          try file.write(floats: UnsafeBufferPointer(start: elements, count: tensor.count))
        } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }
}

extension AtomicFile {
  /// Writes numbers in single precision, whatever the engine's is.
  fileprivate func write(floats: UnsafeBufferPointer<Scalar>) throws(DataError) {
    #if DoublePrecision
      let step = 1 << 16
      for start in stride(from: 0, to: floats.count, by: step) {
        let some = floats[start..<min(start + step, floats.count)].map { Float($0) }
        guard some.allSatisfy(\.isFinite) else {
          throw DataError(
            path, at: "weights", expected: "numbers below 3.4e38, as single precision has them",
            found: "larger ones", advice: "export it as safetensors")
        }
        var failure: DataError?
        some.withUnsafeBytes { bytes in
          do throws(DataError) { try write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
      }
    #else
      try write(UnsafeRawBufferPointer(floats))
    #endif
  }
}
