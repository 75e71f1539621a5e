/// Changes parameters along their gradients.
///
/// A step is one pass over each weight, its gradient and the optimiser's state; beside these an optimiser
/// holds nothing of a weight's size.
public protocol Optimizer: AnyObject {
  /// What is trained; frozen parameters are passed over.
  var parameters: [Parameter] { get }

  /// The learning rate of the next step.
  var learningRate: Scalar { get set }

  /// The share of earlier steps' direction that stays in the next, which a schedule may change: the
  /// momentum of SGD and RMSProp, Adam's beta1. Adagrad has none: 0.
  var momentum: Scalar { get set }

  /// What bounds gradients before they are used; nothing by default.
  var clipping: GradientClipping { get set }

  /// What the penalties on the trainable weights add to the loss.
  var penaltyValues: PenaltyValues { get }

  /// One step.
  ///
  /// - Throws: `OptimizerError` when a trainable parameter has no gradient: the loss does not depend on
  ///   it, which is hardly what was meant. Nothing is changed then.
  func step(_ gradients: Gradients) throws

  /// Everything that the next step depends on beside the parameters, by name, for checkpoints.
  var state: [(name: String, value: Tensor)] { get }

  /// Takes back what `state` gave.
  ///
  /// - Throws: `StateError` naming what is missing or has another shape.
  func restore(_ state: [String: Tensor]) throws
}

/// A step that could not be taken.
public struct OptimizerError: Error, Hashable, CustomStringConvertible {
  /// What was expected and what was found, in one line.
  public let description: String
}
