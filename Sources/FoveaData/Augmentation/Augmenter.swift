import FoveaKernels
import FoveaTensor

/// A recipe ready to use on a training set: checked against what changes the set's classes, fitted where a step
/// needs it, seeded.
///
/// What becomes of a picture depends on seed, epoch and the picture's place in the set alone: each has a random
/// stream of its own. So pictures are the same, bit for bit, whatever the batch size, the order, the number of
/// workers, and whether the run was interrupted.
public struct Augmenter: Sendable {
  /// What is done.
  public let recipe: AugmentationRecipe
  /// The axes that the step `pca` goes along; nil without it.
  public let colors: ColorPCA?
  private let source: RandomSource

  /// - Parameters:
  ///   - recipe: what is done.
  ///   - seed: decides every draw.
  ///   - data: the training set; `pca` is fitted on it.
  ///   - isUnsafe: whether augmentations are let through that change the set's classes, as far as it
  ///     declares any.
  /// - Throws: `DataError` for an augmentation that changes the set's classes or does not fit its pictures,
  ///   `LAPACKError` when the eigenvalues for `pca` do not converge.
  public init(
    _ recipe: AugmentationRecipe, seed: UInt64, fitting data: DataSet, isUnsafe: Bool = false
  ) throws {
    try recipe.check(for: data, isUnsafe: isUnsafe)
    self.recipe = recipe
    colors =
      recipe.steps.contains { $0.kind == .pca } ? try ColorPCA(fitting: data) : nil
    source = RandomSource(seed: seed).stream(augmentationStream)
  }

  /// Pictures of the set as they are in an epoch.
  ///
  /// - Parameters:
  ///   - data: the set that the augmenter was made for.
  ///   - indices: places in it.
  ///   - epoch: counted from 0.
  /// - Returns: [indices.count, height, width, channels]; with mixing, the share of each class,
  ///   [indices.count, classes], else nil; and the class of the greater share of each picture.
  public func pictures(
    of data: DataSet, at indices: [Int], epoch: Int
  ) -> (images: Tensor, targets: Tensor?, labels: [Int]) {
    let streams = source.stream(UInt64(epoch))
    let random = indices.map { streams.stream(UInt64($0)) }
    let own = changed(data, indices, random)
    guard recipe.mixes else { return (own, nil, indices.map { data.labels[$0] }) }
    let mixes = random.map { Mix($0, recipe.mixing, in: data) }
    // A partner is as it is itself in this epoch, but for mixing.
    let partners = mixes.map(\.partner)
    let others = changed(data, partners, partners.map { streams.stream(UInt64($0)) })
    return mixed(own, others, mixes, data, indices)
  }

  /// The pictures through the steps that take one picture.
  private func changed(
    _ data: DataSet, _ indices: [Int], _ random: [RandomSource]
  ) -> Tensor {
    var images = data.images(at: indices)
    let steps = recipe.single
    if steps.isEmpty { return images }
    let frame = PictureFrame(data.imageShape)
    images.write { pictures in
      ThreadPool.shared.split(indices.count, grain: max(1, 8192 / frame.count)) { start, number in
        withScratch(frame.count) { scratch in
          for i in start..<start + number {
            // A stream of its own beside that of mixing, which is drawn without these steps.
            var random = random[i].stream(0)
            let canvas = Canvas(pictures + i * frame.count, scratch, frame, colors)
            canvas.apply(steps, &random)
          }
        }
      }
    }
    return images
  }

  private func mixed(
    _ own: Tensor, _ others: Tensor, _ mixes: [Mix], _ data: DataSet, _ indices: [Int]
  ) -> (images: Tensor, targets: Tensor?, labels: [Int]) {
    var (images, others) = (own, others)
    let frame = PictureFrame(data.imageShape)
    images.write { images in
      others.write { others in
        ThreadPool.shared.split(indices.count, grain: max(1, 8192 / frame.count)) { start, n in
          for i in start..<start + n {
            mixes[i].blend(images + i * frame.count, others + i * frame.count, frame)
          }
        }
      }
    }
    let classes = data.classCount
    var labels: [Int] = []
    let targets = Tensor(zeroed: [indices.count, classes]) { out in
      for (row, mix) in mixes.enumerated() {
        let (mine, theirs) = (data.labels[indices[row]], data.labels[mix.partner])
        out[row * classes + mine] += Scalar(mix.share)
        out[row * classes + theirs] += Scalar(1 - mix.share)
        labels.append(mix.share >= 0.5 ? mine : theirs)
      }
    }
    return (images, targets, labels)
  }
}

/// The stream of a run's seed that augmentation draws from; any number that nothing else uses.
private let augmentationStream: UInt64 = 0xA06
