/// Of each window one element: in training by chance, each with a probability in proportion to its value; in
/// inference the mean by these probabilities. Has no parameters.
///
/// Meant for what comes out of a ReLU: elements below 0 count as 0. It regularises as dropout does, at no cost in
/// inference but for a second average.
///
/// Source: Zeiler and Fergus (2013).
public final class StochasticPool2D: PoolingLayer {
  let window: PoolWindow

  /// A layer with the given window; see `MaxPool2D` for the defaults.
  public init(
    _ window: IntPair, stride: IntPair? = nil, padding: Padding = .narrow,
    policy: FitPolicy = .strict
  ) {
    self.window = PoolWindow(
      window: window, stride: stride ?? window, padding: padding, policy: policy)
  }

  /// Window, stride and padding.
  public var hyperparameters: String { window.description }

  /// Chosen elements in training, means in inference.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let geometry = orStop { try window.geometry(for: input.shape) }
    guard case .training(let stream) = mode else {
      return input.probabilityWeightedPool(geometry)
    }
    var random = stream.next()
    let choice = Tensor(uniform: 0..<1, geometry.outputShape, using: &random)
    return input.stochasticPool(choice: choice, geometry)
  }

  /// [batch, output height, output width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    try window.outputShape(of: self, for: input, &trace)
  }
}
