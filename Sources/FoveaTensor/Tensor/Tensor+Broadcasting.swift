import FoveaKernels

extension Shape {
  /// The shape of an element-wise operation on this shape and another: aligned at the last dimension, an
  /// extent of 1 (or none) stretches to the other's. nil when two extents differ otherwise.
  public func broadcast(with other: Shape) -> Shape? {
    let rank = Swift.max(rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for i in 1..<Swift.max(rank + 1, 1) where i <= rank {
      let a = i <= self.rank ? self[-i] : 1
      let b = i <= other.rank ? other[-i] : 1
      guard a == b || a == 1 || b == 1 else { return nil }
      result[rank - i] = a == 1 ? b : a
    }
    return Shape(result)
  }

  /// This shape with ones in front, up to a rank.
  fileprivate func padded(toRank rank: Int) -> Shape {
    Shape([Int](repeating: 1, count: rank - self.rank) + dimensions)
  }
}

extension Tensor {
  /// The elements stretched to another shape by the rule of `Shape.broadcast(with:)`, copied.
  public func broadcast(to target: Shape) -> Tensor {
    if shape == target { return self }
    require(
      shape.broadcast(with: target) == target,
      "broadcast: \(shape) does not stretch to \(target)")
    return Tensor.combine(self, .zeros([]), target) { x, _ in x }
  }

  /// The sum over the dimensions that `broadcast(to:)` would stretch `target` along to get this shape: it
  /// undoes a broadcast in the gradient.
  public func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    let padded = target.padded(toRank: rank)
    let axes = (0..<rank).filter { padded[$0] == 1 && shape[$0] != 1 }
    return sum(axes: axes, keepingDimensions: true).reshaped(to: target)
  }

  /// z = f(x, y), broadcast: `run` where two runs of equal length meet, `element` elsewhere.
  static func elementwise(
    _ name: String, _ a: Tensor, _ b: Tensor,
    run: (Input, Input, Output, Int) -> Void, element: (Scalar, Scalar) -> Scalar
  ) -> Tensor {
    if a.shape == b.shape {
      return Tensor(a.shape) { z in
        FoveaTensor.read(a, b) { x, y in
          ThreadPool.shared.split(a.count) { run(x + $0, y + $0, z + $0, $1) }
        }
      }
    }
    guard let shape = a.shape.broadcast(with: b.shape) else {
      stop("\(name): shapes \(a.shape) and \(b.shape) do not broadcast to one another")
    }
    // Rows against one row: the bias and the statistics of channels.
    if shape == a.shape, let columns = b.trailingRow(of: shape) {
      return Tensor(shape) { z in
        FoveaTensor.read(a, b) { x, y in
          ThreadPool.shared.split(shape.count / columns, grain: rowGrain(columns)) { first, n in
            for row in first..<first + n {
              run(x + row * columns, y, z + row * columns, columns)
            }
          }
        }
      }
    }
    return combine(a, b, shape, element)
  }

  /// The length of this tensor if it is one row that repeats along `shape`.
  private func trailingRow(of shape: Shape) -> Int? {
    let trimmed = self.shape.dimensions.drop { $0 == 1 }
    guard trimmed.count >= 1, count > 1,
      trimmed.elementsEqual(shape.dimensions.suffix(trimmed.count))
    else { return nil }
    return count
  }

  /// Any broadcast, element by element along the last axis.
  private static func combine(
    _ a: Tensor, _ b: Tensor, _ shape: Shape, _ f: (Scalar, Scalar) -> Scalar
  ) -> Tensor {
    let rank = shape.rank
    func steps(_ t: Tensor) -> [Int] {
      let padded = t.shape.padded(toRank: rank)
      return zip(padded.dimensions, padded.strides).map { $0 == 1 ? 0 : $1 }
    }
    let (sa, sb) = (steps(a), steps(b))
    let columns = rank == 0 ? 1 : shape[-1]
    let (ca, cb) = (sa.last ?? 0, sb.last ?? 0)
    let outer = Array(shape.dimensions.dropLast())
    return Tensor(shape) { z in
      FoveaTensor.read(a, b) { x, y in
        let rows = columns == 0 ? 0 : shape.count / columns
        ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
          for row in first..<first + n {
            var rest = row
            var (ia, ib) = (0, 0)
            for axis in stride(from: outer.count - 1, through: 0, by: -1) {
              let index = rest % outer[axis]
              rest /= outer[axis]
              ia += index * sa[axis]
              ib += index * sb[axis]
            }
            let z = z + row * columns
            for j in 0..<columns { z[j] = f(x[ia + j * ca], y[ib + j * cb]) }
          }
        }
      }
    }
  }
}
