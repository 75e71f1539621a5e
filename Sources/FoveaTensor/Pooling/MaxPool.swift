import FoveaKernels

/// What max pooling gives: the maxima and where they were.
public struct MaxPoolResult: Sendable {
  /// The maxima, [batch, output height, output width, channels].
  public let values: Tensor
  /// The places, for the gradient.
  package let places: MaxPoolPlaces

  /// The place of each maximum in its image, y * width + x, in the order of `values`: the lecture's
  /// switches. The first in row-major order wins a tie.
  public var switches: [Int32] { places.read { Array($0) } }
}

/// The switches of one pooling that chooses, in memory of the caching allocator: a training step makes them
/// anew.
package struct MaxPoolPlaces: Sendable {
  let inputShape: Shape
  let outputShape: Shape
  /// The windows, where they follow a stride; nil where the switches alone say where.
  let window: PatchWindow?
  private let storage: Storage

  init(_ inputShape: Shape, _ outputShape: Shape, _ window: PatchWindow?) {
    self.inputShape = inputShape
    self.outputShape = outputShape
    self.window = window
    let bytes = outputShape.count * MemoryLayout<Int32>.stride
    storage = Storage(count: bytes / MemoryLayout<Scalar>.stride + 1)
  }

  /// The memory, which holds nothing but switches.
  func read<R>(_ body: (UnsafeMutableBufferPointer<Int32>) -> R) -> R {
    withExtendedLifetime(storage) {
      let base = UnsafeMutableRawPointer(storage.pointer).assumingMemoryBound(to: Int32.self)
      return body(UnsafeMutableBufferPointer(start: base, count: outputShape.count))
    }
  }
}

extension MaxPoolResult {
  /// Room for values and switches, which `fill` writes.
  init(
    _ inputShape: Shape, _ outputShape: Shape, window: PatchWindow? = nil,
    fill: (_ y: Output, _ switches: UnsafeMutablePointer<Int32>) -> Void
  ) {
    let places = MaxPoolPlaces(inputShape, outputShape, window)
    values = Tensor(outputShape) { y in
      places.read { switches in
        if let switches = switches.baseAddress { fill(y, switches) }
      }
    }
    self.places = places
  }
}

/// The largest value of each window, channel by channel.
///
/// Padding holds no value and is never chosen. A window with a NaN gives NaN.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - geometry: made from the input's shape; other shapes trap.
public func maxPool(_ input: Tensor, _ geometry: Pool2DGeometry) -> MaxPoolResult {
  check("maxPool", "input", input, geometry.inputShape)
  let window = PatchWindow(geometry)
  return MaxPoolResult(geometry.inputShape, geometry.outputShape, window: window) { y, switches in
    input.read { x in
      eachRowBlock(geometry) { first, rows in
        kernels.maxPool(window, x, first, rows, y, switches)
      }
    }
  }
}

/// The values of `maxPool` alone, for inference: no switches are kept.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - geometry: made from the input's shape; other shapes trap.
/// - Returns: [batch, output height, output width, channels].
public func maxPoolValues(_ input: Tensor, _ geometry: Pool2DGeometry) -> Tensor {
  check("maxPoolValues", "input", input, geometry.inputShape)
  let window = PatchWindow(geometry)
  return Tensor(geometry.outputShape) { y in
    input.read { x in
      eachRowBlock(geometry) { kernels.maxPoolValues(window, x, $0, $1, y) }
    }
  }
}

/// The gradient of `maxPool`: each output's gradient goes to the input that its switch names, as if
/// through a router; inputs that were not chosen get zero.
///
/// - Parameters:
///   - outputGradient: [batch, output height, output width, channels].
///   - switches: those of the forward pass; places outside an image trap.
///   - geometry: that of the forward pass.
/// - Returns: [batch, height, width, channels].
public func maxPoolInputGradient(
  _ outputGradient: Tensor, switches: [Int32], _ geometry: Pool2DGeometry
) -> Tensor {
  let plane = geometry.vertical.input * geometry.horizontal.input
  require(
    switches.count == outputGradient.count
      && switches.allSatisfy { $0 >= 0 && Int($0) < plane },
    "maxPoolInputGradient: \(outputGradient.count) switches in 0 ..< \(plane) expected, received "
      + "\(switches.count) from \(switches.min() ?? 0) to \(switches.max() ?? 0)")
  return switches.withUnsafeBufferPointer {
    route(outputGradient, $0, geometry.inputShape, geometry.outputShape, nil)
  }
}

/// The gradient of a pooling that chooses, from what it kept.
package func maxPoolInputGradient(_ outputGradient: Tensor, _ places: MaxPoolPlaces) -> Tensor {
  places.read {
    route(
      outputGradient, UnsafeBufferPointer($0), places.inputShape, places.outputShape, places.window)
  }
}

private func route(
  _ outputGradient: Tensor, _ switches: UnsafeBufferPointer<Int32>, _ input: Shape,
  _ output: Shape, _ window: PatchWindow?
) -> Tensor {
  check("maxPoolInputGradient", "output gradient", outputGradient, output)
  let (inputs, outputs) = (input[1] * input[2], output[1] * output[2])
  return Tensor(zeroed: input) { dx in
    outputGradient.read { dy in
      guard let places = switches.baseAddress else { return }
      eachImageBlock(input) { first, count in
        if let window {
          kernels.maxPoolGradient(window, dy, places, first, count, dx)
        } else {
          kernels.routeGradient(dy, places, first, count, outputs, inputs, input[3], dx)
        }
      }
    }
  }
}

/// Output rows of the whole batch in blocks of some thousand outputs, on the pool.
func eachRowBlock(_ g: Pool2DGeometry, _ body: (_ first: Int, _ rows: Int) -> Void) {
  eachRowBlock(g.outputShape, body)
}

/// Rows of images [batch, height, width, channels] in blocks of some thousand elements, on the pool.
func eachRowBlock(_ shape: Shape, _ body: (_ first: Int, _ rows: Int) -> Void) {
  ThreadPool.shared.split(
    shape[0] * shape[1], grain: max(1, 8192 / max(1, shape[2] * shape[3])), body)
}

/// Images in blocks of some thousand elements, on the pool.
func eachImageBlock(_ shape: Shape, _ body: (_ first: Int, _ count: Int) -> Void) {
  let perImage = max(1, shape[1] * shape[2] * shape[3])
  ThreadPool.shared.split(shape[0], grain: max(1, 16384 / perImage), body)
}
