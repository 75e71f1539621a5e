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

/// The switches of one max pooling, in memory of the caching allocator: a training step makes them anew.
package struct MaxPoolPlaces: Sendable {
  let geometry: Pool2DGeometry
  private let storage: Storage

  init(_ geometry: Pool2DGeometry) {
    self.geometry = geometry
    let bytes = geometry.outputShape.count * MemoryLayout<Int32>.stride
    storage = Storage(count: bytes / MemoryLayout<Scalar>.stride + 1)
  }

  /// The memory, which holds nothing but switches.
  func read<R>(_ body: (UnsafeMutableBufferPointer<Int32>) -> R) -> R {
    withExtendedLifetime(storage) {
      let base = UnsafeMutableRawPointer(storage.pointer).assumingMemoryBound(to: Int32.self)
      return body(UnsafeMutableBufferPointer(start: base, count: geometry.outputShape.count))
    }
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
  let places = MaxPoolPlaces(geometry)
  let values = Tensor(geometry.outputShape) { y in
    input.read { x in
      places.read { places in
        guard let places = places.baseAddress else { return }
        eachRowBlock(geometry) { first, rows in
          kernels.maxPool(window, x, first, rows, y, places)
        }
      }
    }
  }
  return MaxPoolResult(values: values, places: places)
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
  return switches.withUnsafeBufferPointer { route(outputGradient, $0, geometry) }
}

/// The gradient of `maxPool` from what it kept.
package func maxPoolInputGradient(_ outputGradient: Tensor, _ places: MaxPoolPlaces) -> Tensor {
  places.read { route(outputGradient, UnsafeBufferPointer($0), places.geometry) }
}

private func route(
  _ outputGradient: Tensor, _ switches: UnsafeBufferPointer<Int32>, _ geometry: Pool2DGeometry
) -> Tensor {
  check("maxPoolInputGradient", "output gradient", outputGradient, geometry.outputShape)
  let window = PatchWindow(geometry)
  return Tensor(zeroed: geometry.inputShape) { dx in
    outputGradient.read { dy in
      guard let places = switches.baseAddress else { return }
      eachImageBlock(geometry) { first, count in
        kernels.maxPoolGradient(window, dy, places, first, count, dx)
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
