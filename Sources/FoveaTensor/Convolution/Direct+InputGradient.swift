import FoveaKernels

extension Direct {
  /// The input's gradient: a convolution of the output's gradient with the kernel turned round, phase by
  /// phase of the stride.
  func inputGradient(_ outputGradient: Tensor, _ kernel: Tensor) -> Tensor {
    if spreadsGradient { return spreadGradient(outputGradient, kernel) }
    let shape = geometry.inputShape
    let fill = { (dx: Output) in
      read(outputGradient, kernel) { dy, w in
        for phase in GradientPhase.all(geometry) { run(phase, dy, w, dx) }
      }
    }
    return GradientPhase.coverAll(of: geometry)
      ? Tensor(shape, fill: fill) : Tensor(zeroed: shape, fill: fill)
  }

  private func run(_ phase: GradientPhase, _ dy: Input, _ w: Input, _ dx: Output) {
    let depth = phase.taps.count * groupOutputs
    let packedGroup = packedCount(depth: depth, columns: groupInputs)
    withScratch(geometry.groups * packedGroup) { packed in
      let panels = (groupInputs + 2 * lanes - 1) / (2 * lanes)
      ThreadPool.shared.run(tasks: geometry.groups * panels) { task in
        let group = task / panels
        let first = task % panels * 2 * lanes
        phase.taps.withUnsafeBufferPointer { taps in
          guard let base = taps.baseAddress else { return }
          kernels.packTransposedPanel(
            w + group * groupOutputs, base, taps.count, groupInputs, groupOutputs,
            geometry.outputChannels, first, packed + group * packedGroup + first * depth)
        }
      }
      phase.bands.eachBand(dy) { band, runs, source in
        for group in 0..<geometry.groups {
          kernels.convolveBand(
            band, runs, source + group * groupOutputs, packed + group * packedGroup, groupInputs,
            nil, -.infinity, dx + group * groupInputs)
        }
      }
    }
  }
}
