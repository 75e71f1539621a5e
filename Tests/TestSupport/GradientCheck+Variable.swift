import FoveaAutograd
import Testing

/// Expects that `backward` gives the gradients of a differentiable function, by central differences, for
/// every input and a random cotangent.
public func expectGradients(
  of inputs: [Tensor], tolerance: GradientTolerance = .standard,
  context: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation, _ f: ([Variable]) -> Variable
) {
  let variables = inputs.map { Variable($0, requiresGradient: true) }
  let y = f(variables)
  var random = TestRandom("cotangent")
  let cotangent = random.uniform(y.shape)
  let gradients = y.backward(cotangent)
  for (index, variable) in variables.enumerated() where gradients[variable] == nil {
    Issue.record(
      "\(label(context()))input \(index) got no gradient", sourceLocation: sourceLocation)
  }
  expectGradients(
    variables.map { gradients[$0] }, of: inputs, cotangent: cotangent, tolerance: tolerance,
    context: context(), sourceLocation: sourceLocation
  ) { values in withoutGradients { f(values.map { Variable($0) }).value } }
}
