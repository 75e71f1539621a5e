/// The frame that AlexNet gave to those after it: features, a grid of averages that admits pictures of other sizes,
/// dense layers.
protocol GridClassifier: Chain {
  var features: Sequential { get }
  var pool: AdaptiveAvgPool2D { get }
  var flatten: Flatten { get }
  var classifier: Sequential { get }
  /// The shorter side of the smallest pictures that fit.
  static var smallestSide: Int { get }
}

extension GridClassifier {
  /// Features, the grid of averages, and the classifier.
  public var members: [Member] {
    [
      .layer("features", features), .layer("avgpool", pool), .layer("flatten", flatten),
      .layer("classifier", classifier),
    ]
  }

  /// From pictures to logits, [batch, classes].
  public var layers: [any Layer] { [features, pool, flatten, classifier] }

  /// [batch, classes].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try input.checkPictures(atLeast: Self.smallestSide, for: self)
    return try chainShape(for: input, &trace)
  }

  /// A dense layer as in AlexNet's paper: with He's numbers, the logits of 4096 units start too large for a rate of
  /// 0.01.
  static func dense(_ inputs: Int, _ outputs: Int, _ random: inout RandomSource) -> Dense {
    Dense(inputs, outputs, initializer: .normal(standardDeviation: 0.01), random: &random)
  }
}
