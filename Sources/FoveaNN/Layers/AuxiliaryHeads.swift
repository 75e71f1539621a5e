/// A network with classifiers at intermediate layers that are there for training alone: they send gradients into
/// the middle of a deep network. `callAsFunction` leaves them out.
///
/// Source: Szegedy et al. (2015), section 5.
public protocol AuxiliaryHeads: Layer {
  /// What the auxiliary losses are multiplied by before they are added; the paper's 0.3 by default.
  var auxiliaryWeight: Scalar { get }

  /// The auxiliary classifiers.
  var auxiliaries: [any Layer] { get }

  /// The logits, and those of the auxiliary classifiers, [batch, classes] each.
  func outputs(_ input: Variable, _ mode: Mode) -> (logits: Variable, auxiliary: [Variable])
}

extension AuxiliaryHeads {
  /// 0.3.
  public var auxiliaryWeight: Scalar { 0.3 }
}

extension Layer {
  /// The network's logits with their loss, and the loss to be minimised: the same, and for a network with
  /// auxiliary classifiers the weighted sum of their losses added.
  ///
  /// - Parameters:
  ///   - input: [batch, ...].
  ///   - mode: training; inference leaves auxiliary classifiers out.
  ///   - loss: of logits, a scalar.
  public func trainingLoss(
    _ input: Variable, _ mode: Mode, _ loss: (Variable) -> Variable
  ) -> (logits: Variable, loss: Variable, total: Variable) {
    guard mode.isTraining, let network = self as? any AuxiliaryHeads else {
      let logits = self(input, mode)
      let own = loss(logits)
      return (logits, own, own)
    }
    let (logits, auxiliary) = network.outputs(input, mode)
    let own = loss(logits)
    let total = auxiliary.reduce(own) { $0 + loss($1) * network.auxiliaryWeight }
    return (logits, own, total)
  }
}
