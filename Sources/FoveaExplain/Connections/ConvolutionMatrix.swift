import FoveaNN
import FoveaTensor

extension Conv2D {
  /// The layer as a matrix: A with vec(conv(x)) = A vec(x) + bias, as convolution is a linear operation (row A2).
  ///
  /// A is mostly zeros, and the others are the kernel's weights over and over. Found by sending every unit image
  /// through the layer: column j of A is what comes out for pixel j alone.
  ///
  /// - Parameter input: [height, width, channels] of one image.
  /// - Returns: [numbers of the output, numbers of the input], both in the order of a tensor's elements.
  /// - Throws: `ShapeError` when the kernel does not fit the image.
  public func asMatrix(input: Shape) throws -> Tensor {
    let count = input.count
    var units = [Scalar](repeating: 0, count: count * count)
    for i in 0..<count { units[i * count + i] = 1 }
    let images = Tensor(Shape([count] + input.dimensions), units)
    let output = try outputShape(for: images.shape)
    let linear = Conv2D(
      weight: weight.value, stride: stride, padding: padding, dilation: dilation, groups: groups,
      policy: policy)
    let columns = withoutGradients { linear(Variable(images), .inference).value }
    return columns.reshaped(count, output.count / count).transposed()
  }
}

/// A convolution as the matrix that a dense layer would need for the same (rows A2, A3 and C4).
public struct ConvolutionMatrix: Sendable {
  /// The kernel, [height, width].
  public let kernel: Tensor
  /// The image's extent.
  public let input: Int
  /// The output's extents.
  public let output: IntPair
  /// The window over the image.
  let geometry: Conv2DGeometry
  /// A, [outputs, inputs].
  public let matrix: Tensor
  /// How many numbers of the matrix are a weight of the kernel, be it 0: each weight is used this many times over
  /// the number of weights, on average.
  public let connections: Int
  /// The largest difference between A x and the convolution of x, for a random x.
  public let difference: Double

  /// Makes the matrix.
  ///
  /// - Parameters:
  ///   - input: the image's extent; 6 by default, as on the slide.
  ///   - kernel: [height, width]; the slide's diagonal by default. Weights that differ make the pattern plainer.
  ///   - stride: steps of the window; 1 by default.
  ///   - padding: zeros around the image; none by default.
  /// - Throws: `ShapeError` when the kernel is larger than the padded image.
  public init(
    input: Int = 6, kernel: Tensor = Slide.diagonal, stride: Int = 1, padding: Int = 0
  ) throws {
    func convolution(_ kernel: Tensor) -> Conv2D {
      Conv2D(
        weight: kernel.asKernel, stride: IntPair(stride), padding: .zeros(padding), policy: .floor)
    }
    let layer = convolution(kernel)
    let image: Shape = [input, input, 1]
    matrix = try layer.asMatrix(input: image)
    connections = try convolution(.ones(kernel.shape)).asMatrix(input: image).elements
      .count { $0 != 0 }
    let shape = try layer.outputShape(for: [1, input, input, 1])
    output = IntPair(shape[1], shape[2])
    geometry = try Conv2DGeometry(
      input: [1, input, input, 1], kernel: kernel.asKernel.shape, stride: IntPair(stride),
      padding: .zeros(padding), policy: .floor)
    (self.kernel, self.input) = (kernel, input)
    var random = RandomSource(seed: 7)
    let x = Tensor(normal: 0, standardDeviation: 1, [1, input, input, 1], using: &random)
    let convolved = withoutGradients { layer(Variable(x), .inference).value }
    let product = matrix.matmul(x.reshaped(x.count, 1))
    difference =
      (product.reshaped(convolved.count) - convolved.reshaped(convolved.count))
      .largestMagnitude
  }

  /// The numbers that are not 0.
  public var nonZeros: Int { matrix.elements.count { $0 != 0 } }

  /// The share of numbers that are 0.
  public var sparsity: Double { 1 - Double(nonZeros) / Double(matrix.count) }

  /// The different numbers beside 0: no more than the kernel has.
  public var distinct: Int { Set(matrix.elements.filter { $0 != 0 }).count }
}
