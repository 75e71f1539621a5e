import FoveaKernels

/// How the output pixels of a convolution are cut into bands, and where each pixel's window lies.
///
/// A band is some rows of one image, or some whole images where they are small: about 200 pixels, so that a
/// panel of the kernel is used often once it is in cache, with the input rows they need in some hundred
/// kilobytes. Cut by shape alone: no smaller than what makes a task worth sharing out, and where the pixels
/// are few and the kernels many, not cut for sharing at all (`areWhole`).
struct BandPlan {
  /// Where the pixels are written, in elements: image, row and column strides and the first pixel.
  struct Target {
    let image, row, column, first: Int
  }

  let vertical, horizontal: PatchAxis
  let batch, channels, groupChannels: Int
  let target: Target
  /// Whether the bands are too few to be shared out: there is one after the other.
  let areWhole: Bool
  private let rows, images: Int
  private let offsets: [Int]
  /// Elements of a window that lie next to each other.
  let runLength: Int
  /// Whether windows reach beyond the image, so that bands are copied with their padding.
  private let isPadded: Bool
  private let sourceRow: Int

  /// The bands of a forward pass.
  init(_ g: Conv2DGeometry) {
    let o = g.outputChannels
    let row = g.horizontal.output * o
    self.init(
      vertical: PatchAxis(g.vertical), horizontal: PatchAxis(g.horizontal), batch: g.batch,
      channels: g.inputChannels, groupChannels: g.inputChannels / g.groups,
      target: Target(image: g.vertical.output * row, row: row, column: o, first: 0),
      sharing: Sharing(g))
  }

  /// What decides how bands are shared out.
  struct Sharing {
    /// Multiply-adds of a pixel.
    let work: Int
    /// Panels of output channels that may be shared out instead; 0 for none.
    let panels: Int

    /// Bands alone, however small.
    static let bands = Sharing(work: 1 << 19, panels: 0)

    init(work: Int, panels: Int) {
      self.work = work
      self.panels = panels
    }

    /// As a geometry's forward pass.
    init(_ g: Conv2DGeometry) {
      self.init(
        work: g.patchSize * g.outputChannels,
        panels: g.groups == 1 ? (g.outputChannels + 2 * lanes - 1) / (2 * lanes) : 0)
    }
  }

  /// The bands of any convolution of [batch, vertical.input, horizontal.input, channels]. The padding of an
  /// axis may be negative: so many elements at its start are left out.
  init(
    vertical v: PatchAxis, horizontal h: PatchAxis, batch: Int, channels: Int, groupChannels: Int,
    target: Target, sharing: Sharing = .bands
  ) {
    vertical = v
    horizontal = h
    self.batch = batch
    self.channels = channels
    self.groupChannels = groupChannels
    self.target = target
    isPadded = v.reachesBeyond || h.reachesBeyond
    let width = isPadded ? h.reach : h.input
    sourceRow = width * channels
    let isDense = h.dilation == 1 && groupChannels == channels
    runLength = isDense ? h.kernel * channels : groupChannels
    let row = sourceRow
    offsets = (0..<v.kernel).flatMap { ky in
      (0..<(isDense ? 1 : h.kernel)).map { kx in
        ky * v.dilation * row + kx * h.dilation * channels
      }
    }
    // A sixteenth of the pixels is too few for a panel of the kernel to be used often.
    areWhole = sharing.panels >= 4 && batch * v.output * h.output < 768
    (rows, images) = BandPlan.cut(
      v, h, batch, row * MemoryLayout<Scalar>.stride, areWhole ? .max : sharing.work)
  }

  /// How many runs a window is.
  var runCount: Int { offsets.count }

  /// The number of bands.
  var count: Int { (batch + images - 1) / images * bandsPerImage }

  /// Pixels of a band, at most.
  var largestBand: Int { images * rows * horizontal.output }

  private var bandsPerImage: Int { (vertical.output + rows - 1) / rows }

  private static func cut(
    _ v: PatchAxis, _ h: PatchAxis, _ batch: Int, _ rowBytes: Int, _ work: Int
  ) -> (rows: Int, images: Int) {
    let wanted = 192
    var rows = min(v.output, max(1, (wanted + h.output - 1) / max(h.output, 1)))
    // More rows share the rows between windows; some hundred kilobytes stay in cache.
    func bytes(_ rows: Int) -> Int { ((rows - 1) * v.stride + v.span) * rowBytes }
    while rows < min(v.output, 8), bytes(rows + 1) <= 384 << 10 { rows += 1 }
    // Enough bands to share out, of half a million multiply-adds (some ten microseconds) or more.
    let worthwhile = max(1, (1 << 19) / max(work, 1) / max(h.output, 1))
    let few = work == .max ? rows : max(worthwhile, batch * v.output / 16)
    rows = max(1, min(rows, few))
    // Of equal size, so that no last band is a sliver; few of them as a power of two, which is shared out evenly.
    var bands = max(1, (v.output + rows - 1) / rows)
    if batch * bands < 16, work != .max {
      bands = 1 << (Int.bitWidth - 1 - bands.leadingZeroBitCount)
    }
    rows = max(1, (v.output + bands - 1) / bands)
    let pixels = max(1, v.output * h.output)
    let images = bands > 1 ? 1 : max(1, min(wanted / pixels, work == .max ? batch : batch / 8))
    return (rows, images)
  }

  /// Calls `body` on the pool with each band, the runs of its windows and the source they lie in.
  func eachBand(_ x: Input, _ body: (PixelBand, TileRuns, Input) -> Void) {
    stockScratch(tasks: count)
    ThreadPool.shared.run(tasks: count) { withBand($0, x, body) }
  }

  /// Sees to it that every thread finds memory for a band.
  func stockScratch(tasks: Int) { ThreadPool.shared.stockScratch(tasks: tasks, scratchCount) }

  /// Scalars of scratch memory that the largest band takes, for its indices and its copy. Smaller ones take as
  /// much: one size is set aside for every thread.
  private var scratchCount: Int {
    let images = min(images, batch)
    let rows = (rows - 1) * vertical.stride + vertical.span
    return IndexScratch.scalars(2 * largestBand) + (isPadded ? images * rows * sourceRow : 0)
  }

  /// Calls `body` with one band, the runs of its windows and the source they lie in.
  func withBand(_ index: Int, _ x: Input, _ body: (PixelBand, TileRuns, Input) -> Void) {
    let group = index / bandsPerImage
    let firstRow = index % bandsPerImage * rows
    let imageRange = group * images..<min((group + 1) * images, batch)
    let rowRange = firstRow..<min(firstRow + rows, vertical.output)
    let pixels = imageRange.count * rowRange.count * horizontal.output
    withScratch(scratchCount) { scratch in
      let sources = IndexScratch.bind(scratch, 2 * pixels)
      let targets = sources + pixels
      let band = PixelBand(count: pixels, sources: sources, targets: targets)
      offsets.withUnsafeBufferPointer { offsets in
        guard let base = offsets.baseAddress else { return }
        let runs = TileRuns(offsets: base, count: offsets.count, length: runLength)
        if isPadded {
          let inputRows = (rowRange.count - 1) * vertical.stride + vertical.span
          let size = inputRows * sourceRow
          locate(
            imageRange, rowRange, sources, targets, imageStride: size, firstImage: 0,
            rowZero: rowRange.lowerBound)
          let copy = scratch + IndexScratch.scalars(2 * largestBand)
          for (i, image) in imageRange.enumerated() {
            copyPadded(x, image, rowRange.lowerBound, inputRows, copy + i * size)
          }
          body(band, runs, copy)
        } else {
          locate(
            imageRange, rowRange, sources, targets, imageStride: vertical.input * sourceRow,
            firstImage: imageRange.lowerBound, rowZero: 0)
          body(band, runs, x)
        }
      }
    }
  }

  private func locate(
    _ images: Range<Int>, _ rows: Range<Int>, _ sources: UnsafeMutablePointer<Int>,
    _ targets: UnsafeMutablePointer<Int>, imageStride: Int, firstImage: Int, rowZero: Int
  ) {
    let down = vertical.stride * sourceRow
    let right = horizontal.stride * channels
    // Without a copy, negative padding is where the first window starts.
    let skip =
      isPadded ? 0 : -vertical.padding * sourceRow - horizontal.padding * channels
    var p = 0
    for (i, image) in images.enumerated() {
      for row in rows {
        let source = (firstImage + i) * imageStride + (row - rowZero) * down + skip
        let to = target.first + image * target.image + row * target.row
        // Once for each pixel of each layer: sums that wrap, where products that trap took a fifth of the time of
        // layers with few channels.
        for column in 0..<horizontal.output {
          sources[p &+ column] = source &+ column &* right
          targets[p &+ column] = to &+ column &* target.column
        }
        p += horizontal.output
      }
    }
  }

  /// The input rows of one band of one image with the zeros around them.
  private func copyPadded(_ x: Input, _ image: Int, _ firstRow: Int, _ count: Int, _ copy: Output) {
    let c = channels
    let h = horizontal
    let left = min(max(h.padding, 0), h.reach)
    let start = max(-h.padding, 0)
    let width = max(0, min(h.input - start, h.reach - left))
    for row in 0..<count {
      let to = copy + row * sourceRow
      let y = firstRow * vertical.stride - vertical.padding + row
      guard y >= 0, y < vertical.input else {
        to.update(repeating: 0, count: sourceRow)
        continue
      }
      to.update(repeating: 0, count: left * c)
      (to + left * c).update(
        from: x + ((image * vertical.input + y) * h.input + start) * c, count: width * c)
      let done = (left + width) * c
      (to + done).update(repeating: 0, count: sourceRow - done)
    }
  }
}

extension PatchAxis {
  /// The extent that the window covers.
  var span: Int { dilation * (kernel - 1) + 1 }

  /// The extent that all windows together cover.
  var reach: Int { (output - 1) * stride + span }

  /// Whether a window reaches beyond the input.
  var reachesBeyond: Bool { padding > 0 || reach - padding > input }
}
