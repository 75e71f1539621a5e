import FoveaBLAS
import FoveaKernels
import FoveaTensor

/// The extents of a picture.
struct PictureFrame: Sendable {
  let height: Int, width: Int, channels: Int
  /// Numbers a picture.
  var count: Int { height * width * channels }

  init(_ shape: Shape) { (height, width, channels) = (shape[0], shape[1], shape[2]) }
}

/// One picture that augmentations are applied to, in place, with as much memory beside it.
struct Canvas {
  let pixels: Output
  let scratch: Output
  let frame: PictureFrame
  let colors: ColorPCA?

  init(_ pixels: Output, _ scratch: Output, _ frame: PictureFrame, _ colors: ColorPCA?) {
    self.pixels = pixels
    self.scratch = scratch
    self.frame = frame
    self.colors = colors
  }

  /// Applies the steps in order; those that move pixels and follow each other as one.
  func apply(_ steps: [Augmentation], _ random: inout RandomSource) {
    var map = PixelMap()
    for step in steps {
      if step.kind.isGeometric {
        map.append(step, &random, in: frame)
      } else {
        move(&map)
        paint(step, &random)
      }
    }
    move(&map)
  }

  /// Moves the pixels, and starts the map anew.
  func move(_ map: inout PixelMap) {
    defer { map = PixelMap() }
    if map.isIdentity { return }
    scratch.update(from: pixels, count: frame.count)
    let resampling = map.resampling(
      height: frame.height, width: frame.width, channels: frame.channels)
    kernels.warp(resampling, Input(scratch), pixels)
  }

  private func paint(_ step: Augmentation, _ random: inout RandomSource) {
    switch step.kind {
    case .brightness: brighten(random.factor(step.amount))
    case .contrast: stretch(random.factor(step.amount))
    case .jitter:
      brighten(random.factor(step.amount))
      stretch(random.factor(step.amount))
      // Drawn for grey as well: what follows does not depend on the number of channels.
      saturate(random.factor(step.amount))
    case .pca: if let colors { tint(colors.shift(step.amount, &random)) }
    case .noise: addNoise(Scalar(step.amount), &random)
    case .erase: if random.uniform() < step.amount { erase(&random) }
    case .cutout: cutOut(Int(step.amount), &random)
    default: stop("\(step.kind.rawValue) does not paint")
    }
  }

  // Nothing is cut off at 0 and 1, as preprocessing and networks take any number: no detail is lost, and the
  // mean stays where it is under noise.

  private func brighten(_ factor: Scalar) {
    kernels.affine(Input(pixels), factor, 0, pixels, frame.count)
  }

  private func stretch(_ factor: Scalar) {
    let mean = kernels.sum(Input(pixels), frame.count) / Scalar(frame.count)
    kernels.affine(Input(pixels), factor, mean - factor * mean, pixels, frame.count)
  }

  /// Distances of the channels from the pixel's grey times a factor; only colour has any.
  private func saturate(_ factor: Scalar) {
    guard frame.channels == 3 else { return }
    // grey = 0.299 red + 0.587 green + 0.114 blue, ITU-R BT.601.
    let rest = 1 - factor
    let rows: [Scalar] = [0.299, 0.587, 0.114].flatMap { weight in
      [rest * weight, rest * weight, rest * weight]
    }
    let matrix = rows.enumerated().map { $0.element + ($0.offset % 4 == 0 ? factor : 0) }
    let area = frame.height * frame.width
    scratch.update(from: pixels, count: frame.count)
    // pixels [area, 3] = scratch [area, 3] * matrix [3, 3]
    BLAS.gemm(
      .no, .no, m: area, n: 3, k: 3, a: Input(scratch), lda: 3, b: matrix, ldb: 3, c: pixels,
      ldc: 3)
  }

  private func tint(_ shift: [Scalar]) {
    let ones = [Scalar](repeating: 1, count: shift.count)
    kernels.scaleAndShiftRows(
      Input(pixels), ones, shift, -.infinity, pixels, frame.height * frame.width, frame.channels)
  }

  private func addNoise(_ deviation: Scalar, _ random: inout RandomSource) {
    if deviation == 0 { return }
    let noise = Tensor(
      normal: 0, standardDeviation: deviation, [frame.count], using: &random)
    noise.read { kernels.add(Input(pixels), $0, pixels, frame.count) }
  }

  /// Source: Zhong et al. (2017), "Random erasing data augmentation", with its ranges of area and proportion.
  private func erase(_ random: inout RandomSource) {
    let box = PixelBox(erasing: frame, &random)
    let level = (0..<frame.channels).map { _ in Scalar(random.uniform()) }
    fill(box) { level[$0] }
  }

  /// Source: DeVries and Taylor (2017), "Improved regularization of convolutional neural networks with cutout".
  private func cutOut(_ side: Int, _ random: inout RandomSource) {
    let box = PixelBox(
      middleRow: random.integer(below: frame.height), column: random.integer(below: frame.width),
      height: side, width: side, in: frame)
    fill(box) { _ in 0 }
  }

  private func fill(_ box: PixelBox, _ level: (Int) -> Scalar) {
    let channels = frame.channels
    for row in box.rows where !box.columns.isEmpty {
      let start = pixels + (row * frame.width + box.columns.lowerBound) * channels
      if channels == 1 {
        start.update(repeating: level(0), count: box.columns.count)
      } else {
        for i in 0..<box.columns.count * channels { start[i] = level(i % channels) }
      }
    }
  }
}

extension RandomSource {
  /// A factor spread evenly over 1 - amount ... 1 + amount.
  fileprivate mutating func factor(_ amount: Double) -> Scalar { Scalar(1 + symmetric() * amount) }
}
