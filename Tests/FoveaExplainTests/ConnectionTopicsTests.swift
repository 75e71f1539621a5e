import FoveaExplain
import FoveaNN
import TestSupport
import Testing

/// Section C: sparse interactions, shared parameters, equivariance.
@Suite struct ConnectionTopicsTests {
  @Test("a convolution's matrix: 16x36 for the slide, nine numbers a row, and the same product")
  func matrix() throws {
    let figure = try ConvolutionMatrix()
    #expect(figure.matrix.shape == [16, 36])
    #expect(figure.nonZeros == 16 * 9 && figure.sparsity == 0.75)
    // The slide's kernel has 1 and -1.
    #expect(figure.distinct == 2)
    // Sums of nine products of numbers up to 4.
    #expect(figure.difference < 9 * 4 * 9 * Double(Scalar.ulpOfOne))
    #expect(figure.matrix.rows(0).prefix(9) == [1, -1, -1, 0, 0, 0, -1, 1, -1])
  }

  @Test("asMatrix holds for channels, stride, padding and a bias, which is added after")
  func layerAsMatrix() throws {
    var random = RandomSource(seed: 11)
    let layer = Conv2D(
      inputChannels: 2, outputChannels: 3, kernelSize: [3, 2], stride: 2, padding: .zeros(1),
      policy: .floor, random: &random)
    layer.bias?.value = Tensor([1, 2, 3])
    let x = Tensor(normal: 0, standardDeviation: 1, [1, 5, 4, 2], using: &random)
    let y = withoutGradients { layer(Variable(x), .inference).value }
    let a = try layer.asMatrix(input: [5, 4, 2])
    #expect(a.shape == [y.count, x.count])
    let product = a.matmul(x.reshaped(x.count, 1)).reshaped(to: y.shape) + Tensor([1, 2, 3])
    expectClose(product, y, reduction: 12)
    // Linear: f(2x - 3z) = 2 f(x) - 3 f(z), without the bias.
    func f(_ x: Tensor) -> Tensor {
      withoutGradients { layer(Variable(x), .inference).value } - Tensor([1, 2, 3])
    }
    let z = Tensor(normal: 0, standardDeviation: 1, x.shape, using: &random)
    expectClose(f(x * 2 - z * 3), f(x) * 2 - f(z) * 3, reduction: 40)
  }

  @Test("a weight of 0 is to be learned as well")
  func zeroWeights() throws {
    let figure = try ConvolutionMatrix(input: 3, kernel: Tensor([2, 2], [1, 0, 0, 2]))
    #expect(figure.nonZeros == 2 * 4 && figure.connections == 4 * 4)
    #expect(figure.answer.text().contains("to learn    4, each used 4 times\n"))
    let padded = try ConvolutionMatrix(input: 3, kernel: Tensor([2, 2], [1, 0, 0, 2]), padding: 1)
    // Each of the four weights meets each pixel.
    #expect(padded.connections == 4 * 9)
  }

  @Test("one input reaches three outputs through a kernel of 3, all through a dense layer")
  func influence() throws {
    let figure = try Influence()
    #expect(figure.reached.map(\.count) == [1, 3, 5, 7])
    #expect(figure.reached[1] == [4, 5, 6] && figure.reachedWhenDense == 11)
    #expect(figure.seen.map(\.count) == [7, 5, 3, 1] && figure.fields == [1, 3, 5, 7])
    // At the border there are fewer.
    #expect(try Influence(source: 0).reached.map(\.count) == [1, 2, 3, 4])
    #expect { try Influence(source: 11) } throws: {
      "\($0)" == "an input from 0 to 10 expected, found 11"
    }
  }

  @Test("strides make fields grow faster: r + (K - 1) j")
  func strides() throws {
    let figure = try Influence(input: 32, stride: 2, layers: 3)
    #expect(figure.widths == [32, 16, 8, 4] && figure.fields == [1, 3, 7, 15])
    #expect(figure.seen.map(\.count) == [15, 7, 3, 1])
    // A dense layer in the first one's place has as many units.
    #expect(figure.reachedWhenDense == 16)
  }

  @Test("28x28 to 26x26x8: sharing saves parameters, looking at few inputs saves operations")
  func cost() throws {
    let rows = try LayerCost().rows
    #expect(rows.map(\.name) == ["convolution", "unshared", "dense"])
    let (inputs, outputs) = (28 * 28, 26 * 26 * 8)
    #expect(rows.map(\.parameters) == [10 * 8, 10 * outputs, (inputs + 1) * outputs])
    #expect(rows.map(\.multiplyAdds) == [9 * outputs, 9 * outputs, inputs * outputs])
    #expect(rows.map(\.bytes) == rows.map { $0.parameters * MemoryLayout<Scalar>.stride })
    #expect(rows.allSatisfy { $0.milliseconds == nil })
    let timed = try LayerCost(input: 8, kernels: 1, repetitions: 3).rows
    #expect(timed.allSatisfy { ($0.milliseconds ?? 0) > 0 })
  }

  @Test("convolution and pooling at stride 1 move along, pooling at stride 2 by halves, dense not")
  func equivariance() {
    let rows = Equivariance(shifts: [1, 2, 3, 4]).rows
    let (convolution, pooling, strided, dense) = (rows[0], rows[1], rows[2], rows[3])
    // The same sums of nine products, added in another order at most.
    #expect(convolution.errors.allSatisfy { $0 < 20 * Double(Scalar.ulpOfOne) })
    #expect(pooling.errors == [0, 0, 0, 0])
    #expect(strided.errors[1] == 0 && strided.errors[3] == 0)
    #expect(strided.errors[0] > 0.1 && strided.errors[2] > 0.1)
    #expect(dense.errors.allSatisfy { $0 > 0.1 })
    // Nothing is invariant: all outputs change.
    #expect(rows.allSatisfy { row in row.changes.allSatisfy { $0 > 0.1 } })
  }
}

extension Tensor {
  /// The numbers of a matrix's row.
  fileprivate func rows(_ row: Int) -> [Scalar] { slice(axis: 0, row..<row + 1).elements }
}
