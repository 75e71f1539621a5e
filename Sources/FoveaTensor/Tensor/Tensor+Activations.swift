import FoveaKernels

// The activations on tensors; each works element by element, in one threaded pass.
extension Tensor {
  /// f(x) of each element. Traps on a slope outside 0 ..< 1 of Leaky ReLU and on an alpha of ELU that is not above 0:
  /// gradients are taken from the sign of f(x).
  public func applying(_ activation: Activation) -> Tensor {
    switch activation {
    case .leakyReLU(let slope):
      require(0..<1 ~= slope, "leakyReLU: a slope of 0 ..< 1 expected, received \(slope)")
    case .elu(let alpha):
      require(alpha > 0, "elu: an alpha above 0 expected, received \(alpha)")
    default: break
    }
    return mapped { kernels.activate(activation, $0, $1, $2) }
  }

  /// max(0, x).
  public func relu() -> Tensor { applying(.relu) }

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
  public func leakyReLU(slope: Scalar = 0.1) -> Tensor { applying(.leakyReLU(slope: slope)) }

  /// 1 / (1 + e^-x).
  public func sigmoid() -> Tensor { applying(.sigmoid) }

  /// tanh x = 2 / (1 + e^-2x) - 1.
  public func tanh() -> Tensor { applying(.tanh) }

  /// The error function, within 4 units of rounding.
  public func erf() -> Tensor { mapped { kernels.erf($0, $1, $2) } }

  /// exp(x / T) / sum of exp(x / T) along the last axis; the largest element is subtracted first.
  ///
  /// - Parameter temperature: T above 0; 1 by default. Larger ones even the probabilities out, towards all
  ///   equal; smaller ones favour the largest, towards 1 for it alone. Hinton et al. (2015), section 2.
  public func softmax(temperature: Scalar = 1) -> Tensor {
    require(rank > 0, "softmax: a tensor of rank 1 or more expected, received \(shape)")
    require(temperature > 0, "softmax: a temperature above 0 expected, received \(temperature)")
    if temperature != 1 { return (self / temperature).softmax() }
    return softmax(sums: nil)
  }

  /// The softmax along the last axis, and the sums of exp(x - the row's largest), one a row, of which a
  /// cross-entropy takes the logarithm.
  package func softmaxAndSums() -> (probabilities: Tensor, sums: Tensor) {
    var probabilities: Tensor?
    let sums = Tensor([shape[-1] == 0 ? 0 : count / shape[-1]]) { sums in
      probabilities = softmax(sums: sums)
    }
    return (probabilities ?? self, sums)
  }

  private func softmax(sums: Output?) -> Tensor {
    let columns = shape[-1]
    let rows = columns == 0 ? 0 : count / columns
    return Tensor(shape) { y in
      read { x in
        ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
          kernels.softmax(
            x + first * columns, y + first * columns, n, columns, sums.map { $0 + first })
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

  /// Writes f'(x) * gradient over the gradient, in place where it is not shared; self is what the activation
  /// keeps, its input or its output (`Activation.gradientTakesInput`).
  package func gradient(
    of activation: Activation, from gradient: consuming Tensor
  ) -> Tensor {
    check("gradient", "output gradient", gradient, shape)
    let count = count
    read { kept in
      gradient.write { g in
        ThreadPool.shared.split(count) { start, n in
          kernels.activateGradient(activation, kept + start, g + start, g + start, n)
        }
      }
    }
    return gradient
  }

  /// How many elements lie outside the range; those that are not numbers do.
  package func count(outside range: ClosedRange<Scalar>) -> Int {
    // As the kernel counts exactly up to so many.
    let run = 1 << 16
    return read { x in
      stride(from: 0, to: count, by: run).reduce(0) { total, start in
        total
          + kernels.countOutside(
            x + start, range.lowerBound, range.upperBound, Swift.min(run, count - start))
      }
    }
  }
}

/// Rows of a matrix that make a task of some thousand elements.
package func rowGrain(_ columns: Int) -> Int { max(1, 16384 / max(columns, 1)) }
