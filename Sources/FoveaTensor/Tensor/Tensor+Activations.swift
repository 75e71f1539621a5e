import FoveaKernels

// The lecture's activations on tensors; each works element by element, in one threaded pass.
extension Tensor {
  /// max(0, x).
  public func relu() -> Tensor { mapped { kernels.relu($0, $1, $2) } }

  /// max(0, x + y), in one pass. Traps when the shapes differ; nothing is broadcast.
  public func relu(adding other: Tensor) -> Tensor {
    check("relu(adding:)", "summand", other, shape)
    return Tensor(shape) { z in
      FoveaTensor.read(self, other) { x, y in
        ThreadPool.shared.split(count) { start, n in
          kernels.reluOfSum(x + start, y + start, z + start, n)
        }
      }
    }
  }

  /// max(slope * x, x); the slope is 0.1 by default, as in the lecture (other libraries: 0.01 to 0.3).
  public func leakyReLU(slope: Scalar = 0.1) -> Tensor {
    mapped { kernels.leakyReLU($0, slope, $1, $2) }
  }

  /// 1 / (1 + e^-x).
  public func sigmoid() -> Tensor { mapped { kernels.sigmoid($0, $1, $2) } }

  /// tanh x = 2 / (1 + e^-2x) - 1.
  public func tanh() -> Tensor { mapped { kernels.tanh($0, $1, $2) } }

  /// exp(x) / sum of exp(x) along the last axis; the largest element is subtracted first.
  public func softmax() -> Tensor {
    require(rank > 0, "softmax: a tensor of rank 1 or more expected, received \(shape)")
    let columns = shape[-1]
    let rows = columns == 0 ? 0 : count / columns
    return Tensor(shape) { y in
      read { x in
        ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
          kernels.softmax(x + first * columns, y + first * columns, n, columns)
        }
      }
    }
  }

  /// y = f(x) over runs of elements, on the pool.
  package func mapped(_ f: (Input, Output, Int) -> Void) -> Tensor {
    Tensor(shape) { y in
      read { x in ThreadPool.shared.split(count) { start, n in f(x + start, y + start, n) } }
    }
  }

  /// Writes f(y, gradient) over the gradient, in place where it is not shared: for activations whose
  /// gradient follows from the output y.
  package func gradient(
    from gradient: consuming Tensor, _ f: (_ y: Input, _ dy: Input, _ dx: Output, _ n: Int) -> Void
  ) -> Tensor {
    check("gradient", "output gradient", gradient, shape)
    let count = count
    read { y in
      gradient.write { g in
        ThreadPool.shared.split(count) { start, n in f(y + start, g + start, g + start, n) }
      }
    }
    return gradient
  }
}

/// Rows of a matrix that make a task of some thousand elements.
package func rowGrain(_ columns: Int) -> Int { max(1, 16384 / max(columns, 1)) }
