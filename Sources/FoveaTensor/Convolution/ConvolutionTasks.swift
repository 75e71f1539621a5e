import FoveaKernels

extension ConvolutionAlgorithm {
  /// The tasks that a pass is cut into at its widest step: with more threads than that, some have nothing to
  /// do. The same whatever the number of threads.
  public func tasks(for geometry: Conv2DGeometry, _ pass: ConvolutionPass) -> Int {
    switch resolved(for: geometry, pass) {
    case .automatic, .im2col: Im2col(geometry).tasks(pass)
    case .direct: Direct(geometry).tasks(pass)
    case .pointwise: Pointwise(geometry).tasks(pass)
    case .winograd: Winograd(geometry).tasks(pass)
    case .depthwise where pass == .inputGradient && Depthwise(geometry).isStrided:
      Depthwise(geometry).stridedTasks
    case .depthwise: BandPlan(geometry.repeatingChannels).tasks(geometry, pass)
    }
  }
}

extension Direct {
  /// As `BandPlan.tasks`; a task a panel where pixels are few, a task an image where gradients are spread, a task
  /// some elements of the windows where weights are many.
  fileprivate func tasks(_ pass: ConvolutionPass) -> Int {
    switch pass {
    case .forward where bands.areWhole: (groupOutputs + 2 * lanes - 1) / (2 * lanes)
    case .inputGradient where spreadsGradient: geometry.batch
    case .weightGradient: weightGradientTasks
    default: bands.tasks(geometry, pass)
    }
  }
}

extension BandPlan {
  /// A task a band; a task a partial sum for the weight gradient.
  fileprivate func tasks(_ geometry: Conv2DGeometry, _ pass: ConvolutionPass) -> Int {
    switch pass {
    case .forward: count
    case .inputGradient: GradientPhase.all(geometry).map(\.bands.count).max() ?? 0
    case .weightGradient: max(1, min(count, partialSums(geometry.weightCount)))
    }
  }
}

extension Im2col {
  /// A task a tile; for the input gradient a task an image, whose windows overlap.
  fileprivate func tasks(_ pass: ConvolutionPass) -> Int {
    let tiles = (pixels + tile - 1) / tile
    switch pass {
    case .forward: return tiles
    case .inputGradient: return geometry.batch
    case .weightGradient: return min(tiles, partialSums(depth * geometry.outputChannels))
    }
  }
}
