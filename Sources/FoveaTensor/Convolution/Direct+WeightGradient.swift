import FoveaKernels

extension Direct {
  func weightGradient(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    sumsByElements ? byElements(input, outputGradient) : byBands(input, outputGradient)
  }

  /// Whether a task takes some elements of the windows and all pixels, instead of some pixels and all elements:
  /// where partial sums of all weights would not stay in the second-level cache, and to write them and add them
  /// up takes longer than to read the pixels once for each task.
  var sumsByElements: Bool {
    geometry.groups == 1 && geometry.weightCount > 1 << 16 && bands.runLength >= 48
  }

  /// How many tasks share the elements of a run: each copies the whole gradient, a price that shows below a hundred
  /// elements or so; but six tasks at least, so that two threads have equally much to do.
  private var tasksPerRun: Int {
    let tasks = (bands.runLength + 191) / 192
    return tasks * bands.runCount < 6 ? 2 * tasks : tasks
  }

  /// The tasks of a weight gradient.
  var weightGradientTasks: Int {
    sumsByElements
      ? bands.runCount * tasksPerRun
      : max(1, min(bands.count, partialSums(geometry.weightCount)))
  }

  /// Scalars of scratch memory of a task.
  private var scratch: Int { weightGradientScratch(pixels: bands.largestBand) }

  private func byElements(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    let outputs = geometry.outputChannels
    let length = bands.runLength
    let share = ((length + tasksPerRun - 1) / tasksPerRun + 5) / 6 * 6
    return Tensor(geometry.kernelShape) { dw in
      read(input, outputGradient) { x, dy in
        bands.stockScratch(tasks: weightGradientTasks)
        ThreadPool.shared.run(
          tasks: weightGradientTasks, scratch: scratch
        ) { task, scratch in
          let run = task / tasksPerRun
          let first = min(task % tasksPerRun * share, length)
          let elements = min(share, length - first)
          let sum = dw + (run * length + first) * outputs
          sum.update(repeating: 0, count: elements * outputs)
          for index in 0..<bands.count {
            bands.withBand(index, x) { band, runs, source in
              let part = TileRuns(offsets: runs.offsets + run, count: 1, length: elements)
              kernels.addWeightGradient(
                band, part, source + first, dy, outputs, outputs, scratch, sum)
            }
          }
        }
      }
    }
  }

  private func byBands(_ input: Tensor, _ outputGradient: Tensor) -> Tensor {
    bands.sumOverBands(geometry.kernelShape, input, outputGradient, scratch: scratch) {
      band, runs, source, dy, scratch, sum in
      for group in 0..<geometry.groups {
        let column = group * groupOutputs
        kernels.addWeightGradient(
          band, runs, source + group * groupInputs, dy + column, groupOutputs,
          geometry.outputChannels, scratch, sum + column)
      }
    }
  }
}
