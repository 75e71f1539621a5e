import FoveaKernels

/// Convolution with 3x3 or 5x5 kernels at stride 1 by Winograd's F(4x4, 3x3) or F(2x2, 5x5): a quarter or 36 %
/// of the multiplications, at the price of transforms and of some accuracy (see Design).
///
/// The input is cut into 6x6 tiles that overlap by two or four, transformed along its channels; each of the 36
/// places of a tile is a matrix product of [tiles x C] by [C x K]; the results are transformed back to 4x4 or 2x2
/// outputs.
/// Two schedules: where the transformed kernel is small, each task takes some tiles through all three steps in
/// its cache; where it is large, all tiles go through each step together, so that it is read once.
struct Winograd {
  let geometry: Conv2DGeometry

  init(_ geometry: Conv2DGeometry) { self.geometry = geometry }

  /// The kernel's extent.
  var taps: Int { geometry.vertical.kernel }

  /// Whether the geometry is one of those that this algorithm is for.
  var isPossible: Bool {
    func suits(_ a: AxisGeometry) -> Bool { a.kernel == taps && a.stride == 1 && a.dilation == 1 }
    return (taps == 3 || taps == 5) && suits(geometry.vertical) && suits(geometry.horizontal)
      && (geometry.groups == 1 || geometry.groups < geometry.inputChannels)
  }

  /// Whether the transforms neither overflow nor vanish for these weights. Not so for weights that are huge,
  /// denormal or not finite.
  ///
  /// Of the input nothing is asked: it would take another pass over it. What is not finite there, or within a factor
  /// of a hundred of the largest number, spoils the whole tile of the output that its own places lie in, where the
  /// other algorithms keep it to the windows that hold it.
  static func isSafe(for kernel: Tensor) -> Bool {
    var magnitude: Scalar = 0
    kernel.read { w in
      // One sum, in one order: a sum over the pool would be no faster for the few weights of a layer.
      magnitude = kernels.sumOfMagnitudes(w, kernel.count) / Scalar(max(kernel.count, 1))
    }
    return magnitude == 0 || (magnitude > 0x1p-80 && magnitude < 0x1p80)
  }

  func forward(_ input: Tensor, _ kernel: Tensor, _ epilogue: Epilogue) -> Tensor {
    let (tiles, layout) = forwardPlan
    return Tensor(geometry.outputShape) { y in
      read(input, kernel) { x, w in convolve(tiles, x, .taps(w), layout, epilogue, y) }
    }
  }

  /// The output with a kernel that `transformed` made ready.
  func forward(_ input: Tensor, transformed: Tensor, _ epilogue: Epilogue) -> Tensor {
    let (tiles, layout) = forwardPlan
    return Tensor(geometry.outputShape) { y in
      read(input, transformed) { x, u in
        convolve(tiles, x, .transformed(u), layout, epilogue, y)
      }
    }
  }

  /// The kernel's transform, packed. The same for all geometries that share the kernel's shape and the groups.
  func transformed(_ kernel: Tensor) -> Tensor {
    let layout = forwardPlan.1
    return Tensor([36 * layout.plane]) { u in kernel.read { transform($0, layout, u) } }
  }

  /// A convolution of the output's gradient with the kernel turned round and transposed.
  func inputGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    let (tiles, layout) = gradientPlan
    return Tensor(geometry.inputShape) { dx in
      read(outputGradient, kernel) { dy, w in
        convolve(tiles, dy, .taps(w - (taps * taps - 1) * layout.tap), layout, .none, dx)
      }
    }
  }

  var forwardPlan: (WinogradTiles, WinogradKernel) {
    let g = geometry
    let tiles = WinogradTiles(
      taps: taps, height: g.vertical.input, width: g.horizontal.input, channels: g.inputChannels,
      outputHeight: g.vertical.output, outputWidth: g.horizontal.output,
      outputChannels: g.outputChannels, top: g.vertical.paddingBefore,
      left: g.horizontal.paddingBefore)
    let inputs = g.inputChannels / g.groups
    let layout = WinogradKernel(
      taps: taps, tap: inputs * g.outputChannels, inputs: inputs,
      outputs: g.outputChannels / g.groups,
      groups: g.groups)
    return (tiles, layout)
  }

  var gradientPlan: (WinogradTiles, WinogradKernel) {
    let g = geometry
    let tiles = WinogradTiles(
      taps: taps, height: g.vertical.output, width: g.horizontal.output, channels: g.outputChannels,
      outputHeight: g.vertical.input, outputWidth: g.horizontal.input,
      outputChannels: g.inputChannels, top: taps - 1 - g.vertical.paddingBefore,
      left: taps - 1 - g.horizontal.paddingBefore)
    let inputs = g.outputChannels / g.groups
    let layout = WinogradKernel(
      taps: taps, tap: -inputs * g.inputChannels, inputs: inputs,
      outputs: g.inputChannels / g.groups,
      groups: g.groups, isTransposed: true)
    return (tiles, layout)
  }

  /// The tasks of the widest step of a pass: blocks, or the 36 places of a tile times cuts down the tiles.
  func tasks(_ pass: ConvolutionPass) -> Int {
    let (tiles, layout) = pass == .inputGradient ? gradientPlan : forwardPlan
    let count = geometry.batch * tiles.rows * tiles.columns
    if pass == .weightGradient { return 36 }
    if let block = blockSize(tiles, layout) { return (count + block - 1) / block }
    return 36 * ((min(count, chunkSize(tiles.channels + tiles.outputChannels)) + 95) / 96)
  }
}
