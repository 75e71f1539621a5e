import FoveaKernels

/// What max pooling gives: the maxima and where they were.
public struct MaxPoolResult: Sendable {
  /// The maxima, [batch, output height, output width, channels].
  public let values: Tensor
  /// The place of each maximum in its image, y * width + x, in the order of `values`: the lecture's
  /// switches. The first in row-major order wins a tie.
  public let switches: [Int32]
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
  let shape = geometry.outputShape
  let values = Storage(count: shape.count)
  let switches = [Int32](unsafeUninitializedCapacity: shape.count) { buffer, count in
    let places = UncheckedBox(buffer.baseAddress)
    input.read { x in
      eachRowBlock(geometry) { first, rows in
        guard let places = places.value else { return }
        kernels.maxPool(window, x, first, rows, values.pointer, places)
      }
    }
    count = shape.count
  }
  return MaxPoolResult(values: Tensor(shape: shape, storage: values), switches: switches)
}

/// The gradient of `maxPool`: each output's gradient goes to the input that its switch names, as if
/// through a router; inputs that were not chosen get zero.
///
/// - Parameters:
///   - outputGradient: [batch, output height, output width, channels].
///   - switches: those of the forward pass.
///   - geometry: that of the forward pass.
/// - Returns: [batch, height, width, channels].
public func maxPoolInputGradient(
  _ outputGradient: Tensor, switches: [Int32], _ geometry: Pool2DGeometry
) -> Tensor {
  check("maxPoolInputGradient", "output gradient", outputGradient, geometry.outputShape)
  require(
    switches.count == outputGradient.count,
    "maxPoolInputGradient: \(outputGradient.count) switches expected, received \(switches.count)")
  let window = PatchWindow(geometry)
  return Tensor(zeroed: geometry.inputShape) { dx in
    outputGradient.read { dy in
      switches.withUnsafeBufferPointer { switches in
        guard let places = switches.baseAddress else { return }
        eachImageBlock(geometry) { first, count in
          kernels.maxPoolGradient(window, dy, places, first, count, dx)
        }
      }
    }
  }
}

/// Output rows of the whole batch in blocks of some thousand outputs, on the pool.
func eachRowBlock(_ g: Pool2DGeometry, _ body: (_ first: Int, _ rows: Int) -> Void) {
  let rows = g.batch * g.vertical.output
  let perRow = max(1, g.horizontal.output * g.channels)
  ThreadPool.shared.split(rows, grain: max(1, 8192 / perRow), body)
}

/// Images in blocks of some thousand inputs, on the pool.
func eachImageBlock(_ g: Pool2DGeometry, _ body: (_ first: Int, _ count: Int) -> Void) {
  let perImage = max(1, g.vertical.input * g.horizontal.input * g.channels)
  ThreadPool.shared.split(g.batch, grain: max(1, 16384 / perImage), body)
}

/// Carries a pointer into tasks that write to places of their own.
struct UncheckedBox<T>: @unchecked Sendable {
  let value: T
  init(_ value: T) { self.value = value }
}
