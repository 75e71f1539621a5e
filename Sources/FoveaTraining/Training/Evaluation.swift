/// How well a model does on a set of pictures.
public struct Evaluation: Codable, Hashable, Sendable {
  /// The mean cross-entropy, in nats, without smoothing.
  public let loss: Double
  /// The share of pictures whose class the model finds likeliest.
  public let top1: Double
  /// The share of pictures whose class is among the model's five likeliest.
  public let top5: Double
  /// How many pictures there were.
  public let count: Int
  /// How often a picture of each class, the row, was taken for each class, the column; empty where it was not
  /// kept, as it grows with the square of the number of classes.
  public internal(set) var confusion: [[Int]]

  /// Pictures at a time: enough to keep threads busy, few enough that activations stay in tens of megabytes.
  public static let batchSize = 256
}

extension Evaluation {
  /// The same without the matrix.
  var withoutConfusion: Evaluation {
    var evaluation = self
    evaluation.confusion = []
    return evaluation
  }

  /// Runs the model over the pictures in their order, without recording.
  ///
  /// - Parameters:
  ///   - model: from preprocessed pictures to logits.
  ///   - data: pictures with their classes.
  ///   - preprocessor: what pictures go through first.
  ///   - batchSize: pictures at a time.
  ///   - criterion: the loss that is averaged, without smoothing; `multiClass` by default.
  public init(
    of model: any Layer, on data: DataSet, preprocessor: (any Preprocessor)? = nil,
    batchSize: Int = batchSize, loss criterion: ClassificationLoss = .multiClass
  ) {
    self =
      EvaluationPass(
        of: FrozenModel(model), on: data, preprocessor: preprocessor, batchSize: batchSize,
        loss: criterion
      ).evaluation
  }
}

/// One pass over a set of pictures: how a model does on it, and what it is surest of among its mistakes.
struct EvaluationPass {
  /// Whether all pictures were seen; without them the figures say nothing.
  let isWhole: Bool
  let evaluation: Evaluation
  /// The surest first.
  let mistakes: [Mistake]

  /// As `Evaluation.init`, with up to `mistakeCount` mistakes, which cost no second pass. `shouldStop` is asked
  /// before each batch: a pass over many pictures takes minutes.
  init(
    of frozen: FrozenModel, on data: DataSet, preprocessor: (any Preprocessor)?,
    batchSize: Int = Evaluation.batchSize, loss criterion: ClassificationLoss,
    mistakes mistakeCount: Int = 0, until shouldStop: () -> Bool = { false }
  ) {
    var isWhole = true
    var worst = WorstMistakes(count: mistakeCount)
    var (loss, first, amongFive) = (0.0, 0, 0)
    let empty = [Int](repeating: 0, count: data.classCount)
    var confusion = [[Int]](repeating: empty, count: data.classCount)
    let batches = data.batches(of: batchSize, preprocessor: preprocessor)
    for place in 0..<batches.count {
      // Before the batch is made: its pictures may have to be decoded.
      if shouldStop() {
        isWhole = false
        break
      }
      let batch = batches[place]
      let logits = frozen(batch.images)
      let mean = withoutGradients {
        criterion(Variable(logits), batch.labels).value.item
      }
      loss += Double(mean) * Double(batch.count)
      let found = ranks(of: batch.labels, in: logits)
      worst.see(found, logits, criterion)
      for (rank, predicted, label) in found {
        if rank == 0 { first += 1 }
        if rank < 5 { amongFive += 1 }
        confusion[label][predicted] += 1
      }
    }
    let count = Swift.max(1, data.count)
    self.isWhole = isWhole
    evaluation = Evaluation(
      loss: loss / Double(count), top1: Double(first) / Double(count),
      top5: Double(amongFive) / Double(count), count: data.count, confusion: confusion)
    mistakes = worst.mistakes
  }
}

/// For each picture: how many classes the model finds likelier than the true one, the likeliest class, and
/// the true one.
///
/// Of classes with the same logit the one with the lower index is the likelier. A logit that is no number
/// makes the true class the least likely, so that a broken model is never right.
func ranks(
  of labels: [Int], in logits: Tensor
) -> [(rank: Int, predicted: Int, label: Int)] {
  let classes = logits.shape[1]
  return logits.read { logits in
    labels.enumerated().map { row, label in
      let x = logits + row * classes
      let own = x[label]
      var (rank, predicted) = (0, 0)
      for c in 0..<classes {
        if x[c] > x[predicted] { predicted = c }
        if c != label, !(x[c] < own || (x[c] == own && c > label)) { rank += 1 }
      }
      return (rank, predicted, label)
    }
  }
}
