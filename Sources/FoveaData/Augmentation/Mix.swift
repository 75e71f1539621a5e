import FoveaKernels
import FoveaTensor

/// How one picture is mixed with another, with everything drawn.
///
/// The partner is any picture of the set, not one of the batch, so that batches do not matter.
struct Mix: Sendable {
  /// Whom it is mixed with: a place in the set.
  let partner: Int
  /// The share of the picture itself, in 0 ... 1.
  let share: Double
  /// What comes from the partner, with cutmix; nil for blending.
  private let box: PixelBox?

  /// Draws from the picture's stream for mixing, beside that of its other augmentations.
  init(_ random: RandomSource, _ steps: [Augmentation], in data: DataSet) {
    var random = random.stream(1)
    partner = random.integer(below: data.count)
    let step = steps[random.integer(below: steps.count)]
    let drawn = random.beta(step.amount)
    guard step.kind == .cutmix else {
      (share, box) = (drawn, nil)
      return
    }
    // A box of the picture's proportions; where it ends outside, the share is what is left of it.
    let frame = PictureFrame(data.imageShape)
    let side = (1 - drawn).squareRoot()
    let cut = PixelBox(
      middleRow: random.integer(below: frame.height), column: random.integer(below: frame.width),
      height: Int(side * Double(frame.height)), width: Int(side * Double(frame.width)), in: frame)
    box = cut
    share = 1 - Double(cut.area) / Double(frame.height * frame.width)
  }

  /// Mixes the partner's pixels into the picture's; the partner's may be overwritten.
  ///
  ///     mixup:   share * own + (1 - share) * other
  ///     cutmix:  other in the box, own elsewhere
  ///
  /// Sources: Zhang et al. (2017), "mixup: Beyond empirical risk minimization"; Yun et al. (2019), "CutMix".
  func blend(_ own: Output, _ other: Output, _ frame: PictureFrame) {
    guard let box else {
      kernels.affine(Input(own), Scalar(share), 0, own, frame.count)
      kernels.affine(Input(other), Scalar(1 - share), 0, other, frame.count)
      kernels.add(Input(own), Input(other), own, frame.count)
      return
    }
    for row in box.rows where !box.columns.isEmpty {
      let start = (row * frame.width + box.columns.lowerBound) * frame.channels
      (own + start).update(from: other + start, count: box.columns.count * frame.channels)
    }
  }
}
