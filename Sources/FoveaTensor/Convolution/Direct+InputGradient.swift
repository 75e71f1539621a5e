import FoveaKernels

extension Direct {
  /// Whether the input gradient can be had this way: a stride together with a dilation is not cut into phases.
  var hasInputGradient: Bool {
    let (v, h) = (geometry.vertical, geometry.horizontal)
    return (v.stride == 1 || v.dilation == 1) && (h.stride == 1 || h.dilation == 1)
  }

  /// The input's gradient: a convolution of the output's gradient with the kernel turned round.
  ///
  /// A stride of s cuts the input into s x s phases. A pixel of phase r sees only the taps r, r + s, ..., so
  /// each phase is a convolution of stride 1 with a part of the kernel.
  func inputGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    let (v, h) = (geometry.vertical, geometry.horizontal)
    let phases = Phase.all(v).flatMap { row in Phase.all(h).map { (row, $0) } }
    // Where a kernel is smaller than the stride, some inputs reach no output.
    let reachesAll = v.kernel >= v.stride && h.kernel >= h.stride
    let shape = geometry.inputShape
    let fill = { (dx: Output) in
      read(outputGradient, kernel) { dy, w in
        for (row, column) in phases { run(row, column, dy, w, dx) }
      }
    }
    return reachesAll ? Tensor(shape, fill: fill) : Tensor(zeroed: shape, fill: fill)
  }

  private func run(_ row: Phase, _ column: Phase, _ dy: Input, _ w: Input, _ dx: Output) {
    let g = geometry
    let c = g.inputChannels
    let groupInputs = c / g.groups
    let groupOutputs = g.outputChannels / g.groups
    let width = g.horizontal.input
    let plan = BandPlan(
      vertical: row.axis, horizontal: column.axis, batch: g.batch, channels: g.outputChannels,
      groupChannels: groupOutputs,
      target: .init(
        image: g.vertical.input * width * c, row: row.step * width * c, column: column.step * c,
        first: (row.first * width + column.first) * c))
    let depth = row.taps.count * column.taps.count * groupOutputs
    let packedGroup = packedCount(depth: depth, columns: groupInputs)
    withScratch(g.groups * packedGroup) { packed in
      let taps = row.taps.flatMap { ky in column.taps.map { ky * g.horizontal.kernel + $0 } }
      let panels = (groupInputs + 2 * lanes - 1) / (2 * lanes)
      ThreadPool.shared.run(tasks: g.groups * panels) { task in
        let group = task / panels
        let first = task % panels * 2 * lanes
        kernels.packTransposedPanel(
          w + group * groupOutputs, taps, groupInputs, groupOutputs, g.outputChannels, first,
          packed + group * packedGroup + first * depth)
      }
      plan.eachBand(dy) { band, runs, source in
        for group in 0..<g.groups {
          kernels.convolveBand(
            band, runs, source + group * groupOutputs, packed + group * packedGroup, groupInputs,
            nil, dx + group * groupInputs)
        }
      }
    }
  }
}

/// One phase of one axis of the input gradient.
private struct Phase {
  /// The axis of a convolution of the output's gradient that gives this phase.
  let axis: PatchAxis
  /// The kernel's taps that belong to it, last first.
  let taps: [Int]
  /// The first input of the phase.
  let first: Int
  /// The distance of its inputs.
  let step: Int

  /// The phases of an axis that have inputs and taps.
  static func all(_ a: AxisGeometry) -> [Phase] {
    (0..<a.stride).compactMap { phase in
      // Input i is phase (i + padding) mod stride; output q = (i + padding - phase) / stride sees tap
      // phase, output q - 1 tap phase + stride, and so on.
      let taps = Array(stride(from: phase, to: a.kernel, by: a.stride))
      let shifted = (phase - a.paddingBefore) % a.stride
      let first = shifted < 0 ? shifted + a.stride : shifted
      guard !taps.isEmpty, first < a.input else { return nil }
      let inputs = (a.input - first + a.stride - 1) / a.stride
      let q = (first + a.paddingBefore - phase) / a.stride
      let axis = PatchAxis(
        input: a.output, kernel: taps.count, stride: 1, dilation: a.dilation,
        padding: (taps.count - 1) * a.dilation - q, output: inputs)
      return Phase(axis: axis, taps: taps.reversed(), first: first, step: a.stride)
    }
  }
}
