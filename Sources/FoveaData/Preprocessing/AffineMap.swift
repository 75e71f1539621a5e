import FoveaKernels
import FoveaTensor

/// Subtracts a shift and divides by a scale, each with one number a pixel or one a channel.
///
///     y = (x - shift) / scale
struct AffineMap: Sendable {
  let name: String
  /// The extents of a picture, or [channels].
  let shift: Tensor
  /// As `shift`, no element 0; nil for 1.
  let scale: Tensor?

  func apply(_ images: Tensor) -> Tensor {
    map(images) { x, shift, scale, y, count in
      guard let scale else {
        for j in 0..<count { y[j] = x[j] - shift[j] }
        return
      }
      for j in 0..<count { y[j] = (x[j] - shift[j]) / scale[j] }
    }
  }

  func undo(_ images: Tensor) -> Tensor {
    map(images) { x, shift, scale, y, count in
      guard let scale else {
        for j in 0..<count { y[j] = x[j] + shift[j] }
        return
      }
      for j in 0..<count { y[j] = x[j] * scale[j] + shift[j] }
    }
  }

  /// Throws when a picture of the given extents does not fit; they do not change otherwise.
  func check(_ imageShape: Shape) throws(ShapeError) {
    guard imageShape == shift.shape || (shift.rank == 1 && shift.shape[0] == imageShape.last) else {
      throw ShapeError("\(name): fitted on pictures \(expected), received \(imageShape)")
    }
  }

  private var expected: String {
    shift.rank == 1 ? "[..., \(shift.count)]" : "\(shift.shape)"
  }

  /// Calls `body` with each picture and with shift and scale repeated to its size.
  private func map(
    _ images: Tensor,
    _ body: (
      _ x: Input, _ shift: Input, _ scale: Input?,
      _ y: Output, _ count: Int
    ) -> Void
  ) -> Tensor {
    let imageShape = Shape(Array(images.shape.dimensions.dropFirst()))
    do throws(ShapeError) { try check(imageShape) } catch { stop("\(error)") }
    let size = imageShape.count
    let shift = repeated(shift, size)
    let scale = scale.map { repeated($0, size) } ?? shift
    return Tensor(images.shape) { y in
      read(images, shift, scale) { x, shift, scale in
        ThreadPool.shared.split(images.shape[0], grain: max(1, 16384 / size)) { start, count in
          for i in start..<start + count {
            body(x + i * size, shift, self.scale == nil ? nil : scale, y + i * size, size)
          }
        }
      }
    }
  }

  /// A long inner loop for one number a channel as well: the numbers once more for each pixel.
  private func repeated(_ tensor: Tensor, _ size: Int) -> Tensor {
    if tensor.count == size { return tensor }
    return Tensor([size]) { out in
      tensor.read { values in
        for start in stride(from: 0, to: size, by: tensor.count) {
          (out + start).update(from: values, count: tensor.count)
        }
      }
    }
  }
}

extension Shape {
  /// The innermost extent; nil for a single number.
  fileprivate var last: Int? { dimensions.last }
}

extension Tensor {
  /// Statistics rounded to scalars.
  init(_ shape: Shape, rounding values: [Double]) { self.init(shape, values.map { Scalar($0) }) }
}

/// Whether a statistic, rounded to a scalar, may be divided by: neither 0 nor denormal.
func canDivide(_ value: Double) -> Bool { value >= Double(Scalar.leastNormalMagnitude) }
