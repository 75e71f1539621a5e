import FoveaData
import FoveaKernels
import FoveaModels
import FoveaNN
import FoveaTensor

/// One picture on its way through the lecture's complete picture: padding, convolution, detector and pooling twice,
/// then flatten and a dense layer; and what pooling saves there (rows D1 to D3 and D9).
///
/// The network is a `StagedCNN`, trained on drawn shapes for a moment, so that its maps show something. Shapes,
/// parameters and savings are those of its trace, maps are what its layers give for the picture.
public struct NetworkStages: Sendable {
  /// What a step does.
  public enum Kind: String, Sendable {
    /// Zeros around the maps.
    case padding
    /// Several kernels in parallel.
    case convolution
    /// The nonlinearity.
    case detector
    /// A summary of neighbourhoods.
    case pooling
    /// Maps as one row of numbers.
    case flatten
    /// Every number with every class.
    case dense
  }

  /// One step.
  public struct Step: Sendable {
    /// What it does.
    public let kind: Kind
    /// The convolutional stage it belongs to, from 1; nil behind them.
    public let stage: Int?
    /// What comes out for the picture, [height, width, channels] or [numbers].
    public let output: Tensor
    /// The numbers that training changes.
    public let parameters: Int
    /// Multiply-adds for one picture.
    public let multiplyAdds: Int
    /// How many parameters the dense layer has less because of this step; nil where it is no pooling.
    public let saved: Int?
  }

  /// The picture, [height, width, 1].
  public let picture: Tensor
  /// Its class.
  public let label: String
  /// The first stage's first kernel, [height, width].
  public let kernel: Tensor
  /// The steps, in order.
  public let steps: [Step]
  /// What the network says of the picture, class by class, likeliest first.
  public let classes: [(name: String, probability: Double)]
  /// What stands at the end of each stage.
  public let pooling: StagedCNN.Pooling
  /// The dense layer's parameters if no stage pooled.
  public let denseWithoutPooling: Int

  /// Trains a network and follows a picture through it.
  ///
  /// - Parameters:
  ///   - picture: the place of the picture among the test pictures; the first by default.
  ///   - size: pixels a side, 8 or more; 12 by default.
  ///   - kernels: of the first stage, the second has twice as many; 3 by default.
  ///   - pooling: at the end of each stage; the maximum by default.
  ///   - epochs: over 1,000 shapes; 10 by default, 0 for a network as it starts.
  ///   - seed: of weights and order.
  /// - Throws: `ShapeError` or `DataError` for sizes that do not fit.
  public init(
    picture: Int = 0, size: Int = 12, kernels: Int = 3, pooling: StagedCNN.Pooling = .max,
    epochs: Int = 10, seed: UInt64 = 1
  ) throws {
    require(
      picture >= 0 && kernels > 0 && epochs >= 0,
      "NetworkStages: a picture from 0 on, kernels and epochs expected, received \(picture), "
        + "\(kernels) and \(epochs)")
    var random = RandomSource(seed: seed)
    func network(_ pooling: StagedCNN.Pooling) throws -> StagedCNN {
      try StagedCNN(
        size: IntPair(size), classes: Shapes.classNames.count, pooling: pooling, width: kernels,
        random: &random)
    }
    let model = try network(pooling)
    try model.trainBriefly(
      on: Shapes(.train, count: 1000, size: size).data, epochs: epochs, random: &random)
    let test = try Shapes(.test, count: picture + 1, size: size).data
    let images = test.images(at: [picture])
    var trace = Trace(naming: model)
    _ = try model.outputShape(for: images.shape, &trace)
    var outputs: [Tensor] = []
    let logits = withoutGradients {
      model.run(Variable(images), .inference) { _, output in
        outputs.append(output)
        return true
      }
    }
    steps = try trace.rows.indices.flatMap { index in
      try Self.steps(index, trace, outputs, input: index == 0 ? images : outputs[index - 1])
    }
    let first = model.parameters[0].value
    kernel = first.slice(axis: 3, 0..<1).reshaped(first.shape[0], first.shape[1])
    self.picture = images.withoutBatch
    label = test.classNames[test.labels[picture]]
    let probabilities = logits?.value.softmax().elements ?? []
    classes = zip(test.classNames, probabilities)
      .map { (name: $0, probability: Double($1)) }
      .sorted { $0.probability > $1.probability }
    self.pooling = pooling
    denseWithoutPooling = try Self.denseParameters(of: network(.none), images.shape)
  }

  /// The numbers that the dense layer of this network has to learn.
  public var denseParameters: Int { steps.last?.parameters ?? 0 }

  /// A layer of the trace as a step; a convolution that pads as two.
  private static func steps(
    _ index: Int, _ trace: Trace, _ outputs: [Tensor], input: Tensor
  ) throws -> [Step] {
    let row = trace.rows[index]
    // Each stage begins with its convolution.
    let stage = trace.rows[...index].count { $0.layer is Conv2D }
    func step(_ kind: Kind, stage: Int?, _ output: Tensor, saved: Int? = nil) -> Step {
      Step(
        kind: kind, stage: stage, output: output.withoutBatch,
        parameters: kind == .padding ? 0 : row.layer.parameterCount,
        multiplyAdds: kind == .padding ? 0 : row.multiplyAdds, saved: saved)
    }
    switch row.layer {
    case let convolution as Conv2D:
      let padded = try input.padded(by: convolution.geometry(for: input.shape))
      return [
        step(.padding, stage: stage, padded), step(.convolution, stage: stage, outputs[index]),
      ]
    case is any PoolingLayer:
      return [
        step(
          .pooling, stage: stage, outputs[index], saved: trace.denseParametersSaved(byRow: index))
      ]
    case is Flatten: return [step(.flatten, stage: nil, outputs[index])]
    case is Dense: return [step(.dense, stage: nil, outputs[index])]
    default: return [step(.detector, stage: stage, outputs[index])]
    }
  }

  private static func denseParameters(of model: StagedCNN, _ input: Shape) throws -> Int {
    var trace = Trace()
    _ = try model.outputShape(for: input, &trace)
    return trace.rows.reduce(0) { $0 + ($1.layer is Dense ? $1.layer.parameterCount : 0) }
  }
}

extension Tensor {
  /// The only picture of a batch.
  fileprivate var withoutBatch: Tensor { reshaped(Array(shape.dimensions.dropFirst())) }

  /// Pictures with the zeros that a convolution puts around them.
  fileprivate func padded(by geometry: Conv2DGeometry) -> Tensor {
    let sides = [geometry.vertical, geometry.horizontal]
    return zip([1, 2], sides).reduce(self) { padded, side in
      let (axis, window) = side
      func zeros(_ count: Int) -> [Tensor] {
        count == 0 ? [] : [.zeros(padded.shape.replacing(axis: axis, with: count))]
      }
      return .concatenated(
        zeros(window.paddingBefore) + [padded] + zeros(window.paddingAfter), axis: axis)
    }
  }
}
