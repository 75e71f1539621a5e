import FoveaKernels

// The kernel's transform: whole, or in parts that are still in cache when they are multiplied.
extension Winograd {
  /// The kernel as it lies, or transformed and packed.
  enum KernelForm {
    case taps(Input)
    case transformed(Input)
  }

  /// u = the transform of the kernel at `w`, packed into 36 matrices a group.
  func transform(_ w: Input, _ layout: WinogradKernel, _ u: Output) {
    let (c, k) = (layout.inputs, layout.outputs)
    let panels = (k + 2 * lanes - 1) / (2 * lanes)
    let scratch = winogradKernelScratch * lanes
    ThreadPool.shared.run(tasks: geometry.groups * panels, scratch: scratch) { task, tile in
      let group = task / panels
      let first = task % panels * 2 * lanes
      kernels.winogradKernelPanel(
        layout, w + group * (layout.isTransposed ? c : k), first,
        u + group * layout.packed + first * c,
        vectors(tile, count: winogradKernelScratch))
    }
  }

  /// Calls `body` with the whole kernel transformed.
  func withTransformed(
    _ kernel: KernelForm, _ layout: WinogradKernel, _ body: (Input) -> Void
  ) {
    switch kernel {
    case .transformed(let u): body(u)
    case .taps(let w):
      withScratch(36 * layout.plane) { u in
        transform(w, layout, u)
        body(Input(u))
      }
    }
  }

  /// Columns of the kernel whose transform stays in the third-level cache, four megabytes, until it is used;
  /// enough for every thread to have some. The one place where the number of threads has a say: in how much is
  /// transformed at once, not in any sum, which stays within a panel.
  func partColumns(_ inputs: Int) -> Int {
    let panel = 2 * lanes
    let bytes = 36 * inputs * panel * MemoryLayout<Scalar>.stride
    return panel * max((4 << 20) / bytes, 2, ThreadPool.shared.width)
  }

  /// Whether the kernel goes in parts: the tiles, read again for each, are much less than it. With as many bytes
  /// of tiles as a quarter of the kernel's it was even (512 channels of 14x14, batch 8, Zen 3).
  func areFew(_ tiles: Int, outputs: Int) -> Bool {
    Self.areFew(Double(tiles), outputs: Double(outputs), groups: Double(geometry.groups))
  }

  /// The same for the cost model, which counts in fractions.
  static func areFew(_ tiles: Double, outputs: Double, groups: Double) -> Bool {
    groups == 1 && 4 * tiles < outputs
  }

  /// Calls `body` with the transformed kernel; where tiles are few, with one part of its columns after the other:
  /// a part is multiplied while it is in cache, where the whole would go to memory and come back, which took as
  /// long as the products of a 7x7 layer.
  func eachPart(
    _ kernel: KernelForm, _ layout: WinogradKernel, tileCount: Int,
    _ body: (_ u: Input, _ layout: WinogradKernel, _ column: Int) -> Void
  ) {
    guard case .taps(let w) = kernel, areFew(tileCount, outputs: layout.outputs) else {
      withTransformed(kernel, layout) { body($0, layout, 0) }
      return
    }
    let columns = partColumns(layout.inputs)
    withScratch(36 * layout.columns(min(columns, layout.outputs)).plane) { u in
      for column in stride(from: 0, to: layout.outputs, by: columns) {
        let part = layout.columns(min(columns, layout.outputs - column))
        transform(w + column * (part.isTransposed ? part.stride : 1), part, u)
        body(Input(u), part, column)
      }
    }
  }
}
