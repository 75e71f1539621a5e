import FoveaKernels

/// One phase of the input gradient: the inputs that see the same taps.
///
/// A stride of s cuts the input into s x s phases. A pixel of phase r sees only the taps r, r + s, ..., so each
/// phase is a convolution of stride 1 of the output's gradient with a part of the kernel, turned round.
struct GradientPhase {
  /// The phase's bands: pixels of the output's gradient in, pixels of the input's gradient out.
  let bands: BandPlan
  /// The kernel's taps that belong to it, last first, counted through [height, width].
  let taps: [Int]

  /// Whether the input gradient can be had this way: a stride together with a dilation is not cut into phases.
  static func exist(for g: Conv2DGeometry) -> Bool {
    func suits(_ a: AxisGeometry) -> Bool { a.stride == 1 || a.dilation == 1 }
    return suits(g.vertical) && suits(g.horizontal)
  }

  /// Whether each input belongs to a phase: where a kernel is smaller than the stride, some reach no output.
  static func coverAll(of g: Conv2DGeometry) -> Bool {
    g.vertical.kernel >= g.vertical.stride && g.horizontal.kernel >= g.horizontal.stride
  }

  /// The phases of a convolution that have inputs and taps.
  static func all(_ g: Conv2DGeometry) -> [GradientPhase] {
    let columns = AxisPhase.all(g.horizontal)
    return AxisPhase.all(g.vertical).flatMap { row in
      columns.map { GradientPhase(g, row, $0) }
    }
  }

  private init(_ g: Conv2DGeometry, _ row: AxisPhase, _ column: AxisPhase) {
    let width = g.horizontal.input
    let c = g.inputChannels
    bands = BandPlan(
      vertical: row.axis, horizontal: column.axis, batch: g.batch, channels: g.outputChannels,
      groupChannels: g.outputChannels / g.groups,
      target: .init(
        image: g.vertical.input * width * c, row: row.step * width * c, column: column.step * c,
        first: (row.first * width + column.first) * c))
    taps = row.taps.flatMap { ky in column.taps.map { ky * g.horizontal.kernel + $0 } }
  }
}

/// One phase of one axis.
private struct AxisPhase {
  /// The axis of a convolution of the output's gradient that gives this phase.
  let axis: PatchAxis
  /// The kernel's taps that belong to it, last first.
  let taps: [Int]
  /// The first input of the phase.
  let first: Int
  /// The distance of its inputs.
  let step: Int

  /// The phases of an axis that have inputs and taps.
  static func all(_ a: AxisGeometry) -> [AxisPhase] {
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
      return AxisPhase(axis: axis, taps: taps.reversed(), first: first, step: a.stride)
    }
  }
}
