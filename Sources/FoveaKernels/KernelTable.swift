/// Every loop body, compiled for one instruction set.
///
/// Arguments that end in a count work on that many scalars; `rows, columns` on a row-major matrix.
/// A class, because copying a structure of this size is code too, and would be a weak symbol that both
/// modules share.
public final class KernelTable: Sendable {
  /// The instruction set that the table is compiled for, as "baseline" or "haswell".
  public let name: String

  /// z = x + y, (x, y, z, n).
  public let add: @Sendable (Input, Input, Output, Int) -> Void
  /// z = x - y.
  public let subtract: @Sendable (Input, Input, Output, Int) -> Void
  /// z = x * y.
  public let multiply: @Sendable (Input, Input, Output, Int) -> Void
  /// z = x / y.
  public let divide: @Sendable (Input, Input, Output, Int) -> Void
  /// y = a * x + b, (x, a, b, y, n).
  public let affine: @Sendable (Input, Scalar, Scalar, Output, Int) -> Void
  /// sums += the sum of each column, (x, sums, rows, columns).
  public let addColumnSums: @Sendable (Input, Output, Int, Int) -> Void

  /// The sum of x, (x, n).
  public let sum: @Sendable (Input, Int) -> Scalar
  /// The sum of |x|.
  public let sumOfMagnitudes: @Sendable (Input, Int) -> Scalar
  /// <x, y>, (x, y, n).
  public let dot: @Sendable (Input, Input, Int) -> Scalar
  /// The largest element, NaN if there is one.
  public let maximum: @Sendable (Input, Int) -> Scalar

  /// y = e^x, (x, y, n).
  public let exp: @Sendable (Input, Output, Int) -> Void
  /// y = erf x.
  public let erf: @Sendable (Input, Output, Int) -> Void
  /// y = f(x), (f, x, y, n).
  public let activate: @Sendable (Activation, Input, Output, Int) -> Void
  /// dx = f'(x) dy, (f, x or y as `gradientTakesInput` says, dy, dx, n).
  public let activateGradient: @Sendable (Activation, Input, Input, Output, Int) -> Void
  /// y = max(0, x) + slope * min(0, x) by column, (x, slope, y, rows, columns).
  public let prelu: @Sendable (Input, Input, Output, Int, Int) -> Void
  /// dx of it, (x, slope, dy, dx, rows, columns).
  public let preluGradient: @Sendable (Input, Input, Input, Output, Int, Int) -> Void
  /// sums += x * dy down the columns where x < 0, (x, dy, sums, rows, columns).
  public let addPReLUSums: @Sendable (Input, Input, Output, Int, Int) -> Void
  /// How many elements lie outside low ... high, (x, low, high, n), n up to 2^20.
  public let countOutside: @Sendable (Input, Scalar, Scalar, Int) -> Int
  /// z = max(0, x + y), (x, y, z, n).
  public let reluOfSum: @Sendable (Input, Input, Output, Int) -> Void
  /// y = softmax of each row, (x, y, rows, columns, sums of exp or nil).
  public let softmax: @Sendable (Input, Output, Int, Int, Output?) -> Void
  /// dx from the output y and dy, (y, dy, dx, rows, columns).
  public let softmaxGradient: @Sendable (Input, Input, Output, Int, Int) -> Void

  /// Patches of output pixels first ..< first + count, (window, x, first, count, patches).
  public let gatherPatches: @Sendable (PatchWindow, Input, Int, Int, Output) -> Void
  /// The transpose, added to x, (window, patches, first, count, x).
  public let scatterPatches: @Sendable (PatchWindow, Input, Int, Int, Output) -> Void
  /// A panel of a matrix, (matrix, depth, columns, stride, first column, panel).
  public let packPanel: @Sendable (Input, Int, Int, Int, Int, Output) -> Void
  /// A panel of a kernel turned round, (kernel, taps, count, inputs, outputs, stride, first column,
  /// panel).
  public let packTransposedPanel:
    @Sendable (Input, UnsafePointer<Int>, Int, Int, Int, Int, Int, Output) -> Void
  /// Output pixels of a band, (band, runs, x, packed kernel, columns, bias, floor, y).
  public let convolveBand:
    @Sendable (PixelBand, TileRuns, Input, Input, Int, Input?, Scalar, Output) -> Void
  /// A band's part of the kernel's gradient, (band, runs, x, dy, columns, stride, scratch, dw).
  public let addWeightGradient:
    @Sendable (PixelBand, TileRuns, Input, Input, Int, Int, Output, Output) -> Void
  /// A row of outputs' gradients spread over their windows, (dy, pixels, outputs, kernel row, elements, step,
  /// dx).
  public let spreadGradientRow: @Sendable (Input, Int, Int, Input, Int, Int, Output) -> Void
  /// A panel of a transformed kernel, (layout, kernel, first output, packed, tile).
  public let winogradKernelPanel:
    @Sendable (WinogradKernel, Input, Int, Output, WinogradTile) -> Void
  /// Transformed tiles of the input, (tiles, x, first, count, v, plane, tile).
  public let winogradInput:
    @Sendable (WinogradTiles, Input, Int, Int, Output, Int, WinogradTile) -> Void
  /// Outputs from products, (tiles, m, plane, first, count, bias, floor, y, tile).
  public let winogradOutput:
    @Sendable (WinogradTiles, Input, Int, Int, Int, Input?, Scalar, Output, WinogradTile) -> Void
  /// Transformed tiles of the output's gradient, (tiles, dy, first, count, m, plane, tile).
  public let winogradOutputGradient:
    @Sendable (WinogradTiles, Input, Int, Int, Output, Int, WinogradTile) -> Void
  /// The kernel's gradient from that of its transform, (taps, u, plane, count, dw, tap, tile).
  public let winogradKernelGradient:
    @Sendable (Int, Input, Int, Int, Output, Int, WinogradTile) -> Void
  /// Output pixels of a band of single channels, (band, runs, x, kernel, channels, bias, floor, y).
  public let depthwiseBand:
    @Sendable (PixelBand, TileRuns, Input, Input, Int, Input?, Scalar, Output) -> Void
  /// A row of single channels' input gradient at any stride, (dy, kernel, rows, count, columns, starts, width,
  /// channels, dx).
  public let depthwiseGradientRow:
    @Sendable (
      Input, Input, UnsafePointer<Int>, Int, UnsafePointer<Int>, UnsafePointer<Int>, Int, Int,
      Output
    ) -> Void
  /// A band's part of the gradient of single channels' kernels, (band, runs, x, dy, channels, dw).
  public let addDepthwiseGradient:
    @Sendable (PixelBand, TileRuns, Input, Input, Int, Output) -> Void
  /// Maxima and switches of output rows, (window, x, first, count, y, switches).
  public let maxPool:
    @Sendable (PatchWindow, Input, Int, Int, Output, UnsafeMutablePointer<Int32>) -> Void
  /// Maxima of output rows without switches, (window, x, first, count, y).
  public let maxPoolValues: @Sendable (PatchWindow, Input, Int, Int, Output) -> Void
  /// Gradients sent along switches that may name any place, (dy, switches, first, count, outputs, inputs,
  /// channels, dx).
  public let routeGradient:
    @Sendable (Input, UnsafePointer<Int32>, Int, Int, Int, Int, Int, Output) -> Void
  /// Gradients sent along the switches of whole images, (window, dy, switches, first, count, dx).
  public let maxPoolGradient:
    @Sendable (PatchWindow, Input, UnsafePointer<Int32>, Int, Int, Output) -> Void
  /// Means of output rows, (window, includes padding, x, first, count, y).
  public let averagePool: @Sendable (PatchWindow, Bool, Input, Int, Int, Output) -> Void
  /// Gradients spread over windows of whole images, (window, includes padding, dy, first, count, dx).
  public let averagePoolGradient: @Sendable (PatchWindow, Bool, Input, Int, Int, Output) -> Void
  /// Maxima and switches of output rows of regions, (rows, columns, channels, x, first, count, y, switches).
  public let maxRegions:
    @Sendable (
      RegionAxis, RegionAxis, Int, Input, Int, Int, Output, UnsafeMutablePointer<Int32>
    ) -> Void
  /// Chosen elements and switches of output rows, (window, x, u, first, count, y, switches).
  public let stochasticPool:
    @Sendable (PatchWindow, Input, Input, Int, Int, Output, UnsafeMutablePointer<Int32>) -> Void
  /// Interpolated output rows, (rows, columns, channels, x, first, count, y).
  public let resample: @Sendable (ResampleAxis, ResampleAxis, Int, Input, Int, Int, Output) -> Void
  /// The transpose for whole images, added to dx, (rows, columns, channels, dy, first, count, dx).
  public let resampleGradient:
    @Sendable (ResampleAxis, ResampleAxis, Int, Input, Int, Int, Output) -> Void

  /// A picture moved by an affine map, (map, x, y).
  public let warp: @Sendable (AffineResampling, Input, Output) -> Void

  /// y = max(floor, x * scale + shift), column by column, (x, scale, shift, floor, y, rows, columns).
  public let scaleAndShiftRows: @Sendable (Input, Input, Input, Scalar, Output, Int, Int) -> Void
  /// sums += (x - centre)^2 down the columns, (x, centre, sums, rows, columns).
  public let addColumnSquares: @Sendable (Input, Input, Output, Int, Int) -> Void
  /// sums += (x - a)(y - b) down the columns, (x, y, a, b, sums, rows, columns).
  public let addColumnProducts: @Sendable (Input, Input, Input, Input, Output, Int, Int) -> Void
  /// The sums of batch normalisation's gradient, (x, dy, centre, scale, shift, sums, rows, columns).
  public let addNormalizationSums:
    @Sendable (Input, Input, Input, Input, Input, Output, Int, Int) -> Void
  /// Batch normalisation's input gradient, (factors, dy, x, dx, rows, columns).
  public let normalizationGradient:
    @Sendable (NormalizationFactors, Input, Input, Output, Int, Int) -> Void
  /// Rows normalised each by itself, (x, scale, shift, epsilon, y, statistics, rows, columns).
  public let normalizeRows:
    @Sendable (Input, Input, Input, Scalar, Output, Output, Int, Int) -> Void
  /// Their input gradient, (x, dy, scale, statistics, dx, rows, columns).
  public let normalizeRowsGradient: @Sendable (Input, Input, Input, Input, Output, Int, Int) -> Void
  /// The gradients of shift and scale, (x, dy, statistics, sums, rows, columns).
  public let addRowNormalizationSums: @Sendable (Input, Input, Input, Output, Int, Int) -> Void
  /// Sums over neighbouring columns, (x, y, before, after, rows, columns).
  public let windowSums: @Sendable (Input, Output, Int, Int, Int, Int) -> Void

  /// A step of SGD, (terms, numbers, gradient, velocity, w, n).
  public let momentumUpdate:
    @Sendable (UpdateTerms, MomentumStep, Input, Output?, Output, Int) -> Void
  /// A step of Adam, (terms, numbers, gradient, first moment, second moment, its largest, w, n).
  public let adamUpdate:
    @Sendable (UpdateTerms, AdamStep, Input, Output, Output, Output?, Output, Int) -> Void
  /// A step of RMSProp, (terms, numbers, gradient, mean square, mean, velocity, w, n).
  public let rmsPropUpdate:
    @Sendable (UpdateTerms, RMSPropStep, Input, Output, Output?, Output?, Output, Int) -> Void
  /// A step of Adagrad, (terms, rate, epsilon, gradient, sum of squares, w, n).
  public let adagradUpdate:
    @Sendable (UpdateTerms, Scalar, Scalar, Input, Output, Output, Int) -> Void
  /// A moving average's step, (share that stays, x, average, n).
  public let averageUpdate: @Sendable (Scalar, Input, Output, Int) -> Void

  /// The table for one instruction set.
  ///
  /// Inlined into the module that calls it, with every body, so that the code is compiled with that
  /// module's flags and nobody else's.
  @inlinable @inline(__always)
  public init<I: InstructionSet>(_: I.Type, name: String) {
    self.name = name
    add = { FoveaKernels.add(I.self, $0, $1, $2, $3) }
    subtract = { FoveaKernels.subtract(I.self, $0, $1, $2, $3) }
    multiply = { FoveaKernels.multiply(I.self, $0, $1, $2, $3) }
    divide = { FoveaKernels.divide(I.self, $0, $1, $2, $3) }
    affine = { FoveaKernels.affine(I.self, $0, $1, $2, $3, $4) }
    addColumnSums = { FoveaKernels.addColumnSums(I.self, $0, $1, $2, $3) }

    sum = { reduce(I.self, $0, $1) { $0 + $1 } }
    sumOfMagnitudes = { reduce(I.self, $0, $1) { $0 + magnitude($1) } }
    dot = { dotProduct(I.self, $0, $1, $2) }
    maximum = { largest(I.self, $0, $1) }

    exp = { x, y, n in map(x, y, n) { exponential(I.self, $0) } }
    erf = { x, y, n in map(x, y, n) { errorFunction(I.self, $0) } }
    activate = { FoveaKernels.activate(I.self, $0, $1, $2, $3) }
    activateGradient = { FoveaKernels.activateGradient(I.self, $0, $1, $2, $3, $4) }
    prelu = { preluRows(I.self, $0, $1, $2, $3, $4) }
    preluGradient = { preluRowsGradient(I.self, $0, $1, $2, $3, $4, $5) }
    addPReLUSums = { FoveaKernels.addPReLUSums(I.self, $0, $1, $2, $3, $4) }
    countOutside = { FoveaKernels.countOutside(I.self, $0, $1, $2, $3) }
    reluOfSum = { FoveaKernels.reluOfSum(I.self, $0, $1, $2, $3) }
    softmax = { softmaxRows(I.self, $0, $1, $2, $3, $4) }
    softmaxGradient = { softmaxRowsGradient(I.self, $0, $1, $2, $3, $4) }

    gatherPatches = { FoveaKernels.gatherPatches(I.self, $0, $1, $2, $3, $4) }
    scatterPatches = { FoveaKernels.scatterPatches(I.self, $0, $1, $2, $3, $4) }
    packPanel = { FoveaKernels.packPanel(I.self, $0, $1, $2, $3, $4, $5) }
    packTransposedPanel = {
      FoveaKernels.packTransposedPanel(I.self, $0, $1, $2, $3, $4, $5, $6, $7)
    }
    convolveBand = { FoveaKernels.convolveBand(I.self, $0, $1, $2, $3, $4, $5, $6, $7) }
    addWeightGradient = {
      FoveaKernels.addWeightGradient(I.self, $0, $1, $2, $3, $4, $5, $6, $7)
    }
    spreadGradientRow = {
      FoveaKernels.spreadGradientRow(I.self, $0, $1, $2, $3, $4, $5, $6)
    }
    winogradKernelPanel = {
      $0.taps == 3
        ? FoveaKernels.winogradKernelPanel(I.self, Winograd3x3.self, $0, $1, $2, $3, $4)
        : FoveaKernels.winogradKernelPanel(I.self, Winograd5x5.self, $0, $1, $2, $3, $4)
    }
    winogradInput = { FoveaKernels.winogradInput(I.self, $0, $1, $2, $3, $4, $5, $6) }
    winogradOutput = {
      $0.taps == 3
        ? FoveaKernels.winogradOutput(I.self, Winograd3x3.self, $0, $1, $2, $3, $4, $5, $6, $7, $8)
        : FoveaKernels.winogradOutput(I.self, Winograd5x5.self, $0, $1, $2, $3, $4, $5, $6, $7, $8)
    }
    winogradOutputGradient = {
      $0.taps == 3
        ? FoveaKernels.winogradOutputGradient(I.self, Winograd3x3.self, $0, $1, $2, $3, $4, $5, $6)
        : FoveaKernels.winogradOutputGradient(I.self, Winograd5x5.self, $0, $1, $2, $3, $4, $5, $6)
    }
    winogradKernelGradient = {
      $0 == 3
        ? FoveaKernels.winogradKernelGradient(I.self, Winograd3x3.self, $1, $2, $3, $4, $5, $6)
        : FoveaKernels.winogradKernelGradient(I.self, Winograd5x5.self, $1, $2, $3, $4, $5, $6)
    }
    depthwiseBand = { FoveaKernels.depthwiseBand(I.self, $0, $1, $2, $3, $4, $5, $6, $7) }
    depthwiseGradientRow = {
      FoveaKernels.depthwiseGradientRow(I.self, $0, $1, $2, $3, $4, $5, $6, $7, $8)
    }
    addDepthwiseGradient = {
      FoveaKernels.addDepthwiseGradient(I.self, $0, $1, $2, $3, $4, $5)
    }
    maxPool = { maxPoolRows(I.self, $0, $1, $2, $3, $4, $5) }
    maxPoolValues = { maxPoolValueRows(I.self, $0, $1, $2, $3, $4) }
    routeGradient = { FoveaKernels.routeGradient(I.self, $0, $1, $2, $3, $4, $5, $6, $7) }
    maxPoolGradient = { FoveaKernels.maxPoolGradient(I.self, $0, $1, $2, $3, $4, $5) }
    averagePool = { averagePoolRows(I.self, $0, $1, $2, $3, $4, $5) }
    averagePoolGradient = { FoveaKernels.averagePoolGradient(I.self, $0, $1, $2, $3, $4, $5) }
    maxRegions = { maxRegionRows(I.self, $0, $1, $2, $3, $4, $5, $6, $7) }
    stochasticPool = { stochasticPoolRows(I.self, $0, $1, $2, $3, $4, $5, $6) }
    resample = { resampleRows(I.self, $0, $1, $2, $3, $4, $5, $6) }
    resampleGradient = { FoveaKernels.resampleGradient(I.self, $0, $1, $2, $3, $4, $5, $6) }

    warp = { FoveaKernels.warp(I.self, $0, $1, $2) }

    scaleAndShiftRows = {
      FoveaKernels.scaleAndShiftRows(I.self, $0, $1, $2, $3, $4, $5, $6)
    }
    addColumnSquares = { FoveaKernels.addColumnSquares(I.self, $0, $1, $2, $3, $4) }
    addColumnProducts = { FoveaKernels.addColumnProducts(I.self, $0, $1, $2, $3, $4, $5, $6) }
    addNormalizationSums = {
      FoveaKernels.addNormalizationSums(I.self, $0, $1, $2, $3, $4, $5, $6, $7)
    }
    normalizationGradient = {
      FoveaKernels.normalizationGradient(I.self, $0, $1, $2, $3, $4, $5)
    }
    normalizeRows = { FoveaKernels.normalizeRows(I.self, $0, $1, $2, $3, $4, $5, $6, $7) }
    normalizeRowsGradient = {
      FoveaKernels.normalizeRowsGradient(I.self, $0, $1, $2, $3, $4, $5, $6)
    }
    addRowNormalizationSums = {
      FoveaKernels.addRowNormalizationSums(I.self, $0, $1, $2, $3, $4, $5)
    }
    windowSums = { FoveaKernels.windowSums(I.self, $0, $1, $2, $3, $4, $5) }

    momentumUpdate = { FoveaKernels.momentumUpdate(I.self, $0, $1, $2, $3, $4, $5) }
    adamUpdate = { FoveaKernels.adamUpdate(I.self, $0, $1, $2, $3, $4, $5, $6, $7) }
    rmsPropUpdate = { FoveaKernels.rmsPropUpdate(I.self, $0, $1, $2, $3, $4, $5, $6, $7) }
    adagradUpdate = { FoveaKernels.adagradUpdate(I.self, $0, $1, $2, $3, $4, $5, $6) }
    averageUpdate = { FoveaKernels.averageUpdate(I.self, $0, $1, $2, $3) }
  }
}

extension KernelTable {
  /// The bodies for the processor that the package is built for.
  public static let baseline = KernelTable(Baseline.self, name: "baseline")
}
