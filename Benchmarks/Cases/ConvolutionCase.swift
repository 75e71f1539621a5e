import Fovea

/// A convolution layer that is measured: square images, square kernels, the same padding on all sides.
struct ConvolutionCase: Hashable, Sendable {
  /// The name under which every engine's figures are compared.
  let name: String
  /// Images at once.
  var batch: Int
  /// Channels of the input.
  var inputs: Int
  /// Height and width of the input.
  let size: Int
  /// Channels of the output.
  var outputs: Int
  /// Height and width of the kernel.
  let kernel: Int
  /// Step of the window.
  let stride: Int
  /// Zeros a side.
  let padding: Int
  /// Groups of channels that see only each other.
  let groups: Int
  /// Whether the layer is a network's first, which needs no input gradient.
  let isFirst: Bool

  init(
    _ name: String, batch: Int, inputs: Int, size: Int, outputs: Int, kernel: Int, stride: Int = 1,
    padding: Int = 0, groups: Int = 1, isFirst: Bool = false
  ) {
    self.name = name
    self.batch = batch
    self.inputs = inputs
    self.size = size
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.groups = groups
    self.isFirst = isFirst
  }

  /// The layer's geometry. Published layers may leave a rest of the input uncovered.
  func geometry() throws -> Conv2DGeometry {
    try Conv2DGeometry(
      input: [batch, size, size, inputs], kernel: [kernel, kernel, inputs / groups, outputs],
      stride: IntPair(stride), padding: .zeros(padding), groups: groups, policy: .floor)
  }

  /// The passes that training runs for this layer, `train` being all of them together.
  var passes: [LayerPass] { LayerPass.allCases.filter { $0 != .inputGradient || !isFirst } }

  /// "4 x 56x56x256 to 56x56x256, kernel 3x3, stride 1, padding 1".
  func summary() throws -> String {
    let output = try geometry().outputShape
    let grouped = groups > 1 ? ", groups \(groups)" : ""
    return "\(batch) x \(size)x\(size)x\(inputs) to \(output[1])x\(output[2])x\(outputs), "
      + "kernel \(kernel)x\(kernel), stride \(stride), padding \(padding)\(grouped)"
  }
}

/// What is timed of a layer.
enum LayerPass: String, CaseIterable, Sendable {
  /// The output, bias included.
  case forward
  /// The input's gradient.
  case inputGradient = "input_gradient"
  /// The kernel's gradient and the bias'.
  case weightGradient = "weight_gradient"
  /// All that one training step of the layer runs, through the graph.
  case train

  /// The name for people.
  var title: String { rawValue.replacing("_", with: " ") }

  /// How many times the multiply-adds of the forward pass this pass computes.
  func operationFactor(isFirst: Bool) -> Int { self == .train ? (isFirst ? 2 : 3) : 1 }
}
