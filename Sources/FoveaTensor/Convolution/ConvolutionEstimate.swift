import FoveaKernels

/// The times of one pass in nanoseconds, (products, movement), with the rates measured on one core.
struct ConvolutionEstimate {
  let pass: ConvolutionPass
  /// Multiply-adds a nanosecond in register blocks, and in OpenBLAS.
  let blocks, library: Double
  /// Images, output pixels, input pixels and taps.
  let pixels, inputPixels, taps, phases: Double
  /// Channels of a group.
  let inputs, outputs: Double
  let groups: Double
  let tiles: Double
  let rowTaps: Double
  /// Whether `direct` spreads the input gradient over the windows.
  let spreads: Bool
  /// Whether `direct` adds up the weight gradient where it stays.
  let sumsByElements: Bool
  /// Whether the kernel was packed or transformed before.
  let isPrepared: Bool

  init(_ g: Conv2DGeometry, _ pass: ConvolutionPass, isPrepared: Bool = false) {
    self.pass = pass
    self.isPrepared = isPrepared
    // Without a fused multiply-add the blocks have no advantage over OpenBLAS, which chooses its own.
    blocks = kernels.name == "baseline" ? 10 : 52
    library = 46
    let (v, h) = (g.vertical, g.horizontal)
    pixels = Double(g.batch * g.outputPixels)
    inputPixels = Double(g.batch * v.input * h.input)
    taps = Double(v.kernel * h.kernel)
    phases = Double(v.stride * h.stride)
    groups = Double(g.groups)
    inputs = Double(g.inputChannels / g.groups)
    outputs = Double(g.outputChannels / g.groups)
    let (height, width) =
      pass == .inputGradient ? (v.input, h.input) : (v.output, h.output)
    // Winograd's tiles of six hold 4x4 outputs of 3x3 kernels, 2x2 of 5x5.
    let step = max(1, 7 - v.kernel)
    tiles = Double(g.batch * ((height + step - 1) / step) * ((width + step - 1) / step))
    spreads = pass == .inputGradient && Direct(g).spreadsGradient
    sumsByElements = pass == .weightGradient && Direct(g).sumsByElements
    rowTaps = g.groups == 1 && h.dilation == 1 ? Double(h.kernel) : 1
  }

  private var weights: Double { taps * inputs * outputs * groups }

  /// Columns of the blocks that hold so many: whole panels of 16, one of 8 for a small rest.
  private func panels(_ columns: Double) -> Double {
    Double(packedCount(depth: 1, columns: Int(columns)))
  }

  private func sixes(_ rows: Double) -> Double { (rows / 6).rounded(.up) * 6 }

  /// rows x depth x columns in register blocks: a block of six rows begins and ends at the price of six steps.
  private func product(_ rows: Double, _ depth: Double, _ columns: Double) -> Double {
    rows * (depth + 6) * panels(columns) * groups / blocks
  }

  /// The sum over pixels of rows x columns outer products; slower where the rows stay where they lie.
  private func outerSum(_ pixels: Double, _ rows: Double, _ columns: Double) -> Double {
    pixels * sixes(rows) * panels(columns) * groups / ((columns > 16 ? 0.9 : 0.85) * blocks)
  }

  /// Adding `times` blocks of sums to `size` scalars in memory.
  private func additions(_ times: Double, _ size: Double) -> Double {
    times * size * (size < 0x1p17 ? 0.15 : size < 0x1p20 ? 0.3 : 0.6)
  }

  var direct: (Double, Double) {
    let copy = 0.15 * inputPixels * inputs * groups
    switch pass {
    case .forward:
      return (product(pixels, taps * inputs, outputs), copy + (isPrepared ? 0.1 : 0.3) * weights)
    case .inputGradient where spreads:
      let chunks = (rowTaps * inputs / Double(spreadWidth)).rounded(.up) * Double(spreadWidth)
      let rows = pixels * taps / rowTaps
      return (rows * (outputs + 6) * chunks / blocks, 0.1 * rows * chunks)
    case .inputGradient:
      return (
        product(inputPixels, taps * outputs / phases, inputs), 0.15 * pixels * outputs * groups
      )
    case .weightGradient:
      return (
        outerSum(pixels, rowTaps * inputs, outputs) * taps / rowTaps,
        copy + 0.15 * pixels * outputs * groups
          + (sumsByElements ? 0 : additions(pixels / 192, weights))
      )
    }
  }

  /// OpenBLAS on narrow matrices: columns beside which its packing shows.
  private func libraryProduct(_ rows: Double, _ depth: Double, _ columns: Double) -> Double {
    rows * (depth + 12) * (columns + 8) * groups / library
  }

  var im2col: (Double, Double) {
    let patches = pixels * taps * inputs * groups
    switch pass {
    case .forward: return (libraryProduct(pixels, taps * inputs, outputs), 0.25 * patches)
    case .inputGradient:
      return (libraryProduct(pixels, outputs, taps * inputs), 0.5 * patches)
    case .weightGradient:
      return (libraryProduct(taps * inputs, pixels, outputs), 0.3 * patches + copiedGradient)
    }
  }

  var pointwise: (Double, Double) {
    switch pass {
    case .forward: (libraryProduct(pixels, inputs, outputs), 0)
    case .inputGradient: (libraryProduct(pixels, outputs, inputs), 0)
    // Over long sums OpenBLAS copies both sides, far apart in memory.
    case .weightGradient:
      (
        libraryProduct(inputs, pixels, outputs),
        0.3 * pixels * inputs * groups + copiedGradient
      )
    }
  }

  /// What OpenBLAS copies of the output's gradient for a sum over all pixels.
  private var copiedGradient: Double { 0.2 * pixels * outputs * groups }

  var winograd: (Double, Double) {
    // Short sums of products over planes that come from the second-level cache.
    let slower = 1.13
    // From 16 to 64 channels 0.2 to 0.32 beside `direct`'s rate here; measured on Zen 3.
    let transforms = 0.3 * 36 * tiles * groups * (inputs + outputs)
    let size = 36 * inputs * outputs * groups
    // A transformed kernel beyond the caches is written to memory and read back, unless it goes in parts; read
    // alone if it was made before.
    let isCached = size < 0x1p20
    let isInParts = Winograd.areFew(
      tiles, outputs: pass == .inputGradient ? inputs : outputs, groups: groups)
    let made = isCached ? 0.3 : isInParts ? 0.6 : 0.9
    let kernel = (isPrepared ? (isCached ? 0.05 : 0.2) : made) * size
    switch pass {
    case .forward:
      return (slower * 36 * product(sixes(tiles), inputs, outputs), transforms + kernel)
    case .inputGradient:
      return (
        slower * 36 * product(sixes(tiles), outputs, inputs), transforms + kernel
      )
    case .weightGradient:
      return (
        slower * 36 * outerSum(tiles, inputs, outputs),
        transforms + (isInParts ? 0.3 * size : additions((tiles / 256).rounded(.up), size))
          + 0.15 * size
      )
    }
  }

  var depthwise: (Double, Double) {
    let elements = pixels * outputs * groups
    switch pass {
    case .forward, .inputGradient: return (elements * taps / 35, 0.3 * elements)
    case .weightGradient: return (elements * taps / 25, 0.3 * elements)
    }
  }
}
