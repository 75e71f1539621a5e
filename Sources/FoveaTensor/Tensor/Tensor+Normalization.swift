import FoveaKernels

/// Where a ReLU after batch normalisation let its input x through: x * scale + shift > 0. The same operation
/// as forward's, so the same bits decide.
package struct NormalizationGate {
  let scale, shift: Tensor

  /// The gate of `activation` after x * scale + shift, [channels] each.
  package init(_ activation: FusedActivation, scale: Tensor, shift: Tensor) {
    let isOpen = activation == .identity
    self.scale = isOpen ? .zeros(scale.shape) : scale
    self.shift = isOpen ? .ones(shift.shape) : shift
  }
}

extension Tensor {
  /// The two sums of batch normalisation's gradient, [channels] each: of g, and of g * (x - centre), where g
  /// is the output's gradient behind the gate; self is x.
  package func normalizationSums(
    of gradient: Tensor, centre: Tensor, _ gate: NormalizationGate
  ) -> (sum: Tensor, products: Tensor) {
    check("normalizationSums", "gradient", gradient, shape)
    let columns = shape[-1]
    let both = Tensor([2, columns]) { sums in
      read { x in
        FoveaTensor.read(gradient, centre) { dy, centre in
          FoveaTensor.read(gate.scale, gate.shift) { scale, shift in
            sumRows(count / columns, 2 * columns, into: sums) { first, count, sums in
              let at = first * columns
              kernels.addNormalizationSums(
                x + at, dy + at, centre, scale, shift, sums, count, columns)
            }
          }
        }
      }
    }
    return (
      both.slice(axis: 0, 0..<1).reshaped(columns), both.slice(axis: 0, 1..<2).reshaped(columns)
    )
  }

  /// g * gradient + x * input + constant, channel by channel, where g is self behind the gate: batch
  /// normalisation's input gradient, written over self where it is not shared.
  package consuming func normalizationGradient(
    _ x: Tensor, gradient: Tensor, input: Tensor, constant: Tensor, _ gate: NormalizationGate
  ) -> Tensor {
    check("normalizationGradient", "input", x, shape)
    let columns = shape[-1]
    let rows = count / columns
    var result = consume self
    FoveaTensor.read(gradient, input, constant) { a, b, c in
      FoveaTensor.read(x, gate.scale, gate.shift) { x, scale, shift in
        let factors = NormalizationFactors(
          gradient: a, input: b, constant: c, scale: scale, shift: shift)
        result.write { g in
          ThreadPool.shared.split(rows, grain: rowGrain(columns)) { first, n in
            let at = first * columns
            kernels.normalizationGradient(factors, g + at, x + at, g + at, n, columns)
          }
        }
      }
    }
    return result
  }
}
