import FoveaKernels

extension Tensor {
  /// The largest element over the given axes, all by default; NaN where there is one. Traps over no
  /// elements.
  public func max(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    extremes("max", axes, keepingDimensions) { best, x, n in
      for i in 0..<n { best[i] = x[i] > best[i] || x[i] != x[i] ? x[i] : best[i] }
    }
  }

  /// The smallest element over the given axes, all by default; NaN where there is one. Traps over no
  /// elements.
  public func min(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    extremes("min", axes, keepingDimensions) { best, x, n in
      for i in 0..<n { best[i] = x[i] < best[i] || x[i] != x[i] ? x[i] : best[i] }
    }
  }

  /// The place of the largest element of each row, a row being the last axis; the first on ties. NaN
  /// wins, as in `max`.
  public func argmax() -> [Int] {
    require(
      rank > 0 && shape[-1] > 0, "argmax: a last axis of 1 or more expected, received \(shape)")
    let columns = shape[-1]
    return read { x in
      (0..<count / columns).map { row in
        let x = x + row * columns
        var best = 0
        for j in 1..<columns where x[j] > x[best] || (x[j].isNaN && !x[best].isNaN) { best = j }
        return best
      }
    }
  }

  /// The place of the largest element along an axis, for each index of the other axes in row-major order.
  public func argmax(axis: Int) -> [Int] {
    let axis = shape.normalized(axis)
    return transposed(axes: (0..<rank).filter { $0 != axis } + [axis]).argmax()
  }

  /// `better` replaces each of `n` elements by one of x's where that is better.
  private func extremes(
    _ name: String, _ axes: [Int]?, _ keeping: Bool,
    _ better: (_ best: Output, _ x: Input, _ n: Int) -> Void
  ) -> Tensor {
    reduced(axes, keeping, whole: nil) { view, out in
      let (middle, inner) = (view.middle, view.inner)
      require(
        middle > 0 || view.outer * inner == 0,
        "\(name): a tensor with elements expected, received shape \(shape)")
      if inner == 1 {
        view.eachOutput { x, row, _ in out[row] = best(x, middle, better) }
      } else {
        view.tensor.read { x in
          // Columns by themselves: rows of up to a few thousand stay in cache.
          let grain = 1024
          let pieces = (inner + grain - 1) / grain
          ThreadPool.shared.split(
            view.outer * pieces, grain: Swift.max(1, 16 / Swift.max(1, middle))
          ) {
            first, n in
            for piece in first..<first + n {
              let (outer, start) = (piece / pieces, piece % pieces * grain)
              let x = x + outer * middle * inner + start
              let out = out + outer * inner + start
              let n = Swift.min(grain, inner - start)
              out.update(from: x, count: n)
              for row in 1..<Swift.max(1, middle) { better(out, x + row * inner, n) }
            }
          }
        }
      }
    }
  }
}

/// The best of one run: lane by lane over rows of `width`, then of the lanes; parts of it on the pool.
private func best(
  _ x: Input, _ count: Int, _ better: (_ best: Output, _ x: Input, _ n: Int) -> Void
) -> Scalar {
  let width = 64
  let grain = 1 << 16
  let parts = Swift.max(1, (count + grain - 1) / grain)
  return withScratch(parts * width) { lanes in
    ThreadPool.shared.split(count, grain: grain) { first, n in
      let (x, lanes) = (x + first, lanes + first / grain * width)
      // A run shorter than the lanes: its first element stands in for what is missing.
      lanes.update(repeating: x[0], count: width)
      for start in stride(from: 0, to: n, by: width) {
        better(lanes, x + start, Swift.min(width, n - start))
      }
    }
    for i in 1..<parts * width { better(lanes, Input(lanes + i), 1) }
    return lanes[0]
  }
}
