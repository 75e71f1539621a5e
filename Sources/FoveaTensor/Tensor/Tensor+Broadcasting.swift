import FoveaKernels

extension Tensor {
  /// The elements stretched to another shape by the rule of `Shape.broadcast(with:)`, copied.
  public func broadcast(to target: Shape) -> Tensor {
    if shape == target { return self }
    require(
      shape.broadcast(with: target) == target,
      "broadcast: \(shape) does not stretch to \(target)")
    return Tensor(target) { z in
      read { x in
        BroadcastPlan(shape, target, to: target).run(x, Input(z), z) { x, _, z, n in
          z.update(from: x, count: n)
        }
      }
    }
  }

  /// The sum over the dimensions that `broadcast(to:)` would stretch `target` along to get this shape: it
  /// undoes a broadcast in the gradient.
  public func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    require(
      target.broadcast(with: shape) == shape,
      "summed: \(target) does not stretch to \(shape), so \(shape) does not sum to it")
    let padded = target.padded(toRank: rank)
    let axes = (0..<rank).filter { padded[$0] == 1 && shape[$0] != 1 }
    return sum(axes: axes, keepingDimensions: true).reshaped(to: target)
  }

  /// z = f(x, y) with broadcasting; f works on runs of equal length.
  static func elementwise(
    _ name: String, _ a: Tensor, _ b: Tensor, _ f: (Input, Input, Output, Int) -> Void
  ) -> Tensor {
    guard let shape = a.shape.broadcast(with: b.shape) else {
      stop("\(name): shapes \(a.shape) and \(b.shape) do not broadcast to one another")
    }
    return Tensor(shape) { z in
      FoveaTensor.read(a, b) { x, y in
        if a.shape == b.shape {
          ThreadPool.shared.split(shape.count) { f(x + $0, y + $0, z + $0, $1) }
        } else {
          BroadcastPlan(a.shape, b.shape, to: shape).run(x, y, z, f)
        }
      }
    }
  }

  /// x = f(x, y), y stretched to x's shape; in place where x is not shared.
  mutating func update(
    _ name: String, with y: Tensor, _ f: (Input, Input, Output, Int) -> Void
  ) {
    let shape = shape
    require(
      shape.broadcast(with: y.shape) == shape,
      "\(name): a right-hand side that stretches to \(shape) expected, received \(y.shape)")
    guard isUniquelyOwned() else {
      self = Tensor.elementwise(name, self, y, f)
      return
    }
    let isSame = shape == y.shape
    write { x in
      y.read { p in
        if isSame {
          ThreadPool.shared.split(shape.count) { f(Input(x + $0), p + $0, x + $0, $1) }
        } else {
          BroadcastPlan(shape, y.shape, to: shape).run(Input(x), p, x, f)
        }
      }
    }
  }
}
