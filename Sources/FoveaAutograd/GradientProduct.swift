import FoveaKernels
import FoveaTensor

/// The gradient x^T dy of a dense layer's weights, not multiplied out.
///
/// A small batch makes both factors much smaller than the weights. An optimiser that multiplies block after block
/// where it updates the weights never holds the whole: of VGG's 400 MB of dense gradients nothing is written
/// and read again.
package struct GradientProduct {
  /// The layer's input, [batch, inputs].
  let x: Tensor
  /// The gradient of its output, [batch, outputs].
  let dy: Tensor

  /// Whether weights of this shape are worth it: some megabytes, and far more than the factors.
  static func pays(batch: Int, inputs: Int, outputs: Int) -> Bool {
    inputs * outputs >= max(1 << 20, 4 * batch * (inputs + outputs))
  }

  /// [inputs, outputs].
  package var shape: Shape { [x.shape[1], dy.shape[1]] }

  /// The product whole.
  package var value: Tensor { x.matmul(dy, transposeSelf: true) }

  /// The sum of the product's squares, from the factors' alone:
  ///
  ///     sum of (x^T dy)^2 = sum of (x x^T) * (dy dy^T)
  ///
  /// [batch x batch] on the right: the product, of the weights' size, is never made.
  var sumOfSquares: Double {
    let products = x.matmul(x, transposeOther: true) * dy.matmul(dy, transposeOther: true)
    // A square, but for rounding.
    return max(0, Double(products.sum().item))
  }

  /// Calls `body` on the pool with the product's rows, some at a time, `start` being the first one's place in
  /// the whole.
  package func eachBlock(_ body: (_ start: Int, _ block: Input, _ count: Int) -> Void) {
    let (batch, inputs, outputs) = (x.shape[0], x.shape[1], dy.shape[1])
    // A megabyte: it stays in cache until the body reads it. Cut by shape, as every sum is.
    let rows = max(1, min(inputs, (1 << 18) / max(outputs, 1)))
    FoveaTensor.read(x, dy) { x, dy in
      ThreadPool.shared.run(tasks: (inputs + rows - 1) / rows, scratch: rows * outputs) {
        task, block in
        let first = task * rows
        let count = min(rows, inputs - first)
        // [count x batch] * [batch x outputs]
        gemm(
          .yes, .no, m: count, n: outputs, k: batch, a: x + first, lda: inputs, b: dy,
          ldb: outputs, c: block, ldc: outputs)
        body(first * outputs, Input(block), count * outputs)
      }
    }
  }
}

/// A gradient as it came.
package enum Gradient {
  case tensor(Tensor)
  /// To be multiplied block by block where it is used.
  case product(GradientProduct)

  /// That of the parameter.
  package var shape: Shape {
    switch self {
    case .tensor(let tensor): tensor.shape
    case .product(let product): product.shape
    }
  }

  /// The sum of its squares.
  package var sumOfSquares: Double {
    switch self {
    case .tensor(let tensor): tensor.sumOfSquares
    case .product(let product): product.sumOfSquares
    }
  }

  /// The gradient whole.
  package var value: Tensor {
    switch self {
    case .tensor(let tensor): tensor
    case .product(let product): product.value
    }
  }
}
