/// Changes parameters along their gradients.
public protocol Optimizer: AnyObject {
  /// What is trained; frozen parameters are passed over.
  var parameters: [Parameter] { get }

  /// The learning rate of the next step.
  var learningRate: Scalar { get set }

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

extension Optimizer {
  /// The trainable parameters with their gradients and places in `parameters`.
  ///
  /// `state` holds a tensor for each parameter, of the shape that it had when the optimiser was made.
  func paired(_ gradients: Gradients, _ state: [Tensor]) throws -> [(index: Int, gradient: Tensor)]
  {
    try parameters.enumerated().filter(\.element.isTrainable).map { index, parameter in
      guard let gradient = gradients[parameter] else {
        throw OptimizerError(
          description: "parameter \(index) of shape \(parameter.shape) has no gradient: "
            + "the loss does not depend on it; use it or freeze it (isTrainable = false)")
      }
      guard gradient.shape == parameter.shape else {
        throw OptimizerError(
          description:
            "parameter \(index) of shape \(parameter.shape) was handed a gradient of "
            + "shape \(gradient.shape)")
      }
      guard state[index].shape == parameter.shape else {
        throw OptimizerError(
          description:
            "parameter \(index) had shape \(state[index].shape) when this optimiser was made, "
            + "found \(parameter.shape): make a new one")
      }
      return (index, gradient)
    }
  }

  /// A tensor of the checkpoint, checked against the shape that belongs there.
  func tensor(_ name: String, _ shape: Shape, in state: [String: Tensor]) throws -> Tensor {
    guard let value = state[name] else {
      throw StateError("\(name) of shape \(shape) expected, found none of that name")
    }
    guard value.shape == shape else {
      throw StateError("\(name) of shape \(shape) expected, found \(value.shape)")
    }
    return value
  }
}
